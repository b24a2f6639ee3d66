package dev.darkroom.bucket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.S3ServiceClientConfiguration;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Calls S3, or what speaks as it does, by the AWS SDK. Each object bears the SHA-256 of its bytes in its metadata, which
 * every such store keeps and a copy within it takes along.
 */
final class S3ObjectStore implements ObjectStore {

    /** The metadata that holds the hash. */
    private static final String SHA256 = "sha256";

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** The number of objects that one call deletes. */
    private static final int MAX_DELETED = 1_000;

    /** The number of parts that a store takes of one object, with some room. */
    private static final long MAX_PARTS = 9_000;

    private final S3Client client;
    private final long partBytes;

    /** @param partBytes the size of a part, and of the largest object that is sent whole */
    S3ObjectStore(S3Client client, long partBytes) {
        this.client = client;
        this.partBytes = partBytes;
    }

    /**
     * Opens it as the environment says. Where an endpoint is set, buckets are part of the path: a store of one's own seldom
     * has a host name for each.
     */
    static ObjectStore open() throws BucketException {
        return open(64L << 20);
    }

    static ObjectStore open(long partBytes) throws BucketException {
        try {
            S3Client client = builder().build();
            Optional<URI> endpoint = client.serviceClientConfiguration().endpointOverride();
            if (endpoint.isEmpty()) {
                return new S3ObjectStore(client, partBytes);
            }
            client.close();
            return new S3ObjectStore(builder().forcePathStyle(true).build(), partBytes);
        } catch (RuntimeException e) {
            // Of a setting that is not one, such as an endpoint without a scheme, the SDK throws whatever its checks
            // throw.
            throw S3Failures.opening(e);
        }
    }

    private static S3ClientBuilder builder() {
        return S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ANSWER))
                .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD))
                .crossRegionAccessEnabled(true)
                // The hash is known before the first byte is sent, so that nothing has to follow the last one.
                .serviceConfiguration(S3Configuration.builder()
                        .chunkedEncodingEnabled(false)
                        .expectContinueEnabled(false)
                        .build());
    }

    @Override
    public void put(BucketLocation at, String file, Path content, String sha256) throws IOException {
        long bytes = Files.size(content);
        if (bytes > partBytes) {
            putInParts(at, file, content, bytes, sha256);
            return;
        }
        call(
                at,
                () -> client.putObject(
                        request -> request.bucket(at.bucket())
                                .key(at.key(file))
                                .contentType(ContentTypes.of(file))
                                .checksumSHA256(base64(sha256))
                                .metadata(Map.of(SHA256, sha256)),
                        RequestBody.fromFile(content)));
    }

    private void putInParts(BucketLocation at, String file, Path content, long bytes, String sha256)
            throws IOException {
        String upload = call(
                        at,
                        () -> client.createMultipartUpload(request -> request.bucket(at.bucket())
                                .key(at.key(file))
                                .contentType(ContentTypes.of(file))
                                .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                                .metadata(Map.of(SHA256, sha256))))
                .uploadId();
        boolean whole = false;
        try {
            List<CompletedPart> parts = new ArrayList<>();
            long size = Math.max(partBytes, bytes / MAX_PARTS + 1);
            for (long from = 0; from < bytes; from += size) {
                parts.add(
                        putPart(at, file, upload, parts.size() + 1, part(content, from, Math.min(size, bytes - from))));
            }
            call(
                    at,
                    () -> client.completeMultipartUpload(request -> request.bucket(at.bucket())
                            .key(at.key(file))
                            .uploadId(upload)
                            .multipartUpload(completed -> completed.parts(parts))));
            whole = true;
        } finally {
            if (!whole) {
                abort(at, file, upload);
            }
        }
    }

    private CompletedPart putPart(BucketLocation at, String file, String upload, int number, RequestBody content)
            throws IOException {
        var stored = call(
                at,
                () -> client.uploadPart(
                        request -> request.bucket(at.bucket())
                                .key(at.key(file))
                                .uploadId(upload)
                                .partNumber(number)
                                .checksumAlgorithm(ChecksumAlgorithm.SHA256),
                        content));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(stored.eTag())
                .checksumSHA256(stored.checksumSHA256())
                .build();
    }

    private static RequestBody part(Path content, long from, long bytes) {
        ContentStreamProvider stream = ContentStreamProvider.fromInputStreamSupplier(() -> open(content, from, bytes));
        return RequestBody.fromContentProvider(stream, bytes, ContentTypes.BYTES);
    }

    private static InputStream open(Path content, long from, long bytes) {
        try {
            FileChannel channel = FileChannel.open(content, StandardOpenOption.READ);
            channel.position(from);
            return new LimitedInput(Channels.newInputStream(channel), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the parts up. Those that stay all the same are deleted by a rule of the bucket. */
    private void abort(BucketLocation at, String file, String upload) {
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(at.bucket()).key(at.key(file)).uploadId(upload));
        } catch (SdkException e) {
            // What went wrong before is told.
        }
    }

    @Override
    public boolean putIfAbsent(BucketLocation at, String file, byte[] content) throws IOException {
        if (head(at, file).isPresent()) {
            return false;
        }
        try {
            put(at, file, content, "*");
            return true;
        } catch (SdkException e) {
            if (S3Failures.isPrecondition(e)) {
                return false;
            }
            if (!S3Failures.isUnsupported(e)) {
                throw S3Failures.of(at, e);
            }
        }
        call(at, () -> put(at, file, content, null));
        return true;
    }

    private Object put(BucketLocation at, String file, byte[] content, @Nullable String ifNoneMatch) {
        return client.putObject(
                request -> request.bucket(at.bucket())
                        .key(at.key(file))
                        .contentType(ContentTypes.of(file))
                        .ifNoneMatch(ifNoneMatch),
                RequestBody.fromBytes(content));
    }

    @Override
    public Optional<byte[]> read(BucketLocation at, String file) throws IOException {
        try {
            return Optional.of(call(
                            at,
                            () -> client.getObjectAsBytes(
                                    request -> request.bucket(at.bucket()).key(at.key(file))))
                    .asByteArray());
        } catch (BucketException e) {
            if (e.kind() == BucketException.BucketFailure.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void get(BucketLocation at, String file, Path into) throws IOException {
        call(at, () -> client.getObject(request -> request.bucket(at.bucket()).key(at.key(file)), writing(into)));
    }

    /** Counts what comes: the JDK's client takes an answer that breaks off for one that is whole. */
    private static ResponseTransformer<GetObjectResponse, Path> writing(Path into) {
        return (response, bytes) -> {
            try (OutputStream out =
                    Files.newOutputStream(into, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                if (bytes.transferTo(out) != response.contentLength()) {
                    throw RetryableException.create("the answer broke off");
                }
            }
            return into;
        };
    }

    @Override
    public Optional<StoredObject> head(BucketLocation at, String file) throws IOException {
        try {
            HeadObjectResponse object = call(
                    at,
                    () -> client.headObject(request ->
                            request.bucket(at.bucket()).key(at.key(file)).checksumMode(ChecksumMode.ENABLED)));
            return Optional.of(new StoredObject(object.contentLength(), sha256(object)));
        } catch (BucketException e) {
            if (e.kind() == BucketException.BucketFailure.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public URI presigned(BucketLocation at, String file, Duration validity) throws IOException {
        // By the client's own settings, so that the address leads to where the object was put.
        S3ServiceClientConfiguration settings = client.serviceClientConfiguration();
        S3Presigner.Builder builder = S3Presigner.builder()
                .region(settings.region())
                .credentialsProvider(settings.credentialsProvider())
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(settings.endpointOverride().isPresent())
                        .build());
        settings.endpointOverride().ifPresent(builder::endpointOverride);
        try (S3Presigner presigner = builder.build()) {
            return URI.create(presigner
                    .presignGetObject(signing -> signing.signatureDuration(validity)
                            .getObjectRequest(get -> get.bucket(at.bucket()).key(at.key(file))))
                    .url()
                    .toString());
        } catch (SdkException e) {
            throw S3Failures.of(at, e);
        }
    }

    /** Prefers what the store has computed itself; that of an object in parts is none of its bytes as a whole. */
    private static @Nullable String sha256(HeadObjectResponse object) {
        String computed = object.checksumSHA256();
        return computed == null || computed.contains("-")
                ? object.metadata().get(SHA256)
                : HexFormat.of().formatHex(Base64.getDecoder().decode(computed));
    }

    @Override
    public void copy(BucketLocation from, String file, BucketLocation to, String copy) throws IOException {
        call(
                to,
                () -> client.copyObject(request -> request.sourceBucket(from.bucket())
                        .sourceKey(from.key(file))
                        .destinationBucket(to.bucket())
                        .destinationKey(to.key(copy))));
    }

    @Override
    public void delete(BucketLocation at, Collection<String> files) throws IOException {
        List<ObjectIdentifier> objects = files.stream()
                .map(file -> ObjectIdentifier.builder().key(at.key(file)).build())
                .toList();
        for (int from = 0; from < objects.size(); from += MAX_DELETED) {
            Delete some = Delete.builder()
                    .quiet(true)
                    .objects(objects.subList(from, Math.min(objects.size(), from + MAX_DELETED)))
                    .build();
            DeleteObjectsResponse deleted = call(
                    at,
                    () -> client.deleteObjects(
                            request -> request.bucket(at.bucket()).delete(some)));
            if (deleted.hasErrors() && !deleted.errors().isEmpty()) {
                throw S3Failures.undeleted(
                        at, deleted.errors().get(0).code(), deleted.errors().size());
            }
        }
    }

    @Override
    public void list(BucketLocation at, ObjLongConsumer<String> each) throws IOException {
        String prefix = at.keyPrefix();
        call(at, () -> {
            for (S3Object object : client.listObjectsV2Paginator(
                            request -> request.bucket(at.bucket()).prefix(prefix))
                    .contents()) {
                each.accept(object.key().substring(prefix.length()), object.size());
            }
            return at;
        });
    }

    @Override
    public void close() {
        client.close();
    }

    private static String base64(String sha256) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256));
    }

    private static <T> T call(BucketLocation at, S3Call<T> call) throws IOException {
        try {
            return call.make();
        } catch (SdkException e) {
            throw S3Failures.of(at, e);
        }
    }

    /** A call of the SDK. */
    @FunctionalInterface
    private interface S3Call<T> {
        T make();
    }
}
