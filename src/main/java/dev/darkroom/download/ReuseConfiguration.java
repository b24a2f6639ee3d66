package dev.darkroom.download;

import dev.darkroom.ledger.EarlierRows;
import dev.darkroom.ledger.EqualRows;
import dev.darkroom.ledger.Rejections;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.TakeOvers;
import dev.darkroom.ledger.UnboughtRows;
import dev.darkroom.step.RunContext;
import dev.darkroom.step.StreamingStep;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Wires the steps that take what was bought before: by an earlier run, and by another row of this one. */
@Configuration(proxyBeanMethods = false)
public class ReuseConfiguration {

    @Bean
    UnboughtRows unboughtRows(RunContext context, DataSource dataSource, JsonMapper json, InstantSource clock) {
        return new UnboughtRows(dataSource, json, clock, context.run());
    }

    @Bean
    EarlierRows earlierRows(RunContext context, DataSource dataSource) {
        return new EarlierRows(dataSource, context.run().service(), context.run());
    }

    @Bean
    Rejections rejections(RunContext context, DataSource dataSource, EarlierRows earlier) {
        return new Rejections(dataSource, context.run().service(), earlier);
    }

    @Bean
    TakeOvers takeOvers(EarlierRows earlier, Rejections rejections) {
        return new TakeOvers(earlier, rejections);
    }

    @Bean
    Step reuse(
            JobRepository repository,
            RunContext context,
            UnboughtRows unbought,
            EarlierRows earlier,
            Rejections rejections,
            TakeOvers takeOvers,
            SourceChange sources,
            EqualRows equalRows,
            RunLedger ledger,
            Placement placement,
            Refetching refetching) {
        ReuseTasklet reused = new ReuseTasklet(
                unbought,
                ledger,
                new Reuse(earlier, rejections, sources),
                takeOvers,
                placement,
                context.job().reuse() && !context.scope().cancels());
        ShareTasklet followers = ShareTasklet.followers(equalRows, ledger, placement, refetching, true);
        return StreamingStep.beforeBuying("reuse", repository, ledger.signals(), (contribution, chunk) -> {
            reused.execute(contribution, chunk);
            return followers.execute(contribution, chunk);
        });
    }

    @Bean
    Step share(
            JobRepository repository,
            EqualRows equalRows,
            RunLedger ledger,
            Placement placement,
            Refetching refetching) {
        return StreamingStep.of(
                "share", repository, ShareTasklet.followers(equalRows, ledger, placement, refetching, false));
    }
}
