package dev.darkroom.ledger.history;

import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.runs.RunRecord;
import java.math.BigDecimal;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Sums up what a run came to.
 *
 * @param rows how many it has
 * @param withPicture how many of them have their pictures
 * @param accepted how many purchases the service accepted
 * @param reused how many rows have the pictures of an equal row
 * @param spent what it cost in USD; null if the service told neither price nor cost
 */
public record RunTotals(
        long rows,
        long withPicture,
        long accepted,
        long reused,
        @Nullable BigDecimal spent) {

    /** Counts the run's rows and purchases as they stand. */
    public static RunTotals count(DataSource dataSource, RunRecord run) {
        RunFigures figures = new RunFigures(dataSource, run);
        Map<RowStatus, Long> statuses = figures.statuses();
        PurchaseTotals accounts = figures.accounts();
        boolean untold = accounts.spent().signum() == 0 && accounts.accepted() > 0 && figures.estimated() == null;
        return new RunTotals(
                sum(statuses, false),
                sum(statuses, true),
                accounts.accepted(),
                statuses.getOrDefault(RowStatus.REUSED, 0L),
                untold ? null : accounts.spent());
    }

    private static long sum(Map<RowStatus, Long> statuses, boolean picturesOnly) {
        return statuses.entrySet().stream()
                .filter(entry -> !picturesOnly || entry.getKey().hasPicture())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
