package dev.darkroom.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.ApiToken;
import dev.darkroom.faults.FaultLine.ExpectedEnd;
import dev.darkroom.job.RunLauncher;
import dev.darkroom.job.RunObserver;
import dev.darkroom.job.RunRequest;
import dev.darkroom.job.RunResult;
import dev.darkroom.job.StopSwitch;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.results.RunSummary;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The starts of a crontab line at a service that has asked for an hour's pause, on a clock that runs fast. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PausedStartIT {

    /** The speed at which an hour passes in twelve seconds. */
    private static final int SPEED = 300;

    private static final FaultLine AN_HOUR = new FaultLine(
            "`throttle` `{\"share\": 1, \"retry-after\": \"3600\"}`", List.of(), new ExpectedEnd(Map.of(), 0, 0), null);

    @TempDir
    private Path folder;

    private final FastClock clock = new FastClock(1);
    private final List<Instant> told = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();

    @Test
    void a_pause_that_the_service_asked_for_is_kept_to_by_the_next_starts() throws Exception {
        try (FaultyService service = new FaultyService(AN_HOUR, clock.wall())) {
            Instant begun = clock.wall().instant();
            assertThat(start(service, FaultJob.TOKEN, "20m").exitCode()).isEqualTo(4);
            assertThat(told).isEmpty();
            JsonNode calls = service.requests().path("calls");
            assertThat(calls.path("throttled").asInt()).isEqualTo(1);

            RunResult next = start(service, FaultJob.TOKEN, "20m");
            assertThat(next.exitCode()).isEqualTo(4);
            assertThat(next.summary().stopReason())
                    .startsWith("outage: the service asked an earlier start for a pause");
            assertThat(told)
                    .singleElement()
                    .satisfies(end -> assertThat(Duration.between(begun, end)).isGreaterThan(Duration.ofMinutes(59)));
            assertThat(service.requests().path("calls")).as("nothing was asked").isEqualTo(calls);

            assertThat(start(service, "another-account", "20m").exitCode()).isEqualTo(4);
            assertThat(told).as("another account was asked for nothing").hasSize(1);
            assertThat(service.requests().path("calls").path("throttled").asInt())
                    .isEqualTo(2);

            service.heal();
            clock.goOnAt(SPEED);
            RunResult last = start(service, FaultJob.TOKEN, "2h");
            assertThat(told).hasSize(2);
            assertThat(progress).anyMatch(line -> line.startsWith("paused until "));
            assertThat(last.exitCode()).isZero();
            assertThat(Duration.between(begun, clock.wall().instant())).isGreaterThan(Duration.ofHours(1));
        }
    }

    private RunResult start(FaultyService service, String token, String outageLimit) throws IOException {
        // At this speed no time is left for the service's answers.
        List<String> settings = List.of(
                "outage-limit=" + outageLimit,
                "submit.max-in-flight=1",
                "poll.queue-timeout=30d",
                "poll.run-timeout=30d");
        FaultLine line = new FaultLine(AN_HOUR.what(), settings, AN_HOUR.first(), null);
        return new RunLauncher(clock.wall(), clock, JsonMapper.shared(), ModelCatalog.builtIn())
                .run(new RunRequest(
                        FaultJob.write(folder, line, service.base()),
                        new Workspace(folder.resolve("home")),
                        new ApiToken(token),
                        false,
                        null,
                        (purchases, estimate) -> true,
                        new PauseObserver(),
                        new StopSwitch()));
    }

    private final class PauseObserver implements RunObserver {
        @Override
        public void begins(String run, Path output, boolean goesOn) {}

        @Override
        public void paused(Instant end) {
            told.add(end);
        }

        @Override
        public synchronized void progress(RunSummary summary, long inFlight, @Nullable String trouble) {
            if (trouble != null) {
                progress.add(trouble);
            }
        }
    }
}
