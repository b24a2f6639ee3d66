package dev.darkroom.faults;

import dev.darkroom.api.ImageService;
import dev.darkroom.job.RunEnds;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.NightLedger;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.night.VirtualSteps;
import dev.darkroom.time.SettableClock;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Plays a line on the virtual steps: no waiting, no threads, no Spring, and no results but the ledger. */
final class StepRun implements FaultPlayer {

    private static final long SEED = 1;

    private final NightLedger ledger;
    private final JobSpec job;
    private final ImageService service;
    private final SettableClock clock;
    private final boolean checks;

    /** @param checks whether the line is about what a picture shows */
    StepRun(NightLedger ledger, JobSpec job, ImageService service, SettableClock clock, boolean checks) {
        this.ledger = ledger;
        this.job = job;
        this.service = service;
        this.clock = clock;
        this.checks = checks;
        ledger.begin(
                "run",
                IntStream.rangeClosed(1, FaultLine.ROWS)
                        .mapToObj(row -> staged(job, row))
                        .toList(),
                clock);
    }

    private static StagedRow staged(JobSpec job, int row) {
        String id = "row-" + row;
        return new StagedRow(
                row, row + 1, id, id, job.model(), FaultJob.input(row), "key of " + id, null, 1, "{}", null, null);
    }

    @Override
    public PlayedRun start() throws Exception {
        try (RunLedger opened = ledger.open(clock)) {
            opened.recovery().recover();
            new VirtualSteps(job, opened, service, clock, ledger.output(), checks, SEED).run();
            List<RowOutcome> rows = ledger.outcomes();
            return new PlayedRun(
                    rows.stream().map(StepRun::row).toList(),
                    RunEnds.exitCode(opened, rows, job.failThreshold()),
                    ledger.output());
        }
    }

    @Override
    public PlayedRun resume() throws Exception {
        return start();
    }

    private static PlayedRun.Row row(RowOutcome row) {
        @Nullable String code = row.code();
        return new PlayedRun.Row(
                (row.status().keyword() + " " + (code == null ? "" : code)).strip(),
                row.pictures().stream().map(DownloadedPicture::file).toList());
    }
}
