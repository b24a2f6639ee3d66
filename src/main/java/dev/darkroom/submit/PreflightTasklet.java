package dev.darkroom.submit;

import dev.darkroom.api.ImageService;
import dev.darkroom.api.ModelInfo;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.PendingModel;
import dev.darkroom.ledger.rows.RowState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
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

    private final RunLedger ledger;
    private final ImageService service;
    private final CostEstimates estimates;
    private final @Nullable BigDecimal ownPrice;
    private final @Nullable BigDecimal maxCost;
    private final long confirmOver;
    private final PurchaseConfirmation confirmation;
    private final ServiceProbe serviceProbe;
    private final PreflightProbe folderProbe;
    private final PreflightProbe roadProbe;

    /**
     * @param ownPrice the job's own price per output in USD, null for the service's
     * @param maxCost what the run may cost in USD, null for no limit
     * @param confirmOver how many purchases need the user's confirmation; negative for none
     * @param serviceProbe waits for a service that is away
     * @param folderProbe refuses a folder in which pictures cannot be kept
     * @param roadProbe stops the run where pictures cannot be fetched
     */
    PreflightTasklet(
            RunLedger ledger,
            ImageService service,
            CostEstimates estimates,
            @Nullable BigDecimal ownPrice,
            @Nullable BigDecimal maxCost,
            long confirmOver,
            PurchaseConfirmation confirmation,
            ServiceProbe serviceProbe,
            PreflightProbe folderProbe,
            PreflightProbe roadProbe) {
        this.ledger = ledger;
        this.service = service;
        this.estimates = estimates;
        this.ownPrice = ownPrice;
        this.maxCost = maxCost;
        this.confirmOver = confirmOver;
        this.confirmation = confirmation;
        this.serviceProbe = serviceProbe;
        this.folderProbe = folderProbe;
        this.roadProbe = roadProbe;
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
        List<PendingModel> pending = ledger.modelsToSubmit();
        long purchases = pending.stream().mapToLong(PendingModel::rows).sum();
        for (PendingModel model : ledger.refetchedModels()) {
            learnPrice(model.model());
        }
        if (purchases == 0) {
            return;
        }
        long rejected = ledger.count(RowState.REJECTED);
        if (rejected > 0 && !confirmation.acceptRejected(rejected)) {
            throw new PreflightException((rejected == 1 ? "1 row is" : rejected + " rows are")
                    + " invalid, and --strict buys nothing then: mend what validate lists, or leave --strict out");
        }
        serviceProbe.stopIfOverdue();
        if (ledger.signals().submitsStopped()) {
            return;
        }
        BigDecimal total = price(pending);
        if (ledger.signals().submitsStopped()) {
            return;
        }
        roadProbe.check();
        if (ledger.signals().submitsStopped()) {
            return;
        }
        log.info("to buy: {} requests, estimated at {} USD", purchases, total == null ? "unknown" : total);
        compareWithBalance(total);
        if (confirmOver >= 0 && purchases > confirmOver && !confirmation.confirm(purchases, total)) {
            throw new PreflightException("not confirmed; nothing was bought");
        }
    }

    private @Nullable BigDecimal price(List<PendingModel> pending) throws InterruptedException {
        BigDecimal total = BigDecimal.ZERO;
        for (PendingModel model : pending) {
            BigDecimal price = priceOf(model.model());
            if (ledger.signals().submitsStopped()) {
                return null;
            }
            if (price == null) {
                refuseUnknownPrice(model.model());
                total = null;
                continue;
            }
            estimates.price(model.model(), price);
            total = total == null ? null : total.add(price.multiply(BigDecimal.valueOf(model.outputs())));
        }
        return total;
    }

    /**
     * Learns the price of a model whose rows are to be downloaded again: where the service has lost them, they are
     * submitted without another confirmation.
     */
    private void learnPrice(String model) throws InterruptedException {
        BigDecimal price = priceOf(model);
        if (price != null) {
            estimates.price(model, price);
        }
    }

    private void refuseUnknownPrice(String model) {
        log.warn("no price is known for {}", model);
        if (maxCost != null) {
            throw new PreflightException("budget.max-cost cannot be kept: no price is known for " + model
                    + ". Set budget.price, or leave max-cost out");
        }
    }

    private @Nullable BigDecimal priceOf(String model) throws InterruptedException {
        BigDecimal theirs = serviceProbe.of(model).map(ModelInfo::price).orElse(null);
        return ownPrice != null ? ownPrice : theirs;
    }

    private void compareWithBalance(@Nullable BigDecimal total) throws InterruptedException {
        Optional<BigDecimal> balance = service.balance();
        if (balance.isEmpty()) {
            log.warn("the account's balance is unknown");
        } else if (total != null && balance.get().compareTo(total) < 0) {
            log.warn(
                    "the balance of {} USD is below the estimate of {} USD",
                    balance.get().toPlainString(),
                    total.toPlainString());
        }
    }
}
