package dev.darkroom.results;

import dev.darkroom.ledger.rows.RowStatus;
import java.util.List;
import java.util.Map;

/**
 * The results that were written into a run's output directory.
 *
 * @param statuses how many lines of each status the results manifest has; statuses without lines may be left out
 * @param purchases how many purchases the failed and the cancelled rows would be if they were bought again
 * @param errors what rows failed of, the most frequent first
 * @param warnings what the user must know, such as a file that could not go to its place; safe for a terminal
 */
public record WrittenResults(
        Map<RowStatus, Long> statuses, Map<RowStatus, Long> purchases, List<ErrorLine> errors, List<String> warnings) {

    public WrittenResults {
        statuses = Map.copyOf(statuses);
        purchases = Map.copyOf(purchases);
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    /** Makes results without equal rows: each is a purchase of its own. */
    WrittenResults(Map<RowStatus, Long> statuses, List<ErrorLine> errors, List<String> warnings) {
        this(statuses, statuses, errors, warnings);
    }

    /** The number of lines in the results manifest. */
    public long rows() {
        return statuses.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The number of lines whose row has its pictures. */
    public long pictures() {
        return statuses.entrySet().stream()
                .filter(entry -> entry.getKey().hasPicture())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** The errors as the summary tells them. */
    public List<RunSummary.ErrorCount> errorCounts() {
        return errors.stream().map(RunSummary.ErrorCount::of).toList();
    }
}
