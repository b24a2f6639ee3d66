package dev.darkroom.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.download.ImageStore;
import dev.darkroom.download.Redownload;
import dev.darkroom.fetch.FetchPolicy;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.NamedRow;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.picture.ThumbnailStore;
import dev.darkroom.scenes.FakeService;
import dev.darkroom.scenes.LedgerScene;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;

class ShareTaskletTest {

    @TempDir
    Path folder;

    private LedgerScene scene;
    private Path source;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder);
        scene.stage(List.of(LedgerScene.row(1, "a", "same")));
        scene.succeed(1, "images/a-1.png", "images/a-2.png");
        source = scene.output().resolve("images");
        scene.begin("second", LedgerScene.SERVICE);
        scene.stage(List.of(LedgerScene.row(1, "b", "same"), LedgerScene.row(2, "c", "same")));
        scene.equalRows().followEarlierRows();
        scene.ledger().recount();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void a_reused_row_and_its_follower_get_the_files_under_their_own_names() throws Exception {
        ThumbnailStore theirs = new ThumbnailStore(source.resolveSibling(""));
        Files.createDirectories(theirs.source(1).resolveSibling(""));
        Files.writeString(theirs.source(1), "before");
        Files.writeString(theirs.output(1, 2), "after");
        share(RowState.REUSED);
        share(RowState.FOLLOWER);
        assertThat(scene.outcomes()).extracting(RowOutcome::status).containsOnly(RowStatus.REUSED);
        ThumbnailStore own = new ThumbnailStore(scene.output());
        assertThat(own.source(2)).hasContent("before");
        assertThat(own.output(2, 2)).hasContent("after");
        assertThat(own.all()).hasSize(4);
        assertThat(scene.outcome(2).pictures())
                .extracting(DownloadedPicture::file)
                .containsExactly("images/c-1.png", "images/c-2.png");
        assertThat(Files.isSameFile(source.resolve("a-1.png"), images().resolve("b-1.png")))
                .isTrue();
        assertThat(images()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void sharing_again_changes_nothing() throws Exception {
        share(RowState.REUSED);
        List<RowOutcome> once = scene.outcomes();
        share(RowState.REUSED);
        assertThat(scene.outcomes()).isEqualTo(once);
        assertThat(Files.readString(images().resolve("b-1.png"))).isEqualTo("images/a-1.png");
    }

    @Test
    void a_file_that_changed_is_not_shared_and_the_row_is_asked_for_again() throws Exception {
        Files.writeString(source.resolve("a-2.png"), "another");
        share(RowState.REUSED);
        assertFetchedAgain();
    }

    @Test
    void a_file_that_is_gone_is_not_shared_and_the_row_is_asked_for_again() throws Exception {
        Files.delete(source.resolve("a-2.png"));
        share(RowState.REUSED);
        assertFetchedAgain();
    }

    private void assertFetchedAgain() {
        assertThat(scene.state(1)).isEqualTo(RowState.SUBMITTED);
        assertThat(scene.outcome(1).requestId()).isEqualTo("request-1");
        assertThat(scene.outcome(1).pictures()).isEmpty();
        assertThat(images()).doesNotExist();
        assertThat(scene.ledger().redownloads().mayBeSubmitted(scene.key(1))).isTrue();
    }

    @Test
    void a_picture_replaced_later_leaves_the_earlier_runs_file_as_it_was() throws Exception {
        share(RowState.REUSED);
        ImageStore imageStore = placement();
        Path part = Files.writeString(imageStore.part(), "a new one");
        imageStore.place(part, scene.equalRows().toShare(0, 1).get(0).name(), 1, "png");
        Path again = Files.writeString(imageStore.part(), "a newer one");
        Files.move(again, images().resolve("b-1.png"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(Files.readString(source.resolve("a-1.png"))).isEqualTo("images/a-1.png");
    }

    @Test
    void between_file_systems_where_no_link_can_be_made_the_file_is_copied() throws IOException {
        Path other = Path.of("/dev/shm");
        Assumptions.assumeTrue(
                Files.isWritable(other) && !Files.getFileStore(other).equals(Files.getFileStore(folder)));
        Path far = Files.writeString(Files.createTempFile(other, "darkroom", ".png"), "bytes");
        try {
            NamedRow row = scene.unbought().after(0).get(0).name();
            Path copy = scene.output().resolve(placement().share(far, row, 1, "png"));
            assertThat(Files.readString(copy)).isEqualTo("bytes");
            assertThat(Files.isSameFile(far, copy)).isFalse();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                    .isEqualTo("rw-r-----");
            assertThat(images()).isDirectoryNotContaining("glob:**.part");
        } finally {
            Files.delete(far);
        }
    }

    @Test
    void a_follower_of_what_is_gone_everywhere_is_bought_if_that_is_still_to_come_and_else_stops_the_run()
            throws Exception {
        share(RowState.REUSED);
        Files.delete(images().resolve("b-1.png"));
        share(RowState.FOLLOWER);
        assertThat(scene.state(2)).isEqualTo(RowState.FOLLOWER);
        assertThat(Objects.requireNonNull(scene.ledger().signals().stopped()).message())
                .contains("row c", "vanished");
        scene.reopen();
        execute(ShareTasklet.followers(scene.equalRows(), scene.ledger(), placement(), refetching(), true));
        assertThat(scene.state(2)).isEqualTo(RowState.PENDING);
    }

    private void share(RowState state) throws Exception {
        if (state == RowState.REUSED) {
            new HeldScene(scene, placement()).lookUp();
        }
        execute(
                state == RowState.REUSED
                        ? new HeldScene(scene, placement()).tasklet(SourceChangeCheck.UNASKED, Runnable::run)
                        : ShareTasklet.followers(scene.equalRows(), scene.ledger(), placement(), refetching(), false));
    }

    private static void execute(Tasklet tasklet) throws Exception {
        StepExecution step =
                new StepExecution(1, "share", new JobExecution(1, new JobInstance(1, "darkroom"), new JobParameters()));
        tasklet.execute(new StepContribution(step), new ChunkContext(new StepContext(step)));
    }

    private Redownload refetching() {
        URI base = URI.create("http://127.0.0.1:1");
        return new Redownload(
                new FakeService(),
                FetchPolicy.outputs(base, true),
                placement(),
                1_000,
                InstantSource.system(),
                pause -> {});
    }

    private ImageStore placement() {
        return new ImageStore(scene.output(), new FileNames("{{id}}-{{n}}.{{ext}}"));
    }

    private Path images() {
        return scene.output().resolve("images");
    }
}
