package dev.darkroom.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.cli.CliRun;
import dev.darkroom.crash.PurchaseAudit;
import dev.darkroom.job.ExitCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whole runs whose rows name pictures beside the manifest. */
class LocalPicturesIT {

    private static final String UPLOAD = "sources: { upload: 's3://shots/in' }";
    private static final String UPLOAD_AND_KEEP = "sources: { upload: 's3://shots/in', keep-uploads: true }";
    private static final String DATA_URI = "sources: { data-uri: true }";

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private BucketNight night;

    @BeforeEach
    void open() throws IOException {
        night = new BucketNight(folder);
    }

    @AfterEach
    void close() throws IOException {
        night.close();
    }

    @Test
    void the_service_gets_a_signed_address_that_leads_to_the_picture_and_is_stored_nowhere() throws Exception {
        write(3, UPLOAD_AND_KEEP);

        CliRun run = night.run("run", "job.yaml");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(uploads()).hasSize(3).allMatch(key -> key.matches("in/night-[^/]+/[0-9a-f]{64}\\.png"));
        List<byte[]> fetched = new ArrayList<>();
        for (String address : sent()) {
            assertThat(address).startsWith(night.server().endpoint()).contains("X-Amz-Expires=7200");
            fetched.add(client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofByteArray())
                    .body());
        }
        assertThat(fetched).hasSize(3).contains(Files.readAllBytes(picture(1)), Files.readAllBytes(picture(3)));
        assertNothingSentIsStored();
        assertThat(Files.readString(output().resolve("report.html"))).contains("/pictures/1.png");
        assertThat(output().resolve("report/thumbnails")).isDirectoryRecursivelyContaining("glob:**/*s*");
    }

    @Test
    void when_the_run_has_ended_nothing_is_left_in_the_bucket_but_what_others_put_there() throws Exception {
        write(3, UPLOAD);
        night.server()
                .whenStored(key -> night.server()
                        .objects("shots")
                        .put(
                                key.replaceFirst("[^/]*$", "notes.txt"),
                                night.server().object("shots", key)));

        assertThat(night.run("run", "job.yaml").code()).isZero();

        assertThat(uploads()).singleElement().asString().endsWith("/notes.txt");
    }

    @Test
    void an_equal_picture_is_bought_once_whatever_its_name_and_the_next_night_buys_what_changed() throws Exception {
        write(4, UPLOAD);
        Files.copy(picture(1), picture(2), StandardCopyOption.REPLACE_EXISTING);
        List<String> rows = Files.readAllLines(folder.resolve("rows.csv"));
        rows.set(2, rows.get(2).replace("edit 2", "edit 1"));
        Files.write(folder.resolve("rows.csv"), rows);

        assertThat(night.run("run", "job.yaml").code()).isZero();
        assertThat(night.accepted()).hasSize(3);

        draw(picture(4), 99);
        Files.move(picture(3), folder.resolve("pictures/renamed.png"));
        rows.set(3, rows.get(3).replace("3.png", "renamed.png"));
        Files.write(folder.resolve("rows.csv"), rows);
        CliRun next = night.run("run", "job.yaml", "--new");

        assertThat(next.code()).as(next.err()).isZero();
        assertThat(night.accepted()).hasSize(4);
    }

    @Test
    void a_run_that_is_killed_between_upload_and_submit_buys_nothing_twice() throws Exception {
        write(60, UPLOAD_AND_KEEP);
        for (int deaths = 0; deaths < 2; deaths++) {
            CompletableFuture<Process> process = new CompletableFuture<>();
            AtomicInteger stored = new AtomicInteger();
            night.server().whenStored(key -> {
                if (key.startsWith("in/") && stored.incrementAndGet() == 4) {
                    process.join().destroyForcibly().onExit().join();
                }
            });
            process.complete(night.start("run", "job.yaml"));
            assertThat(process.join().waitFor()).as(night.said()).isNotZero();
        }
        night.server().whenStored(key -> {});
        long uploaded = night.server().calls("PUT shots/in/");

        CliRun resumed = night.run("run", "job.yaml");

        assertThat(resumed.code()).as(resumed.err()).isIn(ExitCode.FINISHED, ExitCode.PICTURES_MISSING);
        new PurchaseAudit(night.prompts(), night.accepted(), output()).agree(night.home());
        assertThat(uploads()).hasSize(60);
        assertThat(uploaded).isGreaterThanOrEqualTo(8);
        assertThat(night.server().calls("PUT shots/in/")).isLessThanOrEqualTo(60 + 2 * 16);
        assertNothingSentIsStored();
    }

    @Test
    void a_bucket_that_refuses_stops_the_run_before_anything_is_bought() throws Exception {
        write(3, UPLOAD);
        night.server().fault(BucketFault.of(BucketFault.FaultKind.DENIED, "PUT .*", 1_000));

        CliRun run = night.run("run", "job.yaml");

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.STOPPED);
        assertThat(night.accepted()).isEmpty();
        night.server().mend();
        assertThat(night.run("run", "job.yaml").code()).isZero();
        assertThat(night.accepted()).hasSize(3);
    }

    @Test
    void a_bucket_that_is_away_for_a_while_is_waited_for() throws Exception {
        write(3, UPLOAD);
        night.server().fault(BucketFault.of(BucketFault.FaultKind.SLOW_DOWN, "PUT shots/in/.*", 12));

        CliRun run = night.run("run", "job.yaml");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(Files.readString(output().resolve("run.log")))
                .contains("pictures wait for it", "the bucket takes pictures again");
        assertThat(night.accepted()).hasSize(3);
    }

    @Test
    void a_bucket_that_is_away_for_too_long_stops_the_run_and_no_row_is_in_doubt() throws Exception {
        write(3, UPLOAD + "\noutage-limit: 1s");
        night.server().fault(BucketFault.always(BucketFault.FaultKind.SLOW_DOWN, "PUT shots/in/.*"));

        CliRun run = night.run("run", "job.yaml");

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.STOPPED);
        assertThat(run.err()).contains("bucket: ", "outage-limit");
        assertThat(night.accepted()).isEmpty();
        night.server().mend();
        assertThat(night.run("run", "job.yaml").code()).isZero();
        assertThat(night.accepted()).hasSize(3);
    }

    @Test
    void a_picture_may_be_sent_within_the_request_and_is_stored_nowhere_either() throws Exception {
        write(2, DATA_URI);

        CliRun run = night.run("run", "job.yaml");

        assertThat(run.code()).as(run.err()).isZero();
        for (String address : sent()) {
            assertThat(address).startsWith("data:image/png;base64,");
            byte[] bytes = Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1));
            assertThat(ImageIO.read(new ByteArrayInputStream(bytes)).getWidth()).isEqualTo(64);
        }
        assertNothingSentIsStored();
    }

    @Test
    void a_picture_within_the_request_may_have_six_mebibytes_and_no_more() throws Exception {
        write(2, DATA_URI);
        noise(picture(1), 1430);
        noise(picture(2), 1460);
        assertThat(Files.size(picture(1))).isBetween((long) (5.8 * (1 << 20)), 6L << 20);
        assertThat(Files.size(picture(2))).isGreaterThan(6L << 20);

        CliRun found = night.run("validate", "job.yaml");
        CliRun run = night.run("run", "job.yaml");

        assertThat(found.code()).isEqualTo(ExitCode.USAGE);
        assertThat(found.out())
                .contains(
                        "rows.csv:3:image_urls: pictures/2.png has " + Files.size(picture(2))
                                + " bytes, more than the 6291456 that are sent. Make it smaller",
                        "2 rows: 1 good, 1 bad");
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PICTURES_MISSING);
        assertThat(sent()).singleElement().satisfies(address -> {
            byte[] bytes = Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1));
            assertThat(bytes).isEqualTo(Files.readAllBytes(picture(1)));
        });
        assertNothingSentIsStored();
    }

    @Test
    void prune_removes_what_a_run_that_never_ended_has_put_there_and_leaves_what_is_to_stay() throws Exception {
        write(3, UPLOAD + "\nbudget: { max-cost: 0.02, price: 0.015 }");
        assertThat(night.run("run", "job.yaml").code()).isEqualTo(ExitCode.STOPPED);
        String open = uploads().get(0).replaceFirst("[^/]*$", "");
        write(3, UPLOAD_AND_KEEP);
        assertThat(night.run("run", "job.yaml", "--new").code()).isZero();
        night.server()
                .objects("shots")
                .put(
                        open + "notes.txt",
                        night.server().object("shots", uploads().get(0)));
        List<String> kept =
                uploads().stream().filter(key -> !key.startsWith(open)).toList();

        CliRun pruned = night.run("prune", "--keep", "0s");

        assertThat(pruned.code()).as(pruned.err()).isZero();
        assertThat(pruned.out().lines().filter(line -> line.startsWith("deleted ")))
                .hasSize(2);
        assertThat(kept).hasSize(2).isSubsetOf(uploads());
        assertThat(uploads()).hasSize(3).contains(open + "notes.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {UPLOAD, DATA_URI})
    void a_picture_that_cannot_be_sent_is_found_before_anything_is_bought(String sources) throws Exception {
        write(3, sources);
        Files.delete(picture(2));

        CliRun found = night.run("validate", "job.yaml");
        CliRun run = night.run("run", "job.yaml");

        assertThat(found.code()).isEqualTo(ExitCode.USAGE);
        assertThat(found.out() + found.err())
                .contains("rows.csv:3:image_urls", "pictures/2.png is neither a web address nor a file in");
        assertThat(run.code()).isEqualTo(ExitCode.PICTURES_MISSING);
        assertThat(night.accepted()).hasSize(2);
    }

    @Test
    void a_rejected_row_is_made_again_from_a_manifest_that_lies_elsewhere() throws Exception {
        write(2, DATA_URI);
        assertThat(night.run("run", "job.yaml").code()).isZero();
        String run = output().getFileName().toString();
        Files.createDirectory(folder.resolve("desk"));
        Files.writeString(folder.resolve("desk/decisions.csv"), "id,decision\nrow-1,rejected\n");

        CliRun review = night.run("review", run, "desk/decisions.csv");
        CliRun again = night.run(
                "run",
                night.home().resolve("runs").resolve(run).resolve("job.json").toString(),
                "--manifest",
                folder.resolve("desk/redo.csv").toString());

        assertThat(review.code()).as(review.err()).isZero();
        assertThat(again.code()).as(again.err() + again.out()).isZero();
        assertThat(sent()).hasSize(3);
        assertThat(sent().subList(0, 2)).contains(sent().get(2));
    }

    @Test
    void without_either_key_a_path_is_an_error_that_names_both() throws Exception {
        write(1, "confirm-over: 50");

        CliRun found = night.run("validate", "job.yaml");

        assertThat(found.code()).isEqualTo(ExitCode.USAGE);
        assertThat(found.out() + found.err()).contains("sources.upload", "sources.data-uri");
    }

    private void write(int rows, String sources) throws IOException {
        night.write(rows, "out/{{run}}", sources);
        List<String> lines = new ArrayList<>(List.of("id,prompt,image_urls"));
        for (int row = 1; row <= rows; row++) {
            draw(picture(row), row);
            lines.add("row-" + row + ",edit " + row + ",pictures/" + row + ".png");
        }
        Files.write(folder.resolve("rows.csv"), lines);
        Path job = folder.resolve("job.yaml");
        Files.writeString(
                job, Files.readString(job).replace("report: { sources: none }", "report: { sources: thumbnails }"));
    }

    private Path picture(int row) {
        return folder.resolve("pictures").resolve(row + ".png");
    }

    private static void draw(Path file, int colour) throws IOException {
        BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 64; x++) {
            picture.setRGB(x, x, 0xffffff - colour * 1_003);
        }
        Files.createDirectories(file.getParent());
        ImageIO.write(picture, "png", file.toFile());
    }

    /** Draws one that cannot be packed: it has three bytes for each pixel. */
    private static void noise(Path file, int side) throws IOException {
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(side);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                picture.setRGB(x, y, random.nextInt());
            }
        }
        ImageIO.write(picture, "png", file.toFile());
    }

    private List<String> uploads() {
        return night.server().objects("shots").keySet().stream()
                .filter(key -> key.startsWith("in/"))
                .toList();
    }

    /** Returns the address of each accepted request, as the service has it. */
    private List<String> sent() throws IOException, InterruptedException {
        List<String> addresses = new ArrayList<>();
        for (JsonNode request : night.accepted()) {
            addresses.add(request.path("input").path("image_urls").path(0).asString());
        }
        return addresses;
    }

    private Path output() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("out"))) {
            return runs.findFirst().orElseThrow();
        }
    }

    /** No file of the workspace or the output holds a signature, or a picture's data. */
    private void assertNothingSentIsStored() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path place : List.of(night.home(), folder.resolve("out"))) {
            try (Stream<Path> all = Files.walk(place)) {
                all.filter(Files::isRegularFile).forEach(files::add);
            }
        }
        String data = Base64.getEncoder()
                .encodeToString(Files.readAllBytes(picture(1)))
                .substring(60, 100);
        assertThat(files).hasSizeGreaterThan(5);
        for (Path file : files) {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertThat(text.contains("X-Amz-Signature")).as(file.toString()).isFalse();
            assertThat(text.contains(data)).as(file.toString()).isFalse();
        }
    }
}
