package dev.darkroom.cli.output;

import dev.darkroom.io.MoneyText;
import dev.darkroom.manifest.CsvDialect;
import dev.darkroom.results.CsvFile;
import dev.darkroom.runs.RunOverview;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs as a spreadsheet takes them; what is not known is empty. The same names as {@code --json}'s. */
public final class RunsCsv {

    private static final CsvDialect DIALECT = new CsvDialect(',', '.', true);
    private static final List<String> COLUMNS = List.of(
            "run",
            "job",
            "service",
            "started_at",
            "ended_at",
            "duration_s",
            "state",
            "stop_reason",
            "exit_code",
            "rows",
            "with_picture",
            "ok_share",
            "bought",
            "reused",
            "spent_usd",
            "output");

    private RunsCsv() {}

    public static void print(List<RunOverview> runs, PrintWriter out) throws IOException {
        CsvFile csv = new CsvFile(out, DIALECT);
        csv.header(COLUMNS);
        for (RunOverview run : runs) {
            Duration duration = run.duration();
            csv.text(run.id())
                    .text(run.job())
                    .text(run.service())
                    .time(run.startedAt())
                    .time(run.endedAt())
                    .number(duration == null ? null : duration.toSeconds())
                    .text(RunDocument.keyword(run.state()))
                    .text(run.stopReason())
                    .number(run.exitCode())
                    .number(run.rows())
                    .number(run.withPicture())
                    .decimal(run.okShare())
                    .number(run.bought())
                    .number(run.reused())
                    .decimal(plain(run.spentUsd()))
                    .text(run.output());
            csv.endLine();
        }
        out.flush();
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal amount) {
        return amount == null ? null : MoneyText.amount(amount);
    }
}
