package dev.darkroom.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.cli.CliRun;
import dev.darkroom.io.Sha256;
import dev.darkroom.manifest.SavedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Publishing to a folder dies at each of its boundaries: what has its name there is whole, and is not put there again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishCrashIT {

    private static final int ROWS = 12;

    private Path folder = Path.of("");
    private Map<String, String> environment = Map.of();
    private String run = "";

    @BeforeAll
    void night(@TempDir Path shared) throws IOException {
        folder = shared;
        environment = Map.of("DARKROOM_HOME", folder.resolve("home").toString());
        List<String> rows = new ArrayList<>(List.of("id,prompt,image_urls"));
        IntStream.rangeClosed(1, ROWS)
                .forEach(row -> rows.add("row-" + row + ",edit " + row + ",https://shop.example/" + row + ".jpg"));
        Files.write(folder.resolve("rows.csv"), rows);
        Files.writeString(folder.resolve("job.yaml"), """
                manifest: rows.csv
                model: blackforestlabs/flux-2/flash/edit
                api: simulator
                input: { image_size: square, output_format: jpeg }
                submit: { rate: 500/s }
                simulator: { service-time: 0s }
                publish: { after: [{ pad: { width: 520, height: 520 } }] }
                output: "out/{{run}}"
                """);
        CliRun bought = CliRun.in(folder, environment, "run", "job.yaml");
        assertThat(bought.code()).as(bought.err()).isZero();
        run = CliRun.in(folder, environment, "runs", "--json")
                .json()
                .path("runs")
                .path(0)
                .path("run")
                .asString();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "PUBLISH_HELD, 1, 0",
        "PUBLISH_PLANNED, 1, 0",
        "PUBLISH_LISTED, 1, 0",
        "PUBLISH_READY, 1, 0",
        "PUBLISH_PUT, 1, 1",
        "PUBLISH_READY, 5, 1",
        "PUBLISH_PUT, 6, 6",
        "PUBLISH_READY, 12, 8",
        "PUBLISH_PUT, 12, 12",
        "PUBLISH_PLANNED, 2, 12",
    })
    void the_next_call_puts_what_is_not_there(CrashPoint point, int passing, int atLeast) throws Exception {
        String place = "shop-" + point + "-" + passing;

        dies(point, passing, place);

        Map<String, FilePrint> before = files(place);
        assertThat(before).hasSizeGreaterThanOrEqualTo(atLeast);
        assertThat(listed(place).keySet()).containsAll(before.keySet());
        CliRun next = publish(place);
        assertThat(next.code()).as(next.err()).isZero();
        Map<String, FilePrint> after = files(place);
        assertThat(after).hasSize(ROWS).containsAllEntriesOf(before);
        agrees(place, "published");
        assertThat(publish(place).out()).contains("0 published, " + ROWS + " unchanged");
        assertThat(files(place)).isEqualTo(after);
        agrees(place, "unchanged");
        assertThat(folder.resolve(place).resolve(".darkroom-publish"))
                .isDirectoryContaining(file -> file.endsWith("lock"));
        try (Stream<Path> left = Files.list(folder.resolve(place).resolve(".darkroom-publish"))) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void a_file_whose_removal_was_not_written_down_is_removed_all_the_same() throws Exception {
        assertThat(publish("thin").code()).isZero();
        Files.write(folder.resolve("decisions.csv"), List.of("id,decision", "row-3,rejected", "row-4,rejected"));
        assertThat(CliRun.in(folder, environment, "review", run, "decisions.csv")
                        .code())
                .isZero();

        dies(CrashPoint.PUBLISH_REMOVED, 1, "thin", "--delete-gone");

        assertThat(files("thin")).hasSize(ROWS - 1);
        CliRun next = publish("thin", "--delete-gone");
        assertThat(next.code()).as(next.err()).isZero();
        assertThat(files("thin")).hasSize(ROWS - 2);
        assertThat(listed("thin").values()).filteredOn("removed"::equals).hasSize(2);
        Files.write(folder.resolve("decisions.csv"), List.of("id,decision", "row-3,approved", "row-4,approved"));
        assertThat(CliRun.in(folder, environment, "review", run, "decisions.csv")
                        .code())
                .isZero();
    }

    private void dies(CrashPoint point, int passing, String place, String... options) throws Exception {
        DyingProcess process = new DyingProcess(folder, environment);
        String[] arguments = Stream.concat(Stream.of("publish", run, "--unflagged", "--to", place), Stream.of(options))
                .toArray(String[]::new);
        int code = process.run(point, point.message(0), passing, "", arguments);
        assertThat(code).as(process.said()).isEqualTo(CrashTrap.CODE);
    }

    private CliRun publish(String place, String... options) {
        return CliRun.in(
                folder,
                environment,
                Stream.concat(Stream.of("publish", run, "--unflagged", "--to", place), Stream.of(options))
                        .toArray(String[]::new));
    }

    /** Returns the files that have their names, with what tells whether they were put again. */
    private Map<String, FilePrint> files(String place) throws IOException {
        Map<String, FilePrint> prints = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.resolve(place))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (!name.equals("published.csv")) {
                    Object key = Files.getAttribute(file, "fileKey");
                    prints.put(name, new FilePrint(Sha256.hex(file), String.valueOf(key)));
                }
            }
        }
        return prints;
    }

    /** Returns the states of the files on the list. */
    private Map<String, String> listed(String place) throws IOException {
        Map<String, String> states = new TreeMap<>();
        Path list = folder.resolve(place).resolve("published.csv");
        if (Files.exists(list)) {
            try (SavedTable table = SavedTable.open(list, "list", Set.of("file"))) {
                for (SavedTable.TableLine line = table.read(); line != null; line = table.read()) {
                    states.put(line.cell("file"), line.cell("state"));
                }
            }
        }
        return states;
    }

    private void agrees(String place, String state) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (SavedTable table =
                SavedTable.open(folder.resolve(place).resolve("published.csv"), "list", Set.of("file"))) {
            for (SavedTable.TableLine line = table.read(); line != null; line = table.read()) {
                hashes.put(line.cell("file"), line.cell("sha256"));
                assertThat(line.cell("state")).isEqualTo(state);
            }
        }
        Map<String, String> there = new TreeMap<>();
        files(place).forEach((name, print) -> there.put(name, print.sha256));
        assertThat(hashes).isEqualTo(there);
    }

    private record FilePrint(String sha256, String key) {}
}
