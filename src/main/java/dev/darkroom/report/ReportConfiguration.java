package dev.darkroom.report;

import dev.darkroom.bucket.Buckets;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.signals.RunSignals.StopSignal;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.results.RunFacts;
import dev.darkroom.step.RunContext;
import dev.darkroom.step.StreamingStep;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Wires the step that writes the page for people, after the results are safe. */
@Configuration(proxyBeanMethods = false)
public class ReportConfiguration {

    /** After a signal there is no time for it, on a full disk no room. */
    private static final Set<StopReason> WITHOUT_PAGE = EnumSet.of(StopReason.SIGNAL, StopReason.DISK_FULL);

    @Bean
    PageWriter pageWriting(RunContext context, DataSource dataSource, JsonMapper json) {
        return new PageWriter(context.run(), context.job(), context.manifest()::open, dataSource, json);
    }

    @Bean
    Step report(
            JobRepository repository,
            RunContext run,
            RunLedger ledger,
            PageWriter page,
            Buckets buckets,
            Supplier<RunFacts> facts) {
        return StreamingStep.of("report", repository, (contribution, context) -> {
            StopSignal stopped = ledger.signals().stopped();
            if (hasPage(stopped)) {
                boolean isAway = stopped != null && stopped.reason() == StopReason.BUCKET;
                page.write(
                        facts.get(),
                        isAway ? Optional.empty() : buckets.folder(run.run().output()));
            }
            return RepeatStatus.FINISHED;
        });
    }

    private static boolean hasPage(@Nullable StopSignal stopped) {
        return stopped == null || !WITHOUT_PAGE.contains(stopped.reason());
    }
}
