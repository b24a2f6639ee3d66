package dev.darkroom.job;

import dev.darkroom.api.ApiToken;
import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.fetch.FetchPolicy;
import dev.darkroom.io.DurableText;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.earlier.EarlierRowFinder;
import dev.darkroom.ledger.history.ObservedSources;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.StoredPauses;
import dev.darkroom.results.RunSummary;
import dev.darkroom.reuse.HostSourceChangeCheck;
import dev.darkroom.reuse.SourceChangeCheck;
import dev.darkroom.runs.CopyFolder;
import dev.darkroom.runs.SharedRecords;
import dev.darkroom.sourcelook.LookPass;
import dev.darkroom.sourcelook.LookPass.SeenSources;
import dev.darkroom.sourcelook.LookProgress;
import dev.darkroom.sources.SourceChangeDetector;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service as a plan calls it. The simulator inside this process works on a copy of its data, since a run beside it
 * may be writing them.
 *
 * @param base the service's address
 * @param loopback whether it is on this machine
 * @param access null if it cannot be called
 * @param unreachable why it cannot, else null
 * @param copy of the simulator's data, null for all others
 */
record PlanService(
        URI base,
        boolean loopback,
        @Nullable ServiceAccess access,
        @Nullable String unreachable,
        @Nullable CopyFolder copy)
        implements AutoCloseable {

    private static final List<String> COPIED_FILES = List.of("requests.jsonl");

    static PlanService open(JobSpec job, Workspace workspace, @Nullable ApiToken token, InstantSource clock)
            throws IOException {
        URI base = job.api().base();
        if (base != null) {
            String unreachable = unreachable(job, SharedRecords.pausesNow(workspace), token, clock);
            ServiceAccess access = unreachable == null ? ServiceAccess.open(job, workspace, token, clock) : null;
            return new PlanService(base, job.api().loopback(), access, unreachable, null);
        }
        CopyFolder copy = CopyFolder.in(workspace, CopyFolder.SIMULATOR);
        try {
            Workspace aside = new Workspace(copy.path());
            Files.createDirectories(aside.simulator());
            for (String name : COPIED_FILES) {
                Path kept = workspace.simulator().resolve(name);
                if (Files.exists(kept)) {
                    Files.copy(kept, aside.simulator().resolve(name));
                }
            }
            ServiceAccess access = ServiceAccess.open(job, aside, token, clock);
            return new PlanService(access.base(), true, access, null, copy);
        } catch (IOException | RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    /** Returns why the service is not called, null if it is: a pause that it asked for holds for a plan too. */
    private static @Nullable String unreachable(
            JobSpec job, DurableText pauses, @Nullable ApiToken token, InstantSource clock) {
        String service = job.api().identity();
        if (token == null) {
            return "there is no token for " + service + ", so it was not asked. Set "
                    + job.api().profile().tokenVariable() + " or give --token-file";
        }
        return new StoredPauses(pauses, service, token.fingerprint(), JsonMapper.shared(), clock)
                .until()
                .map(end -> service + " is "
                        + RunSummary.pausedMessage(end, clock.instant(), ZoneId.systemDefault())
                        + ", as it asked an earlier start, so it was not asked for prices and balance. Plan again then")
                .orElse(null);
    }

    /**
     * Checks with the hosts of source pictures as a run does. A service that cannot be called is not needed for that.
     */
    SourceChangeCheck sources(EarlierRowFinder rows, DataSource ledger, JsonMapper json, InstantSource wall) {
        MonotonicClock clock = MonotonicClock.system();
        AddressPolicy policy = FetchPolicy.sources(base, loopback);
        return new HostSourceChangeCheck(
                rows,
                new ObservedSources(ledger),
                new SourceChangeDetector(policy, wall, clock),
                () -> false,
                json,
                clock);
    }

    /** Looks at the sources as a run does before it stages its rows. */
    SeenSources look(PreparedJob prepared, Workspace workspace, InstantSource wall, LookProgress progress)
            throws IOException, InterruptedException {
        LookPass pass = new LookPass(
                prepared.job().sourceLook(),
                FetchPolicy.sources(base, loopback),
                loopback,
                prepared.job().localPictures(),
                workspace.lookedSources(),
                wall,
                MonotonicClock.system());
        return pass.look(prepared.manifest(), prepared.rows(), prepared.preparer(), () -> false, progress);
    }

    @Override
    public void close() throws IOException {
        if (access != null) {
            access.close();
        }
        if (copy != null) {
            copy.close();
        }
    }
}
