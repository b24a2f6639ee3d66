package dev.darkroom.sources;

import dev.darkroom.checks.SourceChecks;
import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.jobfile.ChecksRules;
import dev.darkroom.ledger.BoughtRows;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.SeenSources;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.picture.PictureDecoder;
import dev.darkroom.sources.SourceLooks;
import dev.darkroom.sources.SourcesTasklet;
import dev.darkroom.step.RunContext;
import dev.darkroom.step.StreamingStep;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Wires the step that looks at rows' source pictures. */
@Configuration(proxyBeanMethods = false)
public class SourcesConfiguration {

    @Bean
    SeenSources seenSources(DataSource dataSource) {
        return new SeenSources(dataSource);
    }

    @Bean
    SourceLooks sourceLooks(
            RunContext context,
            DataSource dataSource,
            JsonMapper json,
            SeenSources seen,
            RunLedger ledger,
            AddressPolicy sourcePolicy,
            PictureDecoder decoder,
            InstantSource wall,
            MonotonicClock clock) {
        ChecksRules checks = context.job().checks();
        return new SourceLooks(
                new BoughtRows(dataSource, json, context.run()),
                seen,
                ledger,
                sourcePolicy,
                decoder,
                new SourceChecks(context.catalog(), checks.limits()),
                checks.fail(),
                wall,
                clock);
    }

    @Bean
    Step sources(
            JobRepository repository,
            RunContext context,
            RunLedger ledger,
            SourceLooks looks,
            SourcesTasklet.Results results) {
        return StreamingStep.of(
                "sources",
                repository,
                new SourcesTasklet(context.job().report().sources(), ledger.signals(), looks, results));
    }
}
