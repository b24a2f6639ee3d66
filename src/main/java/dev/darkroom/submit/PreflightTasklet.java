package dev.darkroom.submit;

import dev.darkroom.api.ImageService;
import dev.darkroom.api.ModelInfo;
import dev.darkroom.io.CountText;
import dev.darkroom.io.MoneyText;
import dev.darkroom.jobfile.rules.BudgetRules;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.figures.PurchaseDemand;
import dev.darkroom.ledger.rows.PendingModel;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.spending.AccountBalances;
import dev.darkroom.models.OutputMedium;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * The step before the first purchase: output folder, token, models, prices, the way of downloads, balance, budget, and the
 * user's confirmation. A refusal is
 * an outcome of it and no failure: it lets nothing be submitted, and the steps behind it collect what an earlier start
 * submitted.
 */
final class PreflightTasklet implements Tasklet {

    private static final Logger log = LoggerFactory.getLogger(PreflightTasklet.class);

    /** The states of rows of which no purchase was made, or none in this run. */
    private static final RowState[] UNBOUGHT = {RowState.PENDING, RowState.REJECTED, RowState.REUSED, RowState.FOLLOWER
    };

    private final RunLedger ledger;
    private final DemandForecast forecast;
    private final ImageService service;
    private final CostEstimates estimates;
    private final BudgetRules budget;
    private final long confirmOver;
    private final PurchaseConfirmation confirmation;
    private final ServiceProbe serviceProbe;
    private final PreflightProbe folderProbe;
    private final PreflightProbe pauseProbe;
    private final PreflightProbe roadProbe;
    private final Consumer<ModelInfo> driftProbe;
    private final AccountBalances balances;

    /**
     * @param budget the job's own price, which goes before the service's, and its limits
     * @param confirmOver how many purchases need the user's confirmation; negative for none
     * @param serviceProbe waits for a service that is away
     * @param folderProbe refuses a folder in which pictures cannot be kept
     * @param pauseProbe waits while the service is not to be asked, or stops the run
     * @param roadProbe stops the run where pictures cannot be fetched
     * @param driftProbe refuses what the service would not take any more
     * @param balances keeps what the account holds before the first purchase
     */
    PreflightTasklet(
            RunLedger ledger,
            ImageService service,
            CostEstimates estimates,
            BudgetRules budget,
            long confirmOver,
            PurchaseConfirmation confirmation,
            ServiceProbe serviceProbe,
            PreflightProbe folderProbe,
            PreflightProbe pauseProbe,
            PreflightProbe roadProbe,
            Consumer<ModelInfo> driftProbe,
            AccountBalances balances) {
        this.ledger = ledger;
        this.forecast = new DemandForecast(ledger, confirmOver, confirmation);
        this.service = service;
        this.estimates = estimates;
        this.budget = budget;
        this.confirmOver = confirmOver;
        this.confirmation = confirmation;
        this.serviceProbe = serviceProbe;
        this.folderProbe = folderProbe;
        this.pauseProbe = pauseProbe;
        this.roadProbe = roadProbe;
        this.driftProbe = driftProbe;
        this.balances = balances;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws InterruptedException {
        try {
            check();
        } catch (PreflightException refusal) {
            ledger.signals().refuse(String.valueOf(refusal.getMessage()));
        }
        return RepeatStatus.FINISHED;
    }

    private void check() throws InterruptedException {
        folderProbe.check();
        if (ledger.signals().stopImmediately()) {
            return;
        }
        PurchaseDemand demand = forecast.first();
        if (budget.price() != null) {
            // Known even to a start that asks for nothing, since a stop keeps it from buying.
            Stream.concat(demand.sure().stream(), demand.possible().stream())
                    .forEach(model -> estimates.price(model.model(), budget.price()));
        }
        for (PendingModel model : ledger.work().redownloadedModels()) {
            learnPrice(model.model());
        }
        if (demand.rows() == 0) {
            return;
        }
        long rejected = ledger.count(RowState.REJECTED);
        if (rejected > 0 && !confirmation.acceptRejected(rejected)) {
            throw new PreflightException(CountText.of(rejected, "row is", "rows are")
                    + " invalid, and --strict buys nothing then: mend what validate lists, or leave --strict out");
        }
        serviceProbe.stopIfOverdue();
        if (ledger.signals().submitsStopped()) {
            return;
        }
        pauseProbe.check();
        if (ledger.signals().submitsStopped()) {
            return;
        }
        BigDecimal total = price(demand.sure());
        if (ledger.signals().submitsStopped()) {
            return;
        }
        if (!mayAllBeBought(demand.possible())) {
            demand = forecast.last();
            total = ledger.signals().submitsStopped() ? null : price(demand.sure());
        }
        if (ledger.signals().submitsStopped()) {
            return;
        }
        roadProbe.check();
        if (ledger.signals().submitsStopped()) {
            return;
        }
        log.info(
                "to buy: {} requests, estimated at {}{}",
                demand.rows(),
                total == null ? "unknown" : MoneyText.usd(total),
                demand.possibleRows() == 0
                        ? ""
                        : "; at most " + demand.possibleRows() + " more, if their earlier pictures do not serve");
        compareWithBalance(total);
        long most = demand.rows() + demand.possibleRows();
        if (confirmOver >= 0 && most > confirmOver && !confirmation.confirm(most, total)) {
            throw new PreflightException("not confirmed; nothing was bought");
        }
    }

    /** Returns whether none of these models would be refused; their prices are known then, as far as they have to be. */
    private boolean mayAllBeBought(List<PendingModel> models) throws InterruptedException {
        for (PendingModel model : models) {
            try {
                String unknown = learnPrice(model.model());
                if (unknown != null && !budget.limits().isEmpty()) {
                    return false;
                }
            } catch (PreflightException refusal) {
                log.debug("held back: {}", refusal.getMessage());
                return false;
            }
            if (ledger.signals().submitsStopped()) {
                return true;
            }
        }
        return true;
    }

    private @Nullable BigDecimal price(List<PendingModel> pending) throws InterruptedException {
        BigDecimal total = BigDecimal.ZERO;
        for (PendingModel model : pending) {
            String unknown = learnPrice(model.model());
            if (ledger.signals().submitsStopped()) {
                return null;
            }
            if (unknown != null) {
                refuseUnknown(unknown);
            }
            BigDecimal price = estimates.priceOf(model.model());
            total = total == null || price == null
                    ? null
                    : total.add(price.multiply(BigDecimal.valueOf(model.outputs())));
        }
        return total;
    }

    /** Learns the price of a model; returns why it is unknown, or null if it is not. */
    private @Nullable String learnPrice(String model) throws InterruptedException {
        Optional<ModelInfo> info = serviceProbe.of(model);
        info.ifPresent(PreflightTasklet::refuseOtherMedium);
        info.ifPresent(driftProbe);
        BigDecimal theirs = info.map(ModelInfo::pricePerOutput).orElse(null);
        BigDecimal price = budget.price() != null ? budget.price() : theirs;
        if (price == null) {
            return info.map(ModelInfo::unpricedMessage).orElse("no price is known for " + model);
        }
        estimates.price(model, price);
        ledger.accounts().readDearestCost(model);
        return null;
    }

    private static void refuseOtherMedium(ModelInfo info) {
        OutputMedium medium = OutputMedium.of(info.model(), info.kind(), info.categories(), info.inputSchema());
        if (medium != OutputMedium.PICTURE) {
            throw new PreflightException(
                    medium.refusal(info.model()) + ": nothing is bought. " + OutputMedium.remedy());
        }
    }

    private void refuseUnknown(String why) {
        log.warn(why);
        List<String> limits = budget.limits();
        if (!limits.isEmpty()) {
            throw new PreflightException(String.join(" and ", limits) + " cannot be kept: " + why
                    + ". Set budget.price to what an output costs at most, or leave "
                    + (limits.size() == 1 ? limits.get(0) : "them") + " out");
        }
    }

    private void compareWithBalance(@Nullable BigDecimal total) throws InterruptedException {
        Optional<BigDecimal> balance = service.balance();
        balance.ifPresent(usd -> balances.before(usd, ledger.count(RowState.values()) == ledger.count(UNBOUGHT)));
        if (balance.isEmpty()) {
            log.warn("the account's balance is unknown");
        } else if (total != null && balance.get().compareTo(total) < 0) {
            log.warn(
                    "the balance of {} is below the estimate of {}",
                    MoneyText.usd(balance.get()),
                    MoneyText.usd(total));
        }
    }
}
