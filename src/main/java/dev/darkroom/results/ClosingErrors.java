package dev.darkroom.results;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.errors.ErrorRemedy;
import dev.darkroom.io.CountText;
import dev.darkroom.io.SafeText;
import dev.darkroom.ledger.rows.RowStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A run's top errors, parted by what can be done about them. */
final class ClosingErrors {

    private static final int TOP_ERRORS = 5;
    private static final int MAX_OF_ID = 60;
    private static final String INDENT = " ".repeat(10);

    private final List<ErrorLine> errors;
    private final Map<RowStatus, Long> statuses;

    ClosingErrors(List<ErrorLine> errors, Map<RowStatus, Long> statuses) {
        this.errors = errors;
        this.statuses = statuses;
    }

    /** @param shut whether a stop keeps every command from buying until the run is resumed past it */
    List<String> lines(boolean shut) {
        List<String> lines = new ArrayList<>();
        String may = shut ? "retrying may help, once the run has gone on past its stop:" : "retrying may help:";
        lines.addAll(group(may, error -> error.advice().retryable()));
        lines.addAll(group("to be settled, and never sent again by itself:", ErrorAdvice::isToSettle));
        lines.addAll(group(
                "retrying them as they are does not help:",
                error -> !error.advice().retryable() && !ErrorAdvice.isToSettle(error)));
        return lines;
    }

    /** The statuses of rows that a retry may help, in their own order. */
    Set<RowStatus> worthRetrying() {
        Set<RowStatus> worth = EnumSet.noneOf(RowStatus.class);
        for (RowStatus status : List.of(RowStatus.TIMED_OUT, RowStatus.DOWNLOAD_FAILED)) {
            if (statuses.getOrDefault(status, 0L) > 0) {
                worth.add(status);
            }
        }
        for (ErrorLine error : errors) {
            boolean bought = error.status() == RowStatus.FAILED || error.status() == RowStatus.CANCELLED;
            if (bought && error.advice().retryable() && statuses.getOrDefault(error.status(), 0L) > 0) {
                worth.add(error.status());
            }
        }
        return worth;
    }

    /**
     * Rows with pictures that a check failed: submitted again they get the same seed, and most likely the same
     * pictures.
     */
    long failedByCheck() {
        return errors.stream()
                .filter(error -> ErrorCode.isOfCheck(error.code()))
                .mapToLong(ErrorLine::rows)
                .sum();
    }

    /** A row in doubt, by its id; a placeholder if none is known. */
    String rowInDoubt() {
        return errors.stream()
                .filter(ErrorAdvice::isToSettle)
                .map(ErrorLine::exampleId)
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse("ID");
    }

    private List<String> group(String heading, Predicate<ErrorLine> which) {
        List<ErrorLine> group = errors.stream().filter(which).toList();
        if (group.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("errors    " + heading);
        Map<ErrorRemedy, List<ErrorLine>> byAdvice = group.stream()
                .limit(TOP_ERRORS)
                .collect(Collectors.groupingBy(ErrorLine::advice, LinkedHashMap::new, Collectors.toList()));
        byAdvice.forEach((advice, alike) -> {
            alike.forEach(error -> lines.add(INDENT + "  " + message(error)));
            lines.add(INDENT + "    " + advice.whatToDo());
        });
        if (group.size() > TOP_ERRORS) {
            lines.add(INDENT + "  and " + CountText.of(group.size() - TOP_ERRORS, "more kind")
                    + ": see report/by-error.csv");
        }
        return lines;
    }

    private static String message(ErrorLine error) {
        String example = error.exampleId().isEmpty() ? "" : ", such as " + SafeText.line(error.exampleId(), MAX_OF_ID);
        return SafeText.line(error.code(), MAX_OF_ID) + ": " + rows(error.rows()) + example;
    }

    static String rows(long number) {
        return CountText.of(number, "row");
    }
}
