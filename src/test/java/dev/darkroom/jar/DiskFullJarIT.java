package dev.darkroom.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fills the disk under the packaged program, makes room and starts it again. The disks are small file systems in memory
 * in a mount namespace of their own; where the system does not allow that, nothing is tested. With the system property
 * {@code darkroom.disks} the workspace's disk is also tried in many sizes, so that it is full at ever other moments.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@EnabledIf(value = "hasSmallDisks", disabledReason = "this system lets us make no small file system of our own")
class DiskFullJarIT {

    private static final int ROWS = 60;
    private static final String ROOMY = "64m";

    /** The script that makes both starts, since the small disks end with the namespace. */
    private static final String SCRIPT = """
            set -u
            small() { mount -t tmpfs -o size=$1 tmpfs $2; }
            if [ $OUTPUT = same ]; then
              small $WORKSPACE disk
              mkdir disk/workspace disk/out
              mount --bind disk/workspace workspace
              mount --bind disk/out out
            else
              small $WORKSPACE workspace
              small $OUTPUT out
              mkdir -p out/run/images
              small $IMAGES out/run/images
            fi
            "$DARKROOM" run job.yaml > first.said 2>&1
            echo $? > first.exit
            cp workspace/summary.json first.summary 2> /dev/null
            find workspace out -name '*.part' -o -name '*.tmp' > first.leftovers
            for disk in disk workspace out out/run/images; do
              mount -o remount,size=64m $disk 2> /dev/null
            done
            "$DARKROOM" run job.yaml > second.said 2>&1
            echo $? > second.exit
            cp -r out/run result
            """;

    @TempDir
    static Path shared;

    private static PackagedProgram.SimulatorProcess simulator;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        simulator = new PackagedProgram(shared)
                .simulator("--capacity", "16", "--service-time", "100ms", "--storage", "service");
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    static boolean hasSmallDisks() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("disk");
        try {
            return new ProcessBuilder(
                                    "unshare",
                                    "-rm",
                                    "mount",
                                    "-t",
                                    "tmpfs",
                                    "-o",
                                    "size=1m",
                                    "tmpfs",
                                    folder.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } finally {
            Files.delete(folder);
        }
    }

    @Test
    void nothing_is_lost_when_the_workspace_is_full_while_buying() throws Exception {
        write("buying", 0);
        disks("5200k", ROOMY, ROOMY);
        assertThat(purchases("buying")).isNotEmpty().hasSizeLessThanOrEqualTo(ROWS);
        check("buying", 0);
        assertStopped("resume ");
        assertThat(Files.readString(folder.resolve("first.summary"))).contains("\"stopped\"", "\"disk_full: no space");
    }

    @Test
    void nothing_is_lost_when_no_room_is_left_for_pictures() throws Exception {
        write("downloading", 0);
        disks(ROOMY, ROOMY, "200k");
        check("downloading", 0);
        assertStopped("resume ");
    }

    @Test
    void nothing_is_lost_when_everything_is_on_one_disk() throws Exception {
        write("one", 0);
        disks("5800k", "same", "same");
        check("one", 0);
        assertStopped("resume ");
    }

    @Test
    void the_results_are_written_by_the_next_start_when_no_room_was_left_for_them() throws Exception {
        write("results", 0);
        disks(ROOMY, "32k", ROOMY);
        check("results", 0);
        assertStopped("resume ");
        assertThat(second()).doesNotContain("at the service");
    }

    @Test
    void nothing_is_sent_when_there_is_no_room_even_to_begin() throws Exception {
        startsIn("4m");
    }

    @Tag("long")
    @Test
    void nothing_is_sent_when_there_is_hardly_any_room() throws Exception {
        startsIn("4k");
    }

    private void startsIn(String size) throws Exception {
        write("begin" + size, 0);
        Files.writeString(folder.resolve("only.sh"), SCRIPT.replaceAll("(?s)for disk in.*", ""));
        run("only.sh", size, ROOMY, ROOMY);
        assertThat(purchases("begin" + size)).isEmpty();
        assertStopped("start the same command again");
    }

    @Test
    void staging_goes_on_where_there_was_no_room() throws Exception {
        int rejected = 4_000;
        write("staging", rejected);
        disks("6m", ROOMY, ROOMY);
        check("staging", rejected);
        assertStopped("resume ");
    }

    @ParameterizedTest
    @MethodSource("sizes")
    @EnabledIfSystemProperty(named = "darkroom.disks", matches = "[1-9][0-9]*")
    void nothing_is_lost_at_whatever_moment_the_workspace_is_full(int size) throws Exception {
        write("size" + size, 0);
        disks(size + "k", ROOMY, ROOMY);
        check("size" + size, 0);
        assertThat(exit("first")).isIn(0, 4);
        assertThat(Files.readString(folder.resolve("first.said"))).doesNotContain("\tat ", "Exception");
    }

    static Stream<Integer> sizes() {
        int disks = Integer.getInteger("darkroom.disks");
        return IntStream.range(0, disks)
                .map(disk -> 4_500 + disk * (3_000 / disks))
                .boxed();
    }

    private void write(String prompt, int rejected) throws IOException {
        List<String> rows = new ArrayList<>(List.of("id,prompt,image_urls,note"));
        IntStream.rangeClosed(1, ROWS)
                .forEach(row -> rows.add(
                        "%s-%s,%s edit %s,https://shop.example/%s.jpg,".formatted(prompt, row, prompt, row, row)));
        IntStream.rangeClosed(ROWS + 1, ROWS + rejected)
                .forEach(row -> rows.add("%s-%s,no picture %s,,%s".formatted(prompt, row, row, noise(row))));
        Files.write(folder.resolve("manifest.csv"), rows);
        Files.writeString(folder.resolve("job.yaml"), """
                name: full
                manifest: manifest.csv
                model: blackforestlabs/flux-2/flash/edit
                api: %s
                input: { image_size: square, output_format: jpeg }
                submit: { rate: 40/s, max-in-flight: 16 }
                output: out/run
                """.formatted(simulator.base()));
        for (String disk : List.of("disk", "workspace", "out")) {
            Files.createDirectories(folder.resolve(disk));
        }
    }

    private static String noise(int row) {
        return IntStream.range(0, 60)
                .mapToObj(n -> Integer.toString(row * 7919 + n * 104729, 36))
                .reduce("", String::concat);
    }

    private void disks(String workspace, String output, String images) throws Exception {
        Files.writeString(folder.resolve("both.sh"), SCRIPT);
        run("both.sh", workspace, output, images);
    }

    private void run(String script, String workspace, String output, String images) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("unshare", "-rm", "sh", script).directory(folder.toFile());
        builder.environment().putAll(PackagedProgram.environment());
        builder.environment()
                .putAll(Map.of(
                        "WORKSPACE",
                        workspace,
                        "OUTPUT",
                        output,
                        "IMAGES",
                        images,
                        "DARKROOM",
                        PackagedProgram.launcher(),
                        "RUNCOMFY_TOKEN",
                        PackagedProgram.TOKEN,
                        "DARKROOM_HOME",
                        folder.resolve("workspace").toString()));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("script.said").toFile())
                .start();
        process.waitFor();
        assertThat(Files.readString(folder.resolve("script.said"))).isEmpty();
        assertThat(folder.resolve("first.leftovers")).isEmptyFile();
    }

    /** Checks that the first start ended as it should, with a message for people. */
    private void assertStopped(String command) throws IOException {
        String said = Files.readString(folder.resolve("first.said"));
        assertThat(said)
                .contains("no space is left for " + folder.toRealPath())
                .contains(command)
                .doesNotContain("\tat ", "Exception", "ERROR", "WARN");
        assertThat(exit("first")).isEqualTo(4);
    }

    private String second() throws IOException {
        return Files.readString(folder.resolve("second.said"));
    }

    private int exit(String start) throws IOException {
        return Integer.parseInt(
                Files.readString(folder.resolve(start + ".exit")).strip());
    }

    private List<String> purchases(String prompt) throws Exception {
        List<String> prompts = new ArrayList<>();
        for (JsonNode request : simulator.requests().path("requests")) {
            String text = request.path("input").path("prompt").asString();
            if (text.startsWith(prompt + " ")) {
                prompts.add(text);
            }
        }
        return prompts;
    }

    /** Checks that after the second start everything is there: each row bought once, and each picture whole. */
    private void check(String prompt, int rejected) throws Exception {
        assertThat(exit("second")).as(second()).isEqualTo(rejected == 0 ? 0 : 5);
        assertThat(purchases(prompt)).hasSize(ROWS).doesNotHaveDuplicates();
        Path output = folder.resolve("result");
        List<JsonNode> rows = Files.readAllLines(output.resolve("results.jsonl")).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
        assertThat(rows)
                .extracting(row -> row.path("id").asString())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, ROWS + rejected)
                        .mapToObj(row -> prompt + "-" + row)
                        .toList());
        assertThat(rows.subList(0, ROWS)).allSatisfy(row -> {
            assertThat(row.path("status").asString()).isEqualTo("succeeded");
            assertThat(row.path("request_id").isNull()).isFalse();
            assertThat(row.path("files")).hasSize(1);
            assertThat(hash(output.resolve(row.path("files").get(0).asString())))
                    .isEqualTo(row.path("sha256").get(0).asString());
        });
        assertThat(rows.subList(ROWS, rows.size()))
                .allSatisfy(row -> assertThat(row.path("status").asString()).isEqualTo("rejected"));
        try (var files = Files.list(output.resolve("images"))) {
            assertThat(files).hasSize(ROWS);
        }
    }

    private static String hash(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
