package dev.darkroom.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.faults.FaultLine.ExpectedEnd;
import dev.darkroom.faults.PlayedRun.Row;
import dev.darkroom.scenes.TestWorkspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Plays one line: the run ends as the line says, loses no row, buys none twice, writes nothing outside its output
 * directory and shows nobody the token.
 */
final class FaultLineTrial {

    private final FaultLine line;
    private final FaultyService service;
    private final Path surroundings;
    private final Path home;

    /**
     * @param surroundings that are watched
     * @param home where within them the run keeps what is its own
     */
    FaultLineTrial(FaultLine line, FaultyService service, Path surroundings, Path home) {
        this.line = line;
        this.service = service;
        this.surroundings = surroundings;
        this.home = home;
    }

    void play(FaultPlayer player) throws Exception {
        List<Path> before = files();
        PlayedRun first = player.start();
        assertThat(ending(first)).hasToString(line.first().toString());
        if (line.sparesTheOthers()) {
            assertThat(first.rows().subList(0, FaultLine.ROWS - 1))
                    .as("the other rows")
                    .allMatch(Row::isPictured);
        }
        seeThatNothingIsLostOrLeaked(first, before);
        ExpectedEnd next = line.next();
        if (next != null) {
            service.heal();
            // With the fault the pause that it asked for is taken back.
            TestWorkspace.forgetPauses(home);
            PlayedRun second = player.resume();
            assertThat(ending(second)).as("the next start").hasToString(next.toString());
            seeThatNothingIsLostOrLeaked(second, before);
        }
    }

    private ExpectedEnd ending(PlayedRun run) throws IOException, InterruptedException {
        return run.ending(service.requests().path("accepted").asInt());
    }

    private void seeThatNothingIsLostOrLeaked(PlayedRun run, List<Path> before)
            throws IOException, InterruptedException {
        assertThat(run.rows()).as("rows out").hasSize(FaultLine.ROWS);
        seeThatPicturesAreThere(run);
        JsonNode requests = service.requests();
        assertThat(requests.path("requests")
                        .valueStream()
                        .map(bought -> bought.path("input").path("prompt").asString()))
                .as("what was bought")
                .doesNotHaveDuplicates();
        assertThat(requests.path("pictures_asked_with_token").asInt()).isZero();
        assertThat(requests.path("calls").path("elsewhere").asInt()).isZero();
        seeThatNothingIsElsewhere(run, before);
    }

    private static void seeThatPicturesAreThere(PlayedRun run) throws IOException {
        List<Path> told = run.rows().stream()
                .flatMap(row -> row.files().stream())
                .map(file -> run.output().resolve(file))
                .toList();
        assertThat(told).allMatch(Files::isRegularFile);
        Path images = run.output().resolve("images");
        assertThat(Files.exists(images) ? filesIn(images) : List.<Path>of()).hasSameSizeAs(told);
    }

    private void seeThatNothingIsElsewhere(PlayedRun run, List<Path> before) throws IOException {
        List<Path> written = files();
        assertThat(written.stream()
                        .filter(file -> !file.startsWith(home))
                        .filter(file -> !file.startsWith(run.output())))
                .as("all else")
                .containsExactlyInAnyOrderElementsOf(before);
        for (Path file : written) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1).contains(FaultJob.TOKEN))
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
