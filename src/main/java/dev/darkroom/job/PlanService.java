package dev.darkroom.job;

import dev.darkroom.api.Token;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The service as a plan asks it. The simulator inside this process works on a copy of its books, since a run beside it
 * may be writing them.
 *
 * @param access null if it cannot be asked
 * @param unasked why it cannot, else null
 * @param copy of the simulator's books, null for all others
 */
record PlanService(
        @Nullable ServiceAccess access,
        @Nullable String unasked,
        @Nullable Path copy) implements AutoCloseable {

    private static final List<String> BOOKS = List.of("requests.jsonl");

    static PlanService open(JobSpec job, Workspace workspace, @Nullable Token token, InstantSource clock)
            throws IOException {
        if (!job.api().inProcess()) {
            return token == null
                    ? new PlanService(
                            null,
                            "there is no token for " + job.api().identity()
                                    + ", so it was not asked. Set RUNCOMFY_TOKEN or give --token-file",
                            null)
                    : new PlanService(ServiceAccess.open(job, workspace, token, clock), null, null);
        }
        Path copy = Files.createTempDirectory("darkroom-plan-");
        Workspace aside = new Workspace(copy);
        Files.createDirectories(aside.simulator());
        for (String book : BOOKS) {
            Path kept = workspace.simulator().resolve(book);
            if (Files.exists(kept)) {
                Files.copy(kept, aside.simulator().resolve(book));
            }
        }
        return new PlanService(ServiceAccess.open(job, aside, token, clock), null, copy);
    }

    @Override
    public void close() throws IOException {
        if (access != null) {
            access.close();
        }
        if (copy != null) {
            FileSystemUtils.deleteRecursively(copy);
        }
    }
}
