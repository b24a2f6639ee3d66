package dev.darkroom.job;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.history.CurrentFigures;
import dev.darkroom.ledger.history.PurchaseTotals;
import dev.darkroom.ledger.history.StoredReviews;
import dev.darkroom.ledger.rows.PendingModel;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.spending.AccountBalances;
import dev.darkroom.monitoring.RecentRate;
import dev.darkroom.monitoring.RemainingTime;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.results.ErrorCounts;
import dev.darkroom.results.ErrorLine;
import dev.darkroom.results.RunFacts;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.WrittenResults;
import dev.darkroom.runs.ProgramVersion;
import dev.darkroom.step.CurrentPhase;
import dev.darkroom.step.RunContext;
import dev.darkroom.submit.CostEstimates;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sums a run up, as it stands. */
public final class RunSummarizer {

    private static final int READING_SHARE = 9;

    private final RunContext context;
    private final RunLedger ledger;
    private final CurrentFigures figures;
    private final CostEstimates estimates;
    private final AccountBalances balances;
    private final InstantSource wall;
    private final MonotonicClock clock;
    private final RecentRate rate;
    private final RemainingTime remaining;
    private final CurrentPhase phase;
    private volatile MonotonicTime readAgain = MonotonicTime.MIN;

    RunSummarizer(
            RunContext context,
            RunLedger ledger,
            CurrentFigures figures,
            CostEstimates estimates,
            AccountBalances balances,
            RemainingTime remaining,
            CurrentPhase phase,
            InstantSource wall,
            MonotonicClock clock) {
        this.context = context;
        this.ledger = ledger;
        this.figures = figures;
        this.estimates = estimates;
        this.balances = balances;
        this.wall = wall;
        this.clock = clock;
        this.rate = new RecentRate(clock);
        this.remaining = remaining;
        this.phase = phase;
    }

    /**
     * The summary of the run while it is running, from what is kept in memory. After events of which only the ledger can
     * tell what they add up to, its costs and errors may be some seconds old.
     */
    RunSummary running() {
        readIfDue();
        return running(data());
    }

    /** The summary of the run while it is running, all of it as of now. */
    RunSummary runningNow() {
        read();
        return running(data());
    }

    private RunSummary running(SummaryData data) {
        Map<RowStatus, Long> statuses = new EnumMap<>(RowStatus.class);
        ledger.counts().forEach((state, count) -> statuses.merge(state.status(), count, Long::sum));
        return summary(RunSummary.SummaryState.RUNNING, null, null, statuses, counts(data.errors()), data, null);
    }

    /** The run at its end. */
    RunSummary ended(boolean finished, @Nullable String reason, int exitCode, @Nullable WrittenResults written) {
        read();
        RunSummary running = running(data());
        Map<RowStatus, Long> statuses = new EnumMap<>(RowStatus.class);
        for (RowStatus status : RowStatus.values()) {
            statuses.put(
                    status,
                    written == null ? running.count(status) : written.statuses().getOrDefault(status, 0L));
        }
        return summary(
                finished ? RunSummary.SummaryState.FINISHED : RunSummary.SummaryState.STOPPED,
                finished ? null : reason,
                exitCode,
                statuses,
                written == null ? running.errors() : written.errorCounts(),
                data(),
                wall.instant());
    }

    private static List<RunSummary.ErrorCount> counts(List<ErrorLine> errors) {
        return errors.stream().map(RunSummary.ErrorCount::of).toList();
    }

    /** What rows failed of, as far as the ledger can still be read. */
    List<ErrorLine> errors() {
        read();
        List<ErrorLine> errors = data().errors();
        return shut() ? errors.stream().map(ErrorLine::pastStop).toList() : errors;
    }

    private RunSummary summary(
            RunSummary.SummaryState state,
            @Nullable String reason,
            @Nullable Integer exitCode,
            Map<RowStatus, Long> statuses,
            List<RunSummary.ErrorCount> errors,
            SummaryData data,
            @Nullable Instant endedAt) {
        RunRecord run = context.run();
        // Counted from the first purchase on: an end told by a rate from before it would be far too late.
        boolean hasRate = endedAt == null && phase.progress() == null;
        BigDecimal now = hasRate ? rate.now(ended()) : null;
        Instant pausedUntil = endedAt == null ? remaining.pausedUntil() : null;
        return new RunSummary(
                run.id(),
                run.job(),
                state,
                reason,
                exitCode,
                run.manifest(),
                run.manifestSha256(),
                run.createdAt(),
                wall.instant(),
                endedAt,
                RunSummary.rows(statuses),
                requests(data.accounts()),
                cost(data),
                now,
                endedAt == null ? remaining.seconds(now) : null,
                pausedUntil,
                errors,
                ProgramVersion.current(),
                endedAt == null ? null : RunSummary.ReviewCounts.of(reviews()));
    }

    /** The facts that the reports show besides the rows. */
    RunFacts facts() {
        read();
        SummaryData data = data();
        return new RunFacts(
                requests(data.accounts()), cost(data), context.run().createdAt(), wall.instant(), reviews(), shut());
    }

    private StoredReviews.ReviewCount reviews() {
        return ledger.signals().ledgerLost()
                ? StoredReviews.ReviewCount.NONE
                : new StoredReviews(context.database().dataSource(), context.run()).count();
    }

    private boolean shut() {
        long open = ledger.count(RowState.PENDING, RowState.SUBMITTING, RowState.SUBMITTED, RowState.COMPLETED);
        return ledger.standingStop().keepsShut(open == 0);
    }

    public static RunSummary.RequestCounts requests(PurchaseTotals accounts) {
        long submitted = accounts.accepted() + accounts.unknown();
        long retries = Math.max(0, accounts.sends() - submitted);
        return new RunSummary.RequestCounts(submitted, accounts.possibleDuplicates(), accounts.throttled(), retries);
    }

    private RunSummary.RunCost cost(SummaryData data) {
        PurchaseTotals accounts = data.accounts();
        return new RunSummary.RunCost(
                accounts.spent(),
                data.estimated(),
                context.job().budget().maxCost(),
                accounts.unknown(),
                balances.known());
    }

    /**
     * Reads the figures if those in memory are not the ledger's. Of a large run that takes seconds: no more than a tenth
     * of all time is spent on it, and none while rows are staged, which changes none of them.
     */
    private void readIfDue() {
        MonotonicTime start = clock.now();
        boolean mayWait = start.isBefore(readAgain) || (figures.isKnown() && phase.isStaging());
        if (!figures.isCurrent() && !mayWait) {
            read();
            MonotonicTime end = clock.now();
            readAgain = end.plus(start.until(end).multipliedBy(READING_SHARE));
        }
    }

    /** Reads the figures from the ledger, unless a full disk has closed it. */
    private void read() {
        if (!ledger.signals().ledgerLost()) {
            figures.read();
        }
    }

    private SummaryData data() {
        return new SummaryData(ErrorCounts.lines(figures.reasons()), figures.accounts(), estimated());
    }

    private record SummaryData(
            List<ErrorLine> errors,
            PurchaseTotals accounts,
            @Nullable BigDecimal estimated) {}

    /**
     * Estimates the whole run: the rows submitted and those still to submit, without those that are held, since something
     * mostly serves them; null if a price is unknown, or not all rows are.
     */
    private @Nullable BigDecimal estimated() {
        if (!figures.isKnown() || ledger.count(RowState.values()) < context.rows()) {
            return null;
        }
        BigDecimal submitted = figures.estimated();
        return submitted == null
                ? null
                : withPending(
                        submitted,
                        figures.pendingModels(),
                        ledger.work().held().demand().possible());
    }

    /**
     * Returns the budget in USD with which all that is pending can be bought, as far as is known: what counts for a
     * budget already, and the estimates of those rows; null if a price is unknown.
     */
    @Nullable
    BigDecimal enoughBudget() {
        return ledger.signals().ledgerLost()
                ? null
                : withPending(figures.accounts().counted(), figures.pendingModels(), List.of());
    }

    private @Nullable BigDecimal withPending(BigDecimal sum, List<PendingModel> pending, List<PendingModel> without) {
        Map<String, Long> held = without.stream().collect(Collectors.toMap(PendingModel::model, PendingModel::outputs));
        BigDecimal total = sum;
        for (PendingModel model : pending) {
            long outputs = model.outputs() - held.getOrDefault(model.model(), 0L);
            BigDecimal price = outputs <= 0 ? BigDecimal.ZERO : price(model.model());
            if (price == null) {
                return null;
            }
            total = total.add(price.multiply(BigDecimal.valueOf(outputs)));
        }
        return total;
    }

    /** Returns the price of a model; where this start has not asked for it, that of the run's last purchase. */
    private @Nullable BigDecimal price(String model) {
        BigDecimal price = estimates.priceOf(model);
        return price == null ? figures.lastPrice(model) : price;
    }

    private long ended() {
        return ledger.count(
                RowState.SUCCEEDED,
                RowState.FAILED,
                RowState.CANCELLED,
                RowState.TIMED_OUT,
                RowState.DOWNLOAD_FAILED,
                RowState.UNKNOWN);
    }
}
