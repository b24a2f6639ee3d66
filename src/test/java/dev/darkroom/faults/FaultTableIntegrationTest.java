package dev.darkroom.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.faults.FaultLine.Ending;
import dev.darkroom.job.RunResult;
import dev.darkroom.simulator.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Every line of the table in {@code docs/faults.md}, on a clock on which a minute passes in a second: the run ends as the
 * line says, loses no row, buys none twice, writes nothing outside its output directory and shows nobody the token.
 */
class FaultTableIntegrationTest {

    /** It takes half a minute that no clock of ours can hasten; slow hosts have a test of their own. */
    private static final Set<Fault> TOO_SLOW = EnumSet.of(Fault.OUTPUT_SLOW);

    @TempDir
    private Path surroundings;

    static List<FaultLine> lines() throws IOException {
        return FaultLine.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    @Timeout(60)
    void a_run_comes_to_the_end_that_the_table_says(FaultLine line) throws IOException, InterruptedException {
        Path folder = surroundings.resolve("a/b/c");
        try (Night night = new Night(folder, line)) {
            List<Path> before = files();
            RunResult first = night.run(null);
            assertThat(night.ending(first)).hasToString(line.first().toString());
            if (line.sparesTheOthers()) {
                assertThat(Night.outcomes(first).subList(0, Night.ROWS - 1))
                        .as("the other rows")
                        .allMatch(row -> Night.state(row).equals("succeeded"));
            }
            seeThatNothingIsLostOrLeaked(night, first, before);
            Ending next = line.next();
            if (next != null) {
                night.heal();
                RunResult second = night.run(first.summary().run());
                assertThat(night.ending(second)).as("the next start").hasToString(next.toString());
                seeThatNothingIsLostOrLeaked(night, second, before);
            }
        }
    }

    @Test
    void every_fault_that_the_simulator_can_play_is_in_the_table() throws IOException {
        String plans =
                lines().stream().map(FaultLine::plan).filter(Objects::nonNull).collect(Collectors.joining("\n"));

        assertThat(EnumSet.complementOf(EnumSet.copyOf(TOO_SLOW)).stream().map(Fault::word))
                .allMatch(fault -> plans.contains("\"" + fault + "\""));
    }

    @Test
    void every_ailment_of_a_bare_socket_is_in_the_table() throws IOException {
        List<String> told = lines().stream().map(FaultLine::what).toList();

        assertThat(Arrays.stream(Ailment.values())
                        .filter(ailment -> ailment != Ailment.NONE)
                        .map(Ailment::words))
                .allMatch(told::contains);
    }

    private void seeThatNothingIsLostOrLeaked(Night night, RunResult result, List<Path> before)
            throws IOException, InterruptedException {
        List<JsonNode> rows = Night.outcomes(result);
        assertThat(rows).as("rows out").hasSize(Night.ROWS);
        assertThat(Files.readAllLines(result.output().resolve("results.csv"))).hasSize(Night.ROWS + 1);
        seeThatPicturesAreThere(result, rows);
        JsonNode requests = night.requests();
        assertThat(requests.path("requests")
                        .valueStream()
                        .map(bought -> bought.path("input").path("prompt").asString()))
                .as("what was bought")
                .doesNotHaveDuplicates();
        assertThat(requests.path("pictures_asked_with_token").asInt()).isZero();
        assertThat(requests.path("calls").path("elsewhere").asInt()).isZero();
        seeThatNothingIsElsewhere(result, before);
    }

    private static void seeThatPicturesAreThere(RunResult result, List<JsonNode> rows) throws IOException {
        List<Path> told = rows.stream()
                .flatMap(row -> row.path("files").valueStream())
                .map(file -> result.output().resolve(file.asString()))
                .toList();
        assertThat(told).allMatch(Files::isRegularFile);
        Path images = result.output().resolve("images");
        assertThat(Files.exists(images) ? filesIn(images) : List.<Path>of()).hasSameSizeAs(told);
    }

    private void seeThatNothingIsElsewhere(RunResult result, List<Path> before) throws IOException {
        List<Path> written = files();
        Path home = surroundings.resolve("a/b/c/home");
        assertThat(written.stream()
                        .filter(file -> !file.startsWith(home))
                        .filter(file -> !file.startsWith(result.output())))
                .as("all else")
                .containsExactlyInAnyOrderElementsOf(before);
        for (Path file : written) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1).contains(Night.TOKEN))
                    .as("the token in " + file)
                    .isFalse();
        }
    }

    private List<Path> files() throws IOException {
        return filesIn(surroundings);
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile).toList();
        }
    }
}
