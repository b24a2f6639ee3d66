package dev.darkroom.lending;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.database.LedgerEngine;
import dev.darkroom.ledger.lease.RunOffer;
import dev.darkroom.ledger.shared.LedgerFence;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.runs.ProgramVersion;
import dev.darkroom.step.LeasedPart;
import dev.darkroom.step.RunContext;
import dev.darkroom.step.StreamingStep;
import dev.darkroom.step.WorkShare;
import dev.darkroom.submit.CostEstimates;
import javax.sql.DataSource;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Wires what this process does of a run, and the step that lends the rest to others. */
@Configuration(proxyBeanMethods = false)
public class LendingConfiguration {

    /** Says which part of the run is this process's: all of it where nobody else could take part. */
    @Bean
    WorkShare workShare(
            RunContext context,
            ObjectProvider<LeasedPart> leased,
            DataSource dataSource,
            JsonMapper json,
            RunLedger ledger,
            ObjectProvider<CostEstimates> estimates,
            ObjectProvider<WorkerEventListener> listener) {
        LeasedPart part = leased.getIfAvailable();
        if (part != null) {
            return part.share();
        }
        int max = context.job().submit().maxInFlight();
        if (!lends(context)) {
            return WorkShare.whole(max);
        }
        return new RunLending(
                dataSource,
                json,
                ledger,
                max,
                model -> estimates.getObject().priceOf(model),
                () -> context.job().submit().rate().perSecond(),
                listener.getIfAvailable(() -> WorkerEventListener.NONE));
    }

    /**
     * Returns whether workers can take part in what this process does of the run: the built-in simulator is in this one, and
     * pictures on this disk are not on another host's.
     */
    public static boolean lends(RunContext context) {
        return context.workspace().isShared()
                && context.job().api().base() != null
                && !context.job().sources().isLocal()
                && !context.scope().cancels()
                && context.scope().refusal() == null;
    }

    @Bean
    Step lend(
            JobRepository repository,
            RunContext context,
            DataSource dataSource,
            JsonMapper json,
            RunLedger ledger,
            WorkShare workShare,
            MonotonicClock clock,
            Sleeper sleeper) {
        Tasklet lends = (contribution, chunk) -> RepeatStatus.FINISHED;
        if (workShare instanceof RunLending lending) {
            RunOffer offer = new RunOffer(
                    context.run().number(),
                    LedgerFence.of(dataSource, LedgerEngine.of(dataSource)).holder(),
                    ProgramVersion.current(),
                    context.startedAt(),
                    json.writeValueAsString(jobOfWorkers(context)));
            lends = new LendingTasklet(lending, offer, clock, sleeper);
        }
        return StreamingStep.whileBuying("lend", repository, ledger.signals(), lends);
    }

    /** A worker reads no manifest: which rows the run is about is told by their being there. */
    private static ObjectNode jobOfWorkers(RunContext context) {
        ObjectNode job = context.job().effective().deepCopy();
        job.remove("rows");
        return job;
    }
}
