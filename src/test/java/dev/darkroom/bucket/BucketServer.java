package dev.darkroom.bucket;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.darkroom.io.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A store of objects on loopback that speaks as S3 does, as far as Darkroom needs it: it keeps objects in memory, compares
 * what arrives with the hashes that are sent along, and does wrong what it is told to.
 */
public final class BucketServer implements AutoCloseable {

    /** The credentials that it takes. */
    public static final String KEY_ID = "AKIDTESTTESTTEST";

    public static final String SECRET = "secret-of-the-tests-0123456789";

    private static final Pattern COPY_SOURCE = Pattern.compile("/?([^/]+)/(.+)");
    private static final Pattern KEYS = Pattern.compile("<Key>([^<]*)</Key>");
    private static final Pattern PARTS = Pattern.compile("<PartNumber>(\\d+)</PartNumber>");

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Map<String, NavigableMap<String, StoredContent>> buckets = new ConcurrentHashMap<>();
    private final Map<String, PartsOfObject> uploads = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<BucketFault> faults = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger uploadIds = new AtomicInteger();
    private volatile int page = 1_000;
    private volatile Consumer<String> stored = key -> {};

    /** Opens it with these buckets. */
    public BucketServer(String... names) throws IOException {
        for (String name : names) {
            buckets.put(name, new ConcurrentSkipListMap<>());
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/", this::answer);
        server.start();
    }

    /** The address that is its endpoint. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The variables by which a process finds it. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL_S3",
                endpoint(),
                "AWS_ACCESS_KEY_ID",
                KEY_ID,
                "AWS_SECRET_ACCESS_KEY",
                SECRET,
                "AWS_REGION",
                "us-east-1",
                "AWS_EC2_METADATA_DISABLED",
                "true");
    }

    /** Is told of each object by its key once it is stored, before the call is answered. */
    public void whenStored(Consumer<String> told) {
        stored = told;
    }

    /** Lists so many objects in one answer. */
    public void listInPagesOf(int objects) {
        page = objects;
    }

    /** The objects of a bucket by their keys. */
    public NavigableMap<String, StoredContent> objects(String bucket) {
        NavigableMap<String, StoredContent> objects = buckets.get(bucket);
        return objects == null ? new TreeMap<>() : objects;
    }

    /** An object that must be there. */
    public StoredContent object(String bucket, String key) {
        return Objects.requireNonNull(objects(bucket).get(key), () -> "there is no " + key + " in " + bucket);
    }

    /** The calls so far, such as {@code PUT bucket/key}; each with what it asks for, such as {@code ?list-type}. */
    public List<String> calls() {
        return calls;
    }

    /** Counts the calls that begin so. */
    public long calls(String beginning) {
        return calls.stream().filter(call -> call.startsWith(beginning)).count();
    }

    /** Does wrong what calls that match ask for. */
    public void fault(BucketFault fault) {
        faults.add(fault);
    }

    /** Does nothing wrong any more. */
    public void mend() {
        faults.clear();
    }

    /** The uploads in parts that were neither completed nor given up. */
    public Set<String> openUploads() {
        return uploads.keySet();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        workers.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            answerWhole(exchange);
        }
    }

    private void answerWhole(HttpExchange exchange) throws IOException {
        try {
            S3Call call = S3Call.of(exchange);
            calls.add(call.told());
            byte[] sent = exchange.getRequestBody().readAllBytes();
            BucketFault fault = faults.stream()
                    .filter(each -> each.strikes(call.told()))
                    .findFirst()
                    .orElse(null);
            if (fault != null) {
                play(fault, exchange);
                return;
            }
            String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            if (!authorization.contains(KEY_ID + "/") && !isSigned(call)) {
                error(exchange, 403, "InvalidAccessKeyId");
            } else if (!buckets.containsKey(call.bucket)) {
                error(exchange, 404, "NoSuchBucket");
            } else {
                serve(exchange, call, content(exchange, sent));
            }
        } catch (WrongContent wrong) {
            error(exchange, 400, "BadDigest");
        }
    }

    /** Whether the address itself is signed, as a client without credentials gets it. */
    private static boolean isSigned(S3Call call) {
        return call.method.equals("GET")
                && call.query.getOrDefault("X-Amz-Credential", "").startsWith(KEY_ID + "/")
                && call.query.containsKey("X-Amz-Signature");
    }

    private void play(BucketFault fault, HttpExchange exchange) throws IOException {
        switch (fault.kind()) {
            case SLOW_DOWN -> error(exchange, 503, "SlowDown");
            case DENIED -> error(exchange, 403, "AccessDenied");
            case NOT_IMPLEMENTED -> error(exchange, 501, "NotImplemented");
            case CUT -> {
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write(1);
                exchange.getResponseBody().flush();
            }
            case HANG -> {
                try {
                    closed.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private void serve(HttpExchange exchange, S3Call call, byte[] content) throws IOException {
        NavigableMap<String, StoredContent> objects = objects(call.bucket);
        switch (call.method) {
            case "PUT" -> put(exchange, call, objects, content);
            case "GET" -> {
                if (call.key.isEmpty()) {
                    list(exchange, call, objects);
                } else {
                    get(exchange, call, objects, true);
                }
            }
            case "HEAD" -> get(exchange, call, objects, false);
            case "DELETE" -> {
                if (call.query.containsKey("uploadId")) {
                    uploads.remove(call.query.get("uploadId"));
                } else {
                    objects.remove(call.key);
                }
                answer(exchange, 204, "");
            }
            case "POST" -> post(exchange, call, objects, content);
            default -> error(exchange, 405, "MethodNotAllowed");
        }
    }

    private void put(HttpExchange exchange, S3Call call, NavigableMap<String, StoredContent> objects, byte[] content)
            throws IOException {
        String copied = exchange.getRequestHeaders().getFirst("x-amz-copy-source");
        if (copied != null) {
            copy(exchange, call, objects, copied);
            return;
        }
        verify(exchange, content);
        if (call.query.containsKey("uploadId")) {
            PartsOfObject upload = Objects.requireNonNull(uploads.get(call.query.get("uploadId")));
            upload.parts.put(Integer.valueOf(call.query.get("partNumber")), content);
            exchange.getResponseHeaders().set("x-amz-checksum-sha256", base64(content));
            exchange.getResponseHeaders().set("ETag", etag(content));
            answer(exchange, 200, "");
            return;
        }
        StoredContent object = StoredContent.of(exchange, content, base64(content));
        boolean onlyNew = "*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
        if (onlyNew && objects.putIfAbsent(call.key, object) != null) {
            error(exchange, 412, "PreconditionFailed");
            return;
        }
        objects.put(call.key, object);
        stored.accept(call.key);
        exchange.getResponseHeaders().set("ETag", etag(content));
        answer(exchange, 200, "");
    }

    private void copy(HttpExchange exchange, S3Call call, NavigableMap<String, StoredContent> objects, String copied)
            throws IOException {
        Matcher source = COPY_SOURCE.matcher(URLDecoder.decode(copied.replace("+", "%2B"), StandardCharsets.UTF_8));
        StoredContent object = source.matches() ? objects(source.group(1)).get(source.group(2)) : null;
        if (object == null) {
            error(exchange, 404, "NoSuchKey");
            return;
        }
        objects.put(call.key, object);
        answer(exchange, 200, "<CopyObjectResult><ETag>" + etag(object.content) + "</ETag></CopyObjectResult>");
    }

    private void get(
            HttpExchange exchange, S3Call call, NavigableMap<String, StoredContent> objects, boolean withContent)
            throws IOException {
        StoredContent object = objects.get(call.key);
        if (object == null) {
            if (withContent) {
                error(exchange, 404, "NoSuchKey");
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
            return;
        }
        object.metadata.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.getResponseHeaders().set("ETag", etag(object.content));
        if (object.checksum != null && exchange.getRequestHeaders().containsKey("x-amz-checksum-mode")) {
            exchange.getResponseHeaders().set("x-amz-checksum-sha256", object.checksum);
        }
        if (withContent) {
            exchange.sendResponseHeaders(200, object.content.length == 0 ? -1 : object.content.length);
            exchange.getResponseBody().write(object.content);
        } else {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(object.content.length));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void list(HttpExchange exchange, S3Call call, NavigableMap<String, StoredContent> objects)
            throws IOException {
        String prefix = call.query.getOrDefault("prefix", "");
        String after = call.query.getOrDefault("continuation-token", "");
        List<String> keys = objects.keySet().stream()
                .filter(key -> key.startsWith(prefix) && key.compareTo(after) > 0)
                .limit(page + 1L)
                .toList();
        boolean more = keys.size() > page;
        StringBuilder xml = new StringBuilder("<ListBucketResult><IsTruncated>" + more + "</IsTruncated>");
        for (String key : keys.subList(0, Math.min(page, keys.size()))) {
            xml.append("<Contents><Key>")
                    .append(key.replace("&", "&amp;").replace("<", "&lt;"))
                    .append("</Key><Size>")
                    .append(Objects.requireNonNull(objects.get(key)).content.length)
                    .append("</Size></Contents>");
        }
        if (more) {
            xml.append("<NextContinuationToken>").append(keys.get(page - 1)).append("</NextContinuationToken>");
        }
        answer(exchange, 200, xml + "</ListBucketResult>");
    }

    private void post(HttpExchange exchange, S3Call call, NavigableMap<String, StoredContent> objects, byte[] content)
            throws IOException {
        if (call.query.containsKey("delete")) {
            KEYS.matcher(new String(content, StandardCharsets.UTF_8))
                    .results()
                    .map(key -> key.group(1).replace("&lt;", "<").replace("&amp;", "&"))
                    .forEach(objects::remove);
            answer(exchange, 200, "<DeleteResult></DeleteResult>");
        } else if (call.query.containsKey("uploads")) {
            String id = "upload-" + uploadIds.incrementAndGet();
            uploads.put(id, new PartsOfObject(StoredContent.of(exchange, new byte[0], null)));
            answer(
                    exchange,
                    200,
                    "<InitiateMultipartUploadResult><UploadId>" + id + "</UploadId></InitiateMultipartUploadResult>");
        } else {
            PartsOfObject upload = Objects.requireNonNull(uploads.remove(call.query.get("uploadId")));
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            PARTS.matcher(new String(content, StandardCharsets.UTF_8))
                    .results()
                    .map(part -> upload.parts.get(Integer.valueOf(part.group(1))))
                    .forEach(whole::writeBytes);
            objects.put(
                    call.key,
                    new StoredContent(whole.toByteArray(), upload.begun.metadata, "composite-" + upload.parts.size()));
            answer(
                    exchange,
                    200,
                    "<CompleteMultipartUploadResult><Key>" + call.key + "</Key></CompleteMultipartUploadResult>");
        }
    }

    /** Takes the chunks apart in which the SDK may send what it signs or sums up on the way. */
    private static byte[] content(HttpExchange exchange, byte[] sent) {
        String hash = String.valueOf(exchange.getRequestHeaders().getFirst("x-amz-content-sha256"));
        if (!hash.startsWith("STREAMING-")) {
            if (hash.length() == 64 && !hash.equals(HexFormat.of().formatHex(digest(sent)))) {
                throw new WrongContent();
            }
            return sent;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int end = at;
            while (sent[end] != '\r') {
                end++;
            }
            String head = new String(sent, at, end - at, StandardCharsets.US_ASCII);
            int size = Integer.parseInt(head.split(";", 2)[0], 16);
            at = end + 2;
            if (size == 0) {
                return content.toByteArray();
            }
            content.write(sent, at, size);
            at += size + 2;
        }
    }

    private static void verify(HttpExchange exchange, byte[] content) {
        String sha256 = exchange.getRequestHeaders().getFirst("x-amz-checksum-sha256");
        if (sha256 != null && !sha256.equals(base64(content))) {
            throw new WrongContent();
        }
    }

    private static byte[] digest(byte[] content) {
        MessageDigest digest = Sha256.newDigest();
        return digest.digest(content);
    }

    private static String base64(byte[] content) {
        return Base64.getEncoder().encodeToString(digest(content));
    }

    private static String etag(byte[] content) {
        return "\"" + Integer.toHexString(Arrays.hashCode(content)) + "\"";
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        answer(exchange, status, "<Error><Code>" + code + "</Code><Message>told " + KEY_ID + "</Message></Error>");
    }

    private static void answer(HttpExchange exchange, int status, String xml) throws IOException {
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        if (!xml.isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
        }
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** An object: its bytes, what was said of it, and its checksum, which of one in parts is none of the whole. */
    public static final class StoredContent {

        private final byte[] content;
        private final Map<String, String> metadata;
        private final @Nullable String checksum;

        private StoredContent(byte[] content, Map<String, String> metadata, @Nullable String checksum) {
            this.content = content;
            this.metadata = metadata;
            this.checksum = checksum;
        }

        private static StoredContent of(HttpExchange exchange, byte[] content, @Nullable String checksum) {
            Map<String, String> metadata = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (name.regionMatches(true, 0, "x-amz-meta-", 0, 11) || name.equalsIgnoreCase("Content-Type")) {
                    metadata.put(name, values.get(0));
                }
            });
            return new StoredContent(content, metadata, checksum);
        }

        public byte[] content() {
            return content.clone();
        }

        public String text() {
            return new String(content, StandardCharsets.UTF_8);
        }

        /** What was said of it, by the names of its headers. */
        public Map<String, String> metadata() {
            return metadata;
        }
    }

    private static final class PartsOfObject {

        private final StoredContent begun;
        private final Map<Integer, byte[]> parts = new ConcurrentHashMap<>();

        private PartsOfObject(StoredContent begun) {
            this.begun = begun;
        }
    }

    private record S3Call(String method, String bucket, String key, Map<String, String> query) {

        private static S3Call of(HttpExchange exchange) {
            String path = exchange.getRequestURI().getPath().substring(1);
            int slash = path.indexOf('/');
            Map<String, String> query = new TreeMap<>();
            String raw = exchange.getRequestURI().getRawQuery();
            for (String pair : raw == null ? new String[0] : raw.split("&")) {
                String[] parts = pair.split("=", 2);
                query.put(parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
            return new S3Call(
                    exchange.getRequestMethod(),
                    slash < 0 ? path : path.substring(0, slash),
                    slash < 0 ? "" : path.substring(slash + 1),
                    query);
        }

        private String told() {
            List<String> asked = new ArrayList<>(query.keySet());
            asked.remove("x-id");
            return method + " " + bucket + "/" + key + (asked.isEmpty() ? "" : "?" + String.join("&", asked));
        }
    }

    private static final class WrongContent extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
