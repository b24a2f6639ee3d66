package dev.darkroom.sources;

import dev.darkroom.checks.SourceChecks;
import dev.darkroom.checks.program.ProgramCheck;
import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.jobfile.rules.ChecksRules;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.history.GroupedRows;
import dev.darkroom.ledger.history.ObservedSources;
import dev.darkroom.ledger.history.PurchasedRows;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.picture.PictureDecoder;
import dev.darkroom.step.RunContext;
import dev.darkroom.step.StreamingStep;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Wires the step that checks rows' source pictures. */
@Configuration(proxyBeanMethods = false)
public class SourcesConfiguration {

    @Bean
    ObservedSources seenSources(DataSource dataSource) {
        return new ObservedSources(dataSource);
    }

    @Bean
    SourceInspection sourceInspection(
            RunContext context,
            DataSource dataSource,
            JsonMapper json,
            ObservedSources seen,
            RunLedger ledger,
            AddressPolicy sourcePolicy,
            PictureDecoder decoder,
            InstantSource wall,
            MonotonicClock clock) {
        ChecksRules checks = context.job().checks();
        return new SourceInspection(
                new PurchasedRows(dataSource, json, context.run()),
                seen,
                ledger,
                sourcePolicy,
                context.job().localPictures(),
                decoder,
                new SourceChecks(context.catalog(), checks.limits()),
                new ProgramCheck(checks.program(), Runtime.getRuntime().availableProcessors()),
                checks.fail(),
                wall,
                clock);
    }

    @Bean
    Step sources(
            JobRepository repository,
            RunContext context,
            RunLedger ledger,
            SourceInspection inspection,
            DataSource dataSource,
            JsonMapper json,
            PictureDecoder decoder,
            SourcesTasklet.RunResultsReader results) {
        return StreamingStep.of(
                "sources",
                repository,
                new SourcesTasklet(
                        context.job().report().sources(),
                        ledger.signals(),
                        inspection,
                        groups(context, dataSource, json, ledger, decoder),
                        results));
    }

    private static @Nullable GroupInspection groups(
            RunContext context, DataSource dataSource, JsonMapper json, RunLedger ledger, PictureDecoder decoder) {
        return context.job()
                .checks()
                .group()
                .map(column -> new GroupInspection(
                        new GroupedRows(dataSource, json, context.run(), column),
                        ledger,
                        decoder,
                        Runtime.getRuntime().availableProcessors()))
                .orElse(null);
    }
}
