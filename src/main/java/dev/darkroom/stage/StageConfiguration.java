package dev.darkroom.stage;

import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.jobfile.rules.LookRules;
import dev.darkroom.ledger.RowHashes;
import dev.darkroom.ledger.RowStaging;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.StagedModels;
import dev.darkroom.ledger.earlier.DuplicateFinder;
import dev.darkroom.ledger.figures.RowOrder;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.manifest.choice.PriorityReader;
import dev.darkroom.manifest.choice.PriorityRule;
import dev.darkroom.manifest.choice.RowChoice;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.manifest.preparation.WarningGroups;
import dev.darkroom.models.SourceCheck;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.runs.RowFinder;
import dev.darkroom.runs.RunFolder;
import dev.darkroom.sourcelook.LookPass;
import dev.darkroom.sourcelook.RunSources;
import dev.darkroom.step.CurrentPhase;
import dev.darkroom.step.HardestNames;
import dev.darkroom.step.RunContext;
import dev.darkroom.step.StreamingStep;
import dev.darkroom.step.WorkerThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** Wires the first steps: rows enter the ledger, and what is known of them is told. */
@Configuration(proxyBeanMethods = false)
public class StageConfiguration {

    /** Rows that take more than about a megabyte would be written twice: before their commit, and by it. */
    private static final int CHUNK = 1_000;

    private static final int MAX_SLICES = 8;

    @Bean
    Step stage(
            RunContext context,
            JobRepository repository,
            PlatformTransactionManager transactions,
            DataSource dataSource,
            InstantSource clock,
            FileNames names,
            RowHashes hashes,
            StagedModels models,
            HardestNames hardestNames,
            WorkerThreads workers,
            CurrentPhase phase,
            RunLedger ledger,
            AddressPolicy sourcePolicy,
            JsonMapper json,
            MonotonicClock monotonic) {
        RowStaging staging = new RowStaging(dataSource, clock, hashes, models);
        int run = context.run().number();
        WarningGroups warnings = new WarningGroups();
        LookRules look = context.job().sourceLook();
        RunSources seen = new RunSources();
        RowPreparer preparer = context.preparer().with(new SourceCheck(seen, look.rules()));
        LookPass pass = new LookPass(
                look,
                sourcePolicy,
                context.job().api().loopback(),
                context.job().localPictures(),
                context.workspace().lookedSources(),
                clock,
                monotonic);
        RunFolder folder =
                new RunFolder(context.workspace(), dataSource, context.run().id(), json);
        int slices = Math.min(MAX_SLICES, Runtime.getRuntime().availableProcessors());
        return new StepBuilder("stage", repository)
                .<StagedRow, StagedRow>chunk(CHUNK)
                .transactionManager(transactions)
                .reader(new StagedRowReader(
                        new ManifestItemReader(context.manifest(), context.rows(), () -> staging.count(run)),
                        preparer,
                        new RowProcessor(preparer, names),
                        hardestNames,
                        () -> new HardestNames(names),
                        warnings,
                        CHUNK,
                        slices,
                        workers.openPool("stage-", slices),
                        phase))
                .writer(new LedgerItemWriter(staging, run))
                .listener(new SourceLookListener(
                        context, pass, seen, folder, () -> staging.count(run), phase, ledger.signals()))
                .listener(new StagingWarnings(context.preparer(), warnings))
                .interruptionPolicy(execution -> {
                    if (ledger.signals().stopImmediately()) {
                        // Without it the step would end its loop and count as complete, with rows missing.
                        execution.setTerminateOnly();
                        throw new JobInterruptedException("asked to stop");
                    }
                })
                .build();
    }

    @Bean
    Step recover(
            JobRepository repository, RunContext context, RunLedger ledger, DataSource dataSource, JsonMapper json) {
        RowChoice choice = context.scope().rows();
        char decimal = context.job().csv().decimal();
        RowFinder search = new RowFinder(dataSource, json, context.run(), context.manifest(), decimal);
        @Nullable Supplier<BitSet> chosen = choice.isAll() ? null : () -> found(search, choice);
        RecoverTasklet recovery = new RecoverTasklet(ledger, context.scope().states(), chosen, context.rows());
        PriorityRule priority = context.job().priority();
        Tasklet recover = priority == null
                ? recovery
                : (contribution, chunk) -> {
                    RepeatStatus status = recovery.execute(contribution, chunk);
                    PriorityReader reader = new PriorityReader(priority, decimal);
                    ledger.work().order(RowOrder.of(reader.read(context.manifest(), context.rows())));
                    return status;
                };
        return StreamingStep.of("recover", repository, recover);
    }

    private static BitSet found(RowFinder search, RowChoice choice) {
        try {
            return search.find(choice);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Bean
    StagedModels stagedModels() {
        return new StagedModels();
    }

    @Bean
    HardestNames hardestNames(FileNames names) {
        return new HardestNames(names);
    }

    @Bean
    RowHashes rowHashes() {
        return new RowHashes();
    }

    @Bean
    DuplicateFinder equalRows(
            RunContext context, DataSource dataSource, JsonMapper json, InstantSource clock, RowHashes hashes) {
        return new DuplicateFinder(dataSource, json, clock, context.run(), hashes);
    }

    @Bean
    Step check(
            JobRepository repository,
            RunContext context,
            DuplicateFinder duplicates,
            RowHashes hashes,
            StagedModels models,
            HardestNames hardestNames,
            CurrentPhase phase,
            RunLedger ledger) {
        return StreamingStep.once(
                "check",
                repository,
                new CheckTasklet(context.database(), duplicates, hashes, models, hardestNames, phase, ledger));
    }
}
