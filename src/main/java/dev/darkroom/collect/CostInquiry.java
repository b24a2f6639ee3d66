package dev.darkroom.collect;

import dev.darkroom.api.ImageService;
import dev.darkroom.api.JobResponse;
import dev.darkroom.io.CountText;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.CostReported;
import dev.darkroom.ledger.rows.UncostedRow;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.pace.Sleeper;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * The step that asks once more for the cost of requests that brought outputs without one: a service may know it only
 * later. The calls cost nothing, and nothing that happens in it fails the run: a cost that stays untold is the price.
 */
final class CostInquiry implements Tasklet {

    static final int MAX_IN_FLIGHT = 8;

    /** A service that names no cost for so many rows one after the other names none at all. */
    static final int PAGE = 100;

    private static final Logger log = LoggerFactory.getLogger(CostInquiry.class);
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final RunLedger ledger;
    private final RunSignals signals;
    private final ImageService service;
    private final CallRateLimiter rateLimiter;
    private final ExecutorService workers;
    private final MonotonicClock clock;
    private final Sleeper sleeper;

    CostInquiry(
            RunLedger ledger,
            ImageService service,
            CallRateLimiter rateLimiter,
            ExecutorService workers,
            MonotonicClock clock,
            Sleeper sleeper) {
        this.ledger = ledger;
        this.signals = ledger.signals();
        this.service = service;
        this.rateLimiter = rateLimiter;
        this.workers = workers;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        try {
            int learned = askAll();
            if (learned > 0) {
                log.info("the service has named the cost of {} more", CountText.of(learned, "row"));
                ledger.recount();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException e) {
            log.warn("asking for the costs that are not known broke off: {}", e.getMessage());
        }
        return RepeatStatus.FINISHED;
    }

    private int askAll() throws InterruptedException, ExecutionException {
        int learned = 0;
        int after = 0;
        while (!signals.stopImmediately()) {
            List<UncostedRow> page = ledger.work().uncosted(after, PAGE);
            int answered = page.isEmpty() ? 0 : ask(page);
            learned += answered;
            if (answered == 0 || page.size() < PAGE) {
                break;
            }
            after = page.get(page.size() - 1).key().row();
        }
        return learned;
    }

    /** Returns how many costs were named. */
    private int ask(List<UncostedRow> page) throws InterruptedException, ExecutionException {
        List<Callable<Boolean>> calls =
                page.stream().<Callable<Boolean>>map(row -> () -> ask(row)).toList();
        int named = 0;
        for (Future<Boolean> call : workers.invokeAll(calls)) {
            named += call.get() ? 1 : 0;
        }
        return named;
    }

    private boolean ask(UncostedRow row) throws InterruptedException {
        MonotonicTime slot = rateLimiter.take();
        Duration wait = clock.now().until(slot);
        if (signals.stopImmediately() || wait.compareTo(MAX_WAIT) > 0) {
            return false;
        }
        sleeper.sleep(wait.isNegative() ? Duration.ZERO : wait);
        BigDecimal cost = cost(row);
        return cost != null && ledger.apply(new CostReported(row.key(), row.attempt(), row.state(), cost));
    }

    private @Nullable BigDecimal cost(UncostedRow row) throws InterruptedException {
        MonotonicTime sent = clock.now();
        try {
            JobResponse response = service.result(row.requestId());
            if (response instanceof JobResponse.PollThrottled no) {
                rateLimiter.throttled(sent, no.retryAfter());
            }
            return response instanceof JobResponse.RequestSucceeded done ? done.cost() : null;
        } catch (RuntimeException e) {
            log.info("asking for the cost of row {} failed", row.id(), e);
            return null;
        }
    }
}
