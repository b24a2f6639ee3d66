package dev.darkroom.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.ApiToken;
import dev.darkroom.job.RunLauncher;
import dev.darkroom.job.RunObserver;
import dev.darkroom.job.RunRequest;
import dev.darkroom.job.RunResult;
import dev.darkroom.job.StopSwitch;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.results.RunSummary;
import dev.darkroom.scenes.TestWorkspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plays a line as a user does: a whole run with its results, on threads of its own. */
final class WholeRun implements FaultPlayer {

    private final Path home;
    private final JobSpec job;
    private final FastClock clock;
    private @Nullable String run;

    /** @param home the workspace */
    WholeRun(Path home, JobSpec job, FastClock clock) {
        this.home = home;
        this.job = job;
        this.clock = clock;
    }

    @Override
    public PlayedRun start() throws IOException {
        return play(null);
    }

    @Override
    public PlayedRun resume() throws IOException {
        return play(run);
    }

    private PlayedRun play(@Nullable String resume) throws IOException {
        RunRequest request = new RunRequest(
                job,
                TestWorkspace.in(home),
                new ApiToken(FaultJob.TOKEN),
                false,
                resume,
                (purchases, estimate) -> true,
                new Silent(),
                new StopSwitch());
        RunResult result =
                new RunLauncher(clock.wall(), clock, JsonMapper.shared(), ModelCatalog.builtIn()).run(request);
        run = result.summary().run();
        assertThat(Files.readAllLines(result.output().resolve("results.csv"))).hasSize(FaultLine.ROWS + 1);
        try (Stream<String> lines = Files.lines(result.output().resolve("results.jsonl"))) {
            List<PlayedRun.Row> rows =
                    lines.map(line -> row(JsonMapper.shared().readTree(line))).toList();
            return new PlayedRun(rows, result.exitCode(), result.output());
        }
    }

    private static PlayedRun.Row row(JsonNode row) {
        String code = row.path("reason").asStringOpt().orElse("").replaceFirst(":.*", "");
        return new PlayedRun.Row(
                (row.path("status").asString() + " " + code).strip(),
                row.path("files").valueStream().map(JsonNode::asString).toList());
    }

    private static final class Silent implements RunObserver {
        @Override
        public void begins(String begun, Path output, boolean goesOn) {}

        @Override
        public void progress(RunSummary summary, long inFlight, @Nullable String trouble) {}
    }
}
