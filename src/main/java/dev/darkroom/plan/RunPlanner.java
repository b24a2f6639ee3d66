package dev.darkroom.plan;

import dev.darkroom.api.ImageService;
import dev.darkroom.api.ModelInfo;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.MoneyText;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.jobfile.SubmitEnd;
import dev.darkroom.jobfile.rules.BudgetPeriod;
import dev.darkroom.jobfile.rules.WindowRule;
import dev.darkroom.ledger.StoredRate;
import dev.darkroom.ledger.StoredRateTable;
import dev.darkroom.ledger.earlier.EarlierRowFinder;
import dev.darkroom.ledger.history.RunFigures;
import dev.darkroom.ledger.history.StoredDurations;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.spending.DearestCosts;
import dev.darkroom.ledger.spending.StoredSpending;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.manifest.preparation.WarningGroups.WarningGroup;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.models.OutputMedium;
import dev.darkroom.models.SchemaDrift;
import dev.darkroom.models.SourceCheck;
import dev.darkroom.models.SourceRules;
import dev.darkroom.reuse.SourceChangeCheck;
import dev.darkroom.sourcelook.LookPass.SeenSources;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Makes a job's plan. Writes nothing but to the copy of the ledger it is given, and submits nothing. */
public final class RunPlanner {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm VV", Locale.ROOT);
    private static final int MAX_WARNINGS = 20;

    private final JobSpec job;
    private final JsonMapper json;
    private final InstantSource clock;
    private final PriceQuotes quotes;
    private final List<String> notes = new ArrayList<>();

    /**
     * @param service the service that prices and balance are requested from, null if it cannot be called
     * @param unreachable why it cannot, else null
     */
    public RunPlanner(
            JobSpec job,
            @Nullable ImageService service,
            @Nullable String unreachable,
            JsonMapper json,
            InstantSource clock) {
        this.job = job;
        this.json = json;
        this.clock = clock;
        this.quotes = new PriceQuotes(service, unreachable);
        if (!job.rows().isAll()) {
            notes.add("the run is the manifest's rows " + job.rows().message());
        }
    }

    /** Adds something that the user is to know. */
    public void note(String message) {
        notes.add(message);
    }

    /**
     * Plans a run that begins or is resumed.
     *
     * @param rows how many rows it is about
     * @param ledger a copy of the ledger, null if there is none yet
     * @param run the unfinished run that is resumed, null if another begins
     * @param sources checks whether the sources of what is found in that ledger changed
     * @param seen what was seen of the rows' sources, null if nobody looked
     */
    public RunPlan plan(
            Manifest manifest,
            long rows,
            RowPreparer preparer,
            @Nullable DataSource ledger,
            @Nullable RunRecord run,
            Function<EarlierRowFinder, SourceChangeCheck> sources,
            @Nullable SeenSources seen)
            throws IOException, InterruptedException {
        SourceRules rules = job.sourceLook().rules();
        SourceCheck check = seen == null ? null : new SourceCheck(seen.sources(), rules);
        SourceCount counting = seen == null || check == null
                ? null
                : new SourceCount(
                        seen,
                        check,
                        rules.maxProportionError(),
                        ModelCatalog.builtIn().with(job.models()));
        PlannedRowCounter planning = new PlannedRowCounter(
                job,
                manifest,
                check == null ? preparer : preparer.with(check),
                ledger,
                run,
                sources,
                counting,
                json,
                clock);
        planning.count(rows);
        List<PlannedModel> models = models(planning.lookUps(), ledger);
        refuseOtherMedia(manifest);
        tellOfDrift();
        PlannedCost cost =
                PlannedCost.of(models, spent(ledger, run), job.budget().maxCost());
        MinimumTime time = MinimumTime.of(models, rate(ledger), job.submit().maxInFlight());
        PlannedRows counted = planning.rows().rows();
        PlannedDeadline deadline = deadline(models, time);
        tellOfPeriod(BudgetPeriod.DAY, job.budget().perDay(), ledger, cost);
        tellOfPeriod(BudgetPeriod.MONTH, job.budget().perMonth(), ledger, cost);
        tell(models, cost, deadline, counted);
        List<WarningGroup> distant = distantDeadline();
        return new RunPlan(
                job.name(),
                job.api().identity(),
                manifest.name(),
                run == null ? RunPlan.FirstAction.BEGIN : RunPlan.FirstAction.GO_ON,
                run == null ? null : run.id(),
                null,
                counted,
                planning.lookUps().notReused(),
                planning.rows().sources(),
                models,
                cost,
                quotes.account(),
                time,
                deadline,
                PlannedStops.of(job),
                List.copyOf(planning.lookUps().waiting()),
                distant.size() + planning.rows().warnings().count(),
                Stream.concat(distant.stream(), planning.rows().warnings().groups().stream())
                        .limit(MAX_WARNINGS)
                        .toList(),
                notes);
    }

    /** Plans a run that is finished, with nothing changed since. */
    public RunPlan finished(Manifest manifest, RunRecord run, DataSource ledger) {
        RowCount count = new RowCount(new EarlierRowLookup(null, null), null);
        count.finished(new RunFigures(ledger, run).states());
        return new RunPlan(
                job.name(),
                job.api().identity(),
                manifest.name(),
                RunPlan.FirstAction.NOTHING,
                run.id(),
                run.exitCode(),
                count.rows(),
                Map.of(),
                PlannedSources.NONE,
                List.of(),
                PlannedCost.of(List.of(), spent(ledger, run), job.budget().maxCost()),
                new AccountInfo(false, "there is nothing to ask it", null),
                MinimumTime.of(List.of(), rate(ledger), job.submit().maxInFlight()),
                null,
                List.of(),
                List.of(),
                0,
                List.of(),
                notes);
    }

    private List<PlannedModel> models(EarlierRowLookup lookUps, @Nullable DataSource ledger)
            throws InterruptedException {
        String service = job.api().identity();
        StoredDurations usual = ledger == null ? null : new StoredDurations(ledger, service);
        List<PlannedModel> models = new ArrayList<>();
        for (Map.Entry<String, EarlierRowLookup.ModelDemand> demand : new TreeMap<>(lookUps.demands()).entrySet()) {
            String model = demand.getKey();
            BigDecimal theirs = quotes.priceOf(model);
            BigDecimal own = job.budget().price();
            PlannedModel.PriceSource source = own != null
                    ? PlannedModel.PriceSource.JOB
                    : theirs != null ? PlannedModel.PriceSource.SERVICE : PlannedModel.PriceSource.NONE;
            BigDecimal price = own == null ? theirs : own;
            BigDecimal dearest = dearer(model, price, ledger);
            models.add(new PlannedModel(
                    model,
                    demand.getValue().requests(),
                    demand.getValue().outputs(),
                    dearest == null ? price : dearest,
                    dearest == null ? source : PlannedModel.PriceSource.SEEN,
                    usual == null ? null : usual.of(model)));
        }
        return models;
    }

    private void refuseOtherMedia(Manifest manifest) {
        List<InputProblem> problems = quotes.refusals().stream()
                .map(refusal -> new InputProblem(
                        manifest.name(), 0, null, ErrorCode.UNKNOWN_MODEL, refusal, OutputMedium.remedy(), false))
                .toList();
        if (!problems.isEmpty()) {
            throw new ManifestException(problems);
        }
    }

    private void tellOfDrift() {
        ModelCatalog catalog = ModelCatalog.builtIn().with(job.models());
        for (ModelInfo info : quotes.described()) {
            catalog.find(info.model())
                    .flatMap(model -> SchemaDrift.of(model, info.inputSchema()))
                    .ifPresent(drift -> drift.fields()
                            .forEach(field -> note("the service describes " + info.model() + " otherwise: " + field)));
        }
    }

    /** Returns what an output was seen to cost, and tells of it, if that exceeds the price; else null. */
    private @Nullable BigDecimal dearer(String model, @Nullable BigDecimal price, @Nullable DataSource ledger) {
        BigDecimal dearest = ledger == null || price == null
                ? null
                : DearestCosts.stored(JdbcClient.create(ledger), job.api().identity(), model);
        if (price == null || dearest == null || dearest.compareTo(price) <= 0) {
            return null;
        }
        note(DearestCosts.dearerMessage(model, dearest, price));
        return dearest;
    }

    private static BigDecimal spent(@Nullable DataSource ledger, @Nullable RunRecord run) {
        if (ledger == null || run == null) {
            return BigDecimal.ZERO;
        }
        return new RunFigures(ledger, run).accounts().counted();
    }

    /** Returns the rate the service was found to accept, if that is less than the job's. */
    private double rate(@Nullable DataSource ledger) {
        double configured = job.submit().rate().perSecond();
        if (ledger == null) {
            return configured;
        }
        return new StoredRateTable(ledger)
                .of(job.api().identity())
                .map(StoredRate::perSecond)
                .map(known -> Math.min(configured, known.doubleValue()))
                .orElse(configured);
    }

    private @Nullable PlannedDeadline deadline(List<PlannedModel> models, MinimumTime time) {
        if (models.isEmpty()) {
            return null;
        }
        Instant now = clock.instant();
        ZoneId zone = ZoneId.systemDefault();
        ZoneId told = job.window() == null ? zone : job.window().zoneOr(zone);
        return SubmitEnd.of(job, now, zone)
                .map(end -> PlannedDeadline.of(end.atZone(told), now, requests(models), time))
                .orElse(null);
    }

    private List<WarningGroup> distantDeadline() {
        return SubmitEnd.warning(job, clock.instant(), ZoneId.systemDefault()).stream()
                .map(warning -> new WarningGroup(warning, 1))
                .toList();
    }

    private void tellOfPeriod(
            BudgetPeriod period, @Nullable BigDecimal most, @Nullable DataSource ledger, PlannedCost cost) {
        if (most == null) {
            return;
        }
        Instant start = period.startOf(clock.instant(), ZoneId.systemDefault()).toInstant();
        BigDecimal spent = ledger == null
                ? BigDecimal.ZERO
                : StoredSpending.countedSince(
                        JdbcClient.create(ledger), job.api().identity(), start);
        BigDecimal left = most.subtract(spent).max(BigDecimal.ZERO);
        BigDecimal estimated = cost.estimatedUsd();
        boolean stops = estimated != null && estimated.compareTo(left) > 0;
        note(period.key() + " of " + MoneyText.usd(most) + " leaves " + MoneyText.usd(left) + " now"
                + (stops ? ": a run would stop before the end, with 4" : ""));
    }

    private void tellOfWindow(@Nullable WindowRule window) {
        Instant now = clock.instant();
        ZoneId zone = ZoneId.systemDefault();
        if (window != null && window.endOfOpen(now, zone).isEmpty()) {
            String opens =
                    window.opensAfter(now, zone).atZone(window.zoneOr(zone)).format(MOMENT);
            note("the window " + window + " is not open: a run now buys nothing and ends with 4; it opens at " + opens);
        }
    }

    private static long requests(List<PlannedModel> models) {
        return models.stream().mapToLong(PlannedModel::requests).sum();
    }

    private void tell(
            List<PlannedModel> models, PlannedCost cost, @Nullable PlannedDeadline deadline, PlannedRows rows) {
        if (models.isEmpty()) {
            return;
        }
        if (job.budget().price() == null) {
            quotes.unpriced().values().forEach(this::note);
        }
        if (!job.budget().limits().isEmpty() && cost.estimatedUsd() == null) {
            note(String.join(" and ", job.budget().limits())
                    + " cannot be kept without a price: a run would end with 2. Set budget.price to what an output costs at"
                    + " most");
        }
        if (!job.api().loopback() && job.confirmOver() >= 0 && rows.toBuy() > job.confirmOver()) {
            note("a run asks before it buys more than " + job.confirmOver() + "; without a terminal it needs --yes");
        }
        if (deadline != null && deadline.requestsBefore() < requests(models)) {
            note(
                    job.window() == null
                            ? "the deadline comes before the end"
                            : "the window ends, or the deadline comes, before the end");
        }
        tellOfWindow(job.window());
    }
}
