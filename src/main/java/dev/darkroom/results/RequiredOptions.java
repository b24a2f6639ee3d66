package dev.darkroom.results;

import dev.darkroom.ledger.signals.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names the options without which the command that resumes a stopped run would only stop again. */
public final class RequiredOptions {

    /** The option for a budget that is used up, as its stop names it. */
    public static final String MAX_COST = "--max-cost";

    /** Stands for an amount that the user has to choose. */
    public static final String AMOUNT = "USD";

    private static final String YES = "--yes";
    private static final String PRICE = "budget.price";

    private static final String PAUSE = " for a pause";
    private static final Pattern OPENS = Pattern.compile("it opens at (.+)$");
    private static final Pattern NEXT_PERIOD = Pattern.compile("from (.+) on, or with a higher (budget\\.per-\\w+)");
    private static final Pattern OTHER_RUN = Pattern.compile("resume --past-stop (\\S+?);?(?: |$)");

    private RequiredOptions() {}

    /**
     * Returns what the command that resumes a stopped run has to wait for before it buys anything, and what makes it buy
     * at once; null if it buys as soon as it is typed.
     *
     * @param reason why the run stopped, as in {@link #of}
     */
    public static @Nullable String delay(@Nullable String reason) {
        if (reason == null) {
            return null;
        }
        Matcher opens = OPENS.matcher(reason);
        if (isOf(StopReason.WINDOW, reason) && opens.find()) {
            return "buys nothing before the window opens at " + opens.group(1) + ", but at once with --set window=none";
        }
        Matcher next = NEXT_PERIOD.matcher(reason);
        if (isOf(StopReason.BUDGET, reason) && next.find()) {
            return "buys nothing before " + next.group(1) + ", but at once with a higher --set " + next.group(2) + "="
                    + AMOUNT;
        }
        if (isOf(StopReason.OUTAGE, reason) && reason.contains(PAUSE)) {
            return "buys nothing before that pause is over, or waits for it with --set outage-limit=TIME";
        }
        Matcher other = OTHER_RUN.matcher(reason);
        return isOf(StopReason.FORGOTTEN_ELSEWHERE, reason) && other.find()
                ? "buys nothing before: resume --past-stop " + other.group(1)
                : null;
    }

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
            options.addAll(of(StopReason.otherThanStanding(reason)));
        } else if (isOf(StopReason.BUDGET, reason) && reason.contains(MAX_COST)) {
            options.addAll(List.of(MAX_COST, AMOUNT));
        } else if ((isOf(StopReason.BUDGET, reason) || isOf(StopReason.REFUSED, reason)) && reason.contains(PRICE)) {
            options.addAll(List.of("--set", PRICE + "=" + AMOUNT));
        } else if (isOf(StopReason.UNCONFIRMED, reason) && reason.contains(YES)) {
            options.add(YES);
        }
        return options;
    }

    private static boolean isOf(StopReason stop, String reason) {
        return reason.startsWith(stop.keyword() + ":");
    }
}
