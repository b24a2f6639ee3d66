package dev.darkroom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.job.StopSwitch;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.scenes.PostgresServer;
import dev.darkroom.workspace.PostgresAddress;
import dev.darkroom.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class WorkerReadinessIT {

    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void a_worker_that_waits_for_the_first_run_of_a_new_database_is_ready() throws Exception {
        String database = PostgresServer.newSchema();
        WorkerHealth health = new WorkerHealth(MonotonicClock.system());
        StopSwitch stop = new StopSwitch();
        WorkerProcess worker = new WorkerProcess(
                new Workspace(folder, new PostgresAddress(database, "")),
                new WorkerIdentity("studio", 1),
                job -> {
                    throw new AssertionError("there is no run");
                },
                stop,
                health,
                line -> {},
                JsonMapper.shared());
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<?> working = thread.submit(() -> {
            worker.run();
            return null;
        });
        try {
            Instant deadline = Instant.now().plus(MAX_WAIT);
            while (!health.isReady() && Instant.now().isBefore(deadline)) {
                Thread.onSpinWait();
            }
            assertThat(health.isReady()).isTrue();
        } finally {
            stop.requestStop("the test ends");
            working.get(30, TimeUnit.SECONDS);
            thread.shutdown();
            PostgresServer.drop(database);
        }
        assertThat(health.isReady()).as("once it was told to stop").isFalse();
    }
}
