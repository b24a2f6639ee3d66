package dev.darkroom.job;

import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.history.RunFigures;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.results.ErrorCounts;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.SummaryFile;
import java.io.IOException;
import java.util.List;

/** Returns the result of a run that is finished and has nothing left to do, as it ended. */
final class FinishedRun {

    private FinishedRun() {}

    static RunResult result(RunRecord run, LedgerDatabase database) throws IOException {
        RunSummary summary = SummaryFile.read(run.output().resolve("summary.json"))
                .orElseThrow(() -> new IOException("the finished run " + run.id() + " has no summary any more in "
                        + run.output() + "; write it again with: report " + run.id()));
        Integer exitCode = run.exitCode();
        String message = "the run " + run.id() + " is finished and nothing changed: nothing is bought";
        return new RunResult(
                exitCode == null ? ExitCode.DEFECT : exitCode,
                summary,
                ErrorCounts.lines(new RunFigures(database.dataSource(), run).reasons()),
                null,
                run.output(),
                List.of(message),
                false,
                null);
    }
}
