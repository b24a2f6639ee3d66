package dev.darkroom.results;

import dev.darkroom.ledger.StopReason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names the options without which the command that resumes a stopped run would only stop again. */
public final class RequiredOptions {

    /** The option for a budget that is used up, as its stop names it. */
    public static final String MAX_COST = "--max-cost";

    /** Stands for an amount that the user has to choose. */
    public static final String AMOUNT = "USD";

    private static final String PRICE = "budget.price";

    private RequiredOptions() {}

    /**
     * Returns the options word by word.
     *
     * @param reason why the run stopped, as it is recorded: a keyword, a colon and a message; null if it did not
     */
    public static List<String> of(@Nullable String reason) {
        List<String> options = new ArrayList<>();
        if (reason == null) {
            return options;
        }
        if (StopReason.isStanding(reason)) {
            options.add("--past-stop");
        } else if (isOf(StopReason.BUDGET, reason) && reason.contains(MAX_COST)) {
            options.addAll(List.of(MAX_COST, AMOUNT));
        } else if ((isOf(StopReason.BUDGET, reason) || isOf(StopReason.REFUSED, reason)) && reason.contains(PRICE)) {
            options.addAll(List.of("--set", PRICE + "=" + AMOUNT));
        }
        return options;
    }

    private static boolean isOf(StopReason stop, String reason) {
        return reason.startsWith(stop.keyword() + ":");
    }
}
