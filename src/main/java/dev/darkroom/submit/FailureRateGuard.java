package dev.darkroom.submit;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.CountText;
import dev.darkroom.jobfile.rules.FailureRate;
import dev.darkroom.ledger.EndedRow;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.signals.RunSignals.StopSignal;
import dev.darkroom.ledger.signals.StopReason;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stops submits once too many of the rows that ended last failed for reasons of their own. Rows that ended for reasons of
 * the service, of the way to it or of this machine are left out. Thread-safe: rows end on other threads.
 */
public final class FailureRateGuard implements SubmitGuard {

    private final FailureRate rate;
    private final String run;
    private final Deque<EndedRow> window = new ArrayDeque<>();
    private @Nullable StopSignal stop;

    private FailureRateGuard(FailureRate rate, String run) {
        this.rate = rate;
        this.run = run;
    }

    /**
     * Makes a guard that hears of every row that ends from now on.
     *
     * @param remembers whether rows count that ended in earlier processes, since the run was last resumed past a stop
     */
    public static FailureRateGuard of(FailureRate rate, RunLedger ledger, boolean remembers) {
        FailureRateGuard guard = new FailureRateGuard(rate, ledger.run().id());
        ledger.ended().listen(remembers ? rate.rows() : 0, ledger.standingStop().passedAt(), guard::ended);
        return guard;
    }

    private synchronized void ended(EndedRow row) {
        if (stop != null || (row.state() != RowState.SUCCEEDED && !isOfRow(row))) {
            return;
        }
        window.addLast(row);
        if (window.size() > rate.rows()) {
            window.removeFirst();
        }
        List<EndedRow> failed = window.stream()
                .filter(each -> each.state() != RowState.SUCCEEDED)
                .toList();
        if (window.size() == rate.rows() && failed.size() >= rate.failures()) {
            stop = StandingStopGuard.stop(
                    StopReason.FAILURE_RATE,
                    failed.size() + " of the last " + CountText.of(rate.rows(), "row") + " failed, most of them with "
                            + mostOf(failed),
                    run);
        }
    }

    private static boolean isOfRow(EndedRow row) {
        return switch (row.state()) {
            case FAILED -> ErrorCode.of(row.code()).map(ErrorCode::isOfRow).orElse(true);
            // The host's own status says nothing about the row.
            case DOWNLOAD_FAILED ->
                ErrorCode.of(row.code()).map(ErrorCode::isOfRow).orElse(false);
            default -> false;
        };
    }

    private static String mostOf(List<EndedRow> failed) {
        Map<String, List<EndedRow>> byCode = failed.stream().collect(Collectors.groupingBy(EndedRow::code));
        return byCode.values().stream()
                .max(Comparator.<List<EndedRow>>comparingInt(List::size)
                        .thenComparing(rows -> rows.get(0).code(), Comparator.reverseOrder()))
                .map(rows -> rows.get(rows.size() - 1).why())
                .orElseThrow();
    }

    @Override
    public @Nullable StopSignal before(PendingRow row) {
        return overdue();
    }

    @Override
    public synchronized @Nullable StopSignal overdue() {
        return stop;
    }
}
