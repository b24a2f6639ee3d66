package dev.darkroom.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.bucket.BucketException.BucketFailure;
import dev.darkroom.bucket.BucketFault.FaultKind;
import dev.darkroom.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ObjectStoreTest {

    private static final BucketLocation PLACE = BucketLocation.parse("s3://shots/night/run-1");
    private static final int PART = 64 << 10;

    @TempDir
    private Path folder;

    private BucketServer server;
    private SdkSettings settings;
    private ObjectStore store;

    @BeforeEach
    void open() throws IOException {
        server = new BucketServer("shots", "other");
        settings = SdkSettings.of(server);
        store = S3ObjectStore.open(PART);
    }

    @AfterEach
    void close() {
        store.close();
        settings.close();
        server.close();
    }

    @Test
    void a_file_is_stored_with_its_hash_and_its_kind() throws IOException {
        Path file = file("picture", 1_000);

        store.put(PLACE, "images/a é+&-1.png", file, Sha256.hex(file));

        BucketServer.StoredContent object = server.object("shots", "night/run-1/images/a é+&-1.png");
        assertThat(object.content()).isEqualTo(Files.readAllBytes(file));
        assertThat(object.metadata()).containsEntry("Content-type", "image/png");
        assertThat(store.head(PLACE, "images/a é+&-1.png")).contains(new StoredObject(1_000, Sha256.hex(file)));
    }

    @Test
    void what_arrives_as_something_else_is_refused_by_the_store() throws IOException {
        Path file = file("picture", 1_000);

        assertThatThrownBy(() -> store.put(PLACE, "a.png", file, "0".repeat(64)))
                .isInstanceOf(BucketException.class)
                .extracting(failure -> ((BucketException) failure).kind())
                .isEqualTo(BucketFailure.DAMAGED);
        assertThat(server.objects("shots")).isEmpty();
    }

    @Test
    void a_large_file_goes_in_parts_and_keeps_its_hash() throws IOException {
        Path file = file("large", 3 * PART + 17);

        store.put(PLACE, "results.csv", file, Sha256.hex(file));

        assertThat(server.object("shots", "night/run-1/results.csv").content()).isEqualTo(Files.readAllBytes(file));
        assertThat(server.calls("PUT shots/night/run-1/results.csv?partNumber")).isEqualTo(4);
        assertThat(store.head(PLACE, "results.csv")).contains(new StoredObject(3 * PART + 17, Sha256.hex(file)));
        assertThat(server.openUploads()).isEmpty();
    }

    @Test
    void parts_of_a_file_that_did_not_arrive_are_given_up() throws IOException {
        server.fault(BucketFault.always(FaultKind.DENIED, "PUT .*partNumber.*"));
        Path file = file("large", 3 * PART);

        assertThatThrownBy(() -> store.put(PLACE, "results.csv", file, Sha256.hex(file)))
                .isInstanceOf(BucketException.class);

        assertThat(server.openUploads()).isEmpty();
        assertThat(server.objects("shots")).isEmpty();
    }

    @Test
    void a_store_that_is_too_busy_is_asked_again() throws IOException {
        server.fault(BucketFault.of(FaultKind.SLOW_DOWN, "PUT .*", 2));
        Path file = file("picture", 10);

        store.put(PLACE, "a.png", file, Sha256.hex(file));

        assertThat(server.objects("shots")).containsKey("night/run-1/a.png");
        assertThat(server.calls("PUT ")).isEqualTo(3);
    }

    @Test
    void an_answer_that_breaks_off_is_asked_for_again() throws IOException {
        Path file = file("picture", 1_000);
        store.put(PLACE, "a.png", file, Sha256.hex(file));
        server.fault(BucketFault.of(FaultKind.CUT, "GET .*", 1));
        Path copy = file("copy", 5_000);

        store.get(PLACE, "a.png", copy);

        assertThat(copy).hasBinaryContent(Files.readAllBytes(file));
    }

    @Test
    void a_place_is_taken_once() throws IOException {
        assertThat(store.putIfAbsent(PLACE, "claim", new byte[] {1})).isTrue();
        assertThat(store.putIfAbsent(PLACE, "claim", new byte[] {2})).isFalse();
        assertThat(store.read(PLACE, "claim")).hasValue(new byte[] {1});
        assertThat(store.read(PLACE, "other")).isEmpty();
    }

    @Test
    void a_store_that_knows_no_conditions_takes_a_place_all_the_same() throws IOException {
        server.fault(BucketFault.of(FaultKind.NOT_IMPLEMENTED, "PUT .*", 1));

        assertThat(store.putIfAbsent(PLACE, "claim", new byte[] {1})).isTrue();

        assertThat(store.read(PLACE, "claim")).hasValue(new byte[] {1});
    }

    @Test
    void an_object_is_copied_without_being_fetched() throws IOException {
        Path file = file("picture", 1_000);
        store.put(PLACE, "images/ä 1.png", file, Sha256.hex(file));
        BucketLocation other = BucketLocation.parse("s3://other");

        store.copy(PLACE, "images/ä 1.png", other, "b.png");

        assertThat(store.head(other, "b.png")).contains(new StoredObject(1_000, Sha256.hex(file)));
        assertThat(server.calls("GET ")).isZero();
    }

    @Test
    void all_objects_are_listed_and_deleted_however_many() throws IOException {
        server.listInPagesOf(7);
        Path file = file("picture", 3);
        List<String> names =
                IntStream.range(100, 120).mapToObj(n -> "images/" + n + ".png").toList();
        for (String name : names) {
            store.put(PLACE, name, file, Sha256.hex(file));
        }
        store.put(BucketLocation.parse("s3://shots/night/run-10"), "x.png", file, Sha256.hex(file));
        List<String> listed = new ArrayList<>();

        store.list(PLACE, (name, bytes) -> listed.add(name + "=" + bytes));
        store.delete(PLACE, names);

        assertThat(listed).hasSize(20).startsWith("images/100.png=3", "images/101.png=3");
        assertThat(server.objects("shots").keySet()).containsExactly("night/run-10/x.png");
    }

    @Test
    void refusals_say_what_to_do_and_tell_no_secret() throws IOException {
        Path file = file("picture", 3);
        server.fault(BucketFault.of(FaultKind.DENIED, "PUT .*", 1));
        assertThat(failure(() -> store.put(PLACE, "a.png", file, Sha256.hex(file))))
                .isEqualTo("REFUSED s3://shots/night/run-1 refuses the call (AccessDenied, HTTP 403). The credentials"
                        + " need the rights s3:PutObject, s3:GetObject, s3:DeleteObject and s3:ListBucket there, and"
                        + " the region must be the bucket's");
        assertThat(failure(() -> store.put(BucketLocation.parse("s3://missing/x"), "a.png", file, Sha256.hex(file))))
                .startsWith("REFUSED s3://missing/x: there is no bucket of this name (NoSuchBucket, HTTP 404)");
        server.fault(BucketFault.always(FaultKind.SLOW_DOWN, ".*"));
        assertThat(failure(() -> store.put(PLACE, "a.png", file, Sha256.hex(file))))
                .startsWith("AWAY s3://shots/night/run-1 is not at hand");
        server.close();
        assertThat(failure(() -> store.put(PLACE, "a.png", file, Sha256.hex(file))))
                .startsWith("AWAY s3://shots/night/run-1 cannot be reached: ");
    }

    @Test
    void without_credentials_or_with_wrong_ones_it_says_so() throws IOException {
        Path file = file("picture", 3);
        store.close();
        settings.set("aws.accessKeyId", "AKIDWRONG");
        store = S3ObjectStore.open(PART);
        assertThat(failure(() -> store.put(PLACE, "a.png", file, Sha256.hex(file))))
                .startsWith("REFUSED s3://shots/night/run-1: the credentials are not valid")
                .doesNotContain("AKID");
    }

    @Test
    void an_endpoint_that_is_not_one_is_a_setting_to_mend() {
        settings.set("aws.endpointUrlS3", "nonsense");

        assertThat(failure(() -> S3ObjectStore.open(PART).close()))
                .startsWith("REFUSED the settings for the bucket cannot be used");
    }

    private static String failure(StoreCall call) {
        try {
            call.make();
            return "none";
        } catch (BucketException e) {
            assertThat(e).hasNoCause();
            assertThat(String.valueOf(e.getMessage())).doesNotContain(BucketServer.KEY_ID, BucketServer.SECRET);
            return e.kind() + " " + e.getMessage();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Path file(String name, int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return Files.write(folder.resolve(name), content);
    }

    private interface StoreCall {
        void make() throws IOException;
    }
}
