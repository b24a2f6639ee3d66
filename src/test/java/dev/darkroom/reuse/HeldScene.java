package dev.darkroom.reuse;

import dev.darkroom.download.ImageStore;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.step.CurrentPhase;
import java.util.concurrent.Executor;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;

/** The steps that look a run's rows up in the runs before it, on a real ledger. */
final class HeldScene {

    private final LedgerScene scene;
    private final ImageStore imageStore;
    private final CurrentPhase phase = new CurrentPhase();
    private final PurchaseAdoption adoption;

    HeldScene(LedgerScene scene, ImageStore imageStore) {
        this.scene = scene;
        this.imageStore = imageStore;
        this.adoption = new PurchaseAdoption(QueryTwinsTest.adoption(scene), scene.ledger(), true);
    }

    CurrentPhase phase() {
        return phase;
    }

    /** Looks all rows up in the ledger, and holds those that something may serve. */
    void lookUp() throws Exception {
        execute(new LookUpTasklet(
                scene.unbought(),
                ReuseSelector.byRecord(scene.earlier(), scene.rejections(), QueryTwinsTest.none(scene)),
                adoption,
                scene.ledger(),
                phase,
                true));
    }

    /** Finds out what serves the rows that are held. */
    void reuse(SourceChangeCheck sources, Executor workers) throws Exception {
        execute(tasklet(sources, workers));
        scene.ledger().work().held().end();
    }

    Tasklet tasklet(SourceChangeCheck sources, Executor workers) {
        return new ReuseTasklet(
                scene.unbought(),
                scene.ledger(),
                new ReuseSelector(scene.earlier(), scene.rejections(), sources, QueryTwinsTest.none(scene)),
                imageStore,
                QueryTwinsTest.adoption(scene),
                adoption,
                phase,
                workers);
    }

    private static void execute(Tasklet tasklet) throws Exception {
        StepExecution step =
                new StepExecution(1, "step", new JobExecution(1, new JobInstance(1, "darkroom"), new JobParameters()));
        tasklet.execute(new StepContribution(step), new ChunkContext(new StepContext(step)));
    }
}
