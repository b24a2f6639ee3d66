package dev.darkroom.reuse;

import dev.darkroom.download.ImageStore;
import dev.darkroom.download.Redownload;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.earlier.AdoptedPurchases;
import dev.darkroom.ledger.earlier.DuplicateFinder;
import dev.darkroom.ledger.earlier.EarlierRowFinder;
import dev.darkroom.ledger.earlier.ReviewRejections;
import dev.darkroom.ledger.earlier.UnpurchasedRows;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.step.CurrentPhase;
import dev.darkroom.step.RunContext;
import dev.darkroom.step.StreamingStep;
import dev.darkroom.step.WorkerThreads;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Wires the steps that take earlier pictures and purchases: of an earlier run, and of another row of this one. */
@Configuration(proxyBeanMethods = false)
public class ReuseConfiguration {

    @Bean
    UnpurchasedRows unpurchasedRows(RunContext context, DataSource dataSource, JsonMapper json, InstantSource clock) {
        return new UnpurchasedRows(dataSource, json, clock, context.run());
    }

    @Bean
    EarlierRowFinder earlierRows(RunContext context, DataSource dataSource) {
        return new EarlierRowFinder(dataSource, context.run().service(), context.run());
    }

    @Bean
    ReviewRejections rejections(RunContext context, DataSource dataSource, EarlierRowFinder earlierRows) {
        return new ReviewRejections(dataSource, context.run().service(), earlierRows);
    }

    @Bean
    QueryTwins queryTwins(RunContext context, EarlierRowFinder earlierRows, JsonMapper json) {
        return new QueryTwins(
                earlierRows, context.catalog(), context.job().rowInput().ignoredQuery(), json);
    }

    @Bean
    DoubtfulPurchases doubtfulPurchases(RunContext context, EarlierRowFinder earlierRows, JsonMapper json) {
        return new DoubtfulPurchases(
                earlierRows, context.catalog(), context.job().rowInput().ignoredQuery(), json);
    }

    @Bean
    AdoptionSelector adoption(
            EarlierRowFinder earlierRows, ReviewRejections rejections, QueryTwins twins, DoubtfulPurchases doubts) {
        return new AdoptionSelector(new AdoptedPurchases(earlierRows, rejections), twins, doubts);
    }

    @Bean
    PurchaseAdoption purchaseAdoption(RunContext context, AdoptionSelector adoption, RunLedger ledger) {
        return new PurchaseAdoption(adoption, ledger, !context.scope().states().contains(RowState.UNKNOWN));
    }

    /** Followers of what earlier processes purchased or reused come first: some may have to be submitted after all. */
    @Bean
    Step lookUp(
            JobRepository repository,
            RunContext context,
            UnpurchasedRows unpurchased,
            EarlierRowFinder earlierRows,
            ReviewRejections rejections,
            QueryTwins twins,
            PurchaseAdoption adoption,
            DuplicateFinder duplicates,
            RunLedger ledger,
            ImageStore imageStore,
            CurrentPhase phase,
            Redownload redownload) {
        ShareTasklet followers = ShareTasklet.followers(duplicates, ledger, imageStore, redownload, true);
        boolean cancels = context.scope().cancels();
        LookUpTasklet lookUp = new LookUpTasklet(
                unpurchased,
                context.job().reuse() ? ReuseSelector.byRecord(earlierRows, rejections, twins) : null,
                adoption,
                ledger,
                phase,
                earlierRows.any());
        return StreamingStep.beforeBuying("look-up", repository, ledger.signals(), (contribution, chunk) -> {
            if (unpurchased.takeBackUnshared() > 0) {
                ledger.recountRows();
            }
            RepeatStatus shared = followers.execute(contribution, chunk);
            return cancels ? shared : lookUp.execute(contribution, chunk);
        });
    }

    @Bean
    Step reuse(
            JobRepository repository,
            UnpurchasedRows unpurchased,
            EarlierRowFinder earlierRows,
            ReviewRejections rejections,
            AdoptionSelector selector,
            PurchaseAdoption adoption,
            QueryTwins twins,
            SourceChangeCheck sources,
            RunLedger ledger,
            ImageStore imageStore,
            CurrentPhase phase,
            WorkerThreads workers) {
        ReuseTasklet reused = new ReuseTasklet(
                unpurchased,
                ledger,
                new ReuseSelector(earlierRows, rejections, sources, twins, imageStore.proved(), imageStore.buckets()),
                imageStore,
                selector,
                adoption,
                phase,
                workers.openPool("reuse-", ReuseTasklet.MAX_PAGES));
        return StreamingStep.besideBuying(
                "reuse", repository, ledger.signals(), reused, ledger.work().held()::end);
    }

    @Bean
    Step share(
            JobRepository repository,
            DuplicateFinder duplicates,
            RunLedger ledger,
            ImageStore imageStore,
            Redownload redownload) {
        return StreamingStep.of(
                "share", repository, ShareTasklet.followers(duplicates, ledger, imageStore, redownload, false));
    }
}
