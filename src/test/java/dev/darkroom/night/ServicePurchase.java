package dev.darkroom.night;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A purchase that the service accepted, as it really is. */
final class ServicePurchase {

    /** The outcome if nobody cancels it. */
    enum PurchaseOutcome {
        SUCCEEDS,
        FAILS,
        WITHOUT_OUTPUT,
        CANCELLED,
        FORGOTTEN
    }

    final String id;
    final String prompt;
    final int outputs;
    final BigDecimal estimate;
    final PurchaseOutcome fate;
    final @Nullable BigDecimal cost;
    final Instant accepted;
    Instant starts;
    Instant ends;
    boolean cancelled;
    boolean outputsGone;
    /** The client was told so. */
    boolean saidCancelled;

    int generation;

    ServicePurchase(
            String id,
            String prompt,
            int outputs,
            BigDecimal estimate,
            PurchaseOutcome fate,
            @Nullable BigDecimal cost,
            Instant accepted,
            Instant starts,
            Instant ends) {
        this.id = id;
        this.prompt = prompt;
        this.outputs = outputs;
        this.estimate = estimate;
        this.fate = fate;
        this.cost = cost;
        this.accepted = accepted;
        this.starts = starts;
        this.ends = ends;
    }

    boolean waits(Instant now) {
        return now.isBefore(starts);
    }

    boolean runs(Instant now) {
        return !waits(now) && now.isBefore(ends);
    }

    List<String> urls() {
        List<String> urls = new ArrayList<>();
        for (int n = 1; n <= outputs; n++) {
            urls.add("https://cdn.runcomfy.net/" + id + "/" + n + "/" + generation);
        }
        return urls;
    }

    /** Returns what it takes of a budget at the least: no more than its price, since more cannot be foreseen. */
    BigDecimal foreseen() {
        if (cancelled || saidCancelled || fate == PurchaseOutcome.CANCELLED) {
            return BigDecimal.ZERO;
        }
        return cost == null ? fate == PurchaseOutcome.SUCCEEDS ? estimate : BigDecimal.ZERO : cost.min(estimate);
    }

    @Override
    public String toString() {
        return id + " " + fate + " starts " + starts + " ends " + ends + " cost " + cost;
    }
}
