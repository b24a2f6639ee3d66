package dev.darkroom.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.bucket.Buckets;
import dev.darkroom.download.ProvedFiles;
import dev.darkroom.ledger.WatchedStatements;
import dev.darkroom.ledger.earlier.AdoptedPurchases;
import dev.darkroom.ledger.earlier.EarlierRowFinder;
import dev.darkroom.ledger.history.RunRemoval;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.EarlierRow;
import dev.darkroom.ledger.rows.FlagsRevised;
import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PictureShared;
import dev.darkroom.ledger.rows.PurchaseAdopted;
import dev.darkroom.ledger.rows.ReviewRecorded;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.scenes.LedgerScene;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights of one catalog row, each a run that holds it as its row 1. */
class ReuseSelectorTest {

    private static final String KEY = "key of same";

    @TempDir
    Path folder;

    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder);
        stage("same", null);
        buy("request-a", "images/first.png");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void the_newest_whose_files_are_as_they_were_serves() throws Exception {
        night("second", "same", null);
        buy("request-b", "images/second.png");
        night("third", "same", null);
        assertThat(served()).isEqualTo("images/second.png");
        Files.writeString(folder.resolve("out-second/images/second.png"), "retouched");
        assertThat(served()).isEqualTo("images/first.png");
        Files.delete(folder.resolve("out-first/images/first.png"));
        assertThat(choice().why()).isEqualTo(ReuseRefusal.FILE_CHANGED);
    }

    @Test
    void a_picture_that_was_proved_is_hashed_again_only_once_its_file_is_another() throws Exception {
        Path first = folder.resolve("out-first/images/first.png");
        Assumptions.assumeTrue(Files.getFileStore(first).supportsFileAttributeView("unix"));
        night("second", "same", null);
        DownloadedPicture picture = Objects.requireNonNull(servedAsProved());
        assertThat(picture.file()).isEqualTo("images/first.png");
        // As long, and of the same time.
        FileTime time = Files.getLastModifiedTime(first);
        Files.writeString(first, "IMAGES/FIRST.PNG");
        Files.setLastModifiedTime(first, time);
        assertThat(servedAsProved()).isNull();
        // Who hashed it now would see that it is another.
        try (ProvedFiles proved = ProvedFiles.in(folder.resolve("proved"))) {
            proved.prove(proved.look(first, picture.sha256()), first, picture.sha256());
        }
        assertThat(servedAsProved()).isEqualTo(picture);
        assertThat(choice().why()).isEqualTo(ReuseRefusal.FILE_CHANGED);
    }

    private @Nullable DownloadedPicture servedAsProved() throws Exception {
        try (ProvedFiles proved = ProvedFiles.in(folder.resolve("proved"))) {
            ReuseSelector reuse = new ReuseSelector(
                    scene.earlier(),
                    scene.rejections(),
                    SourceChangeCheck.UNASKED,
                    QueryTwinsTest.none(scene),
                    proved,
                    Buckets.ofEnvironment());
            List<DownloadedPicture> pictures =
                    Objects.requireNonNull(reuse.choose(List.of(KEY)).get(KEY)).pictures();
            return pictures.isEmpty() ? null : pictures.get(0);
        }
    }

    @Test
    void the_pictures_of_a_page_are_read_at_once() throws Exception {
        scene.begin("more", LedgerScene.SERVICE);
        scene.rows(5);
        for (int row = 1; row <= 5; row++) {
            scene.succeedAs(row, "request-" + row, "images/" + row + ".png");
        }
        List<String> keys = IntStream.rangeClosed(1, 5)
                .mapToObj(row -> scene.outcome(row).inputKey())
                .toList();
        scene.begin("next", LedgerScene.SERVICE);
        List<String> statements = new ArrayList<>();
        EarlierRowFinder earlier = new EarlierRowFinder(
                new WatchedStatements(scene.dataSource(), statements::add), LedgerScene.SERVICE, scene.run());
        ReuseSelector reuse =
                new ReuseSelector(earlier, scene.rejections(), SourceChangeCheck.UNASKED, QueryTwinsTest.none(scene));
        assertThat(reuse.choose(keys).values()).hasSize(5).allMatch(choice -> choice.from() != null);
        assertThat(statements).filteredOn(sql -> sql.contains("from picture")).hasSize(1);
    }

    @Test
    void a_copy_in_a_later_run_serves_where_the_files_it_came_from_are_gone() throws Exception {
        RowKey origin = scene.key(1);
        night("second", "same", null);
        share(origin, "images/copy.png");
        Files.delete(folder.resolve("out-first/images/first.png"));
        night("third", "same", null);
        ReuseSelector.ReuseChoice choice = choice();
        assertThat(choice.pictures()).extracting(DownloadedPicture::file).containsExactly("images/copy.png");
        assertThat(from(choice).origin()).isEqualTo(origin);
    }

    @Test
    void an_older_copy_serves_where_the_newest_one_is_gone_too() throws Exception {
        RowKey origin = scene.key(1);
        night("second", "same", null);
        share(origin, "images/older.png");
        night("third", "same", null);
        share(origin, "images/newest.png");
        Files.delete(folder.resolve("out-first/images/first.png"));
        Files.delete(folder.resolve("out-third/images/newest.png"));
        night("fourth", "same", null);
        assertThat(served()).isEqualTo("images/older.png");
    }

    @Test
    void a_copy_of_a_copy_is_rejected_with_what_it_came_from() throws Exception {
        RowKey origin = scene.key(1);
        night("second", "same", null);
        RowKey copy = scene.key(1);
        share(origin, "images/copy.png");
        night("third", "same", null);
        share(copy, "images/copy-of-copy.png");
        night("fourth", "same", null);
        assertThat(choice().from()).isNotNull();
        scene.reject(origin);
        assertThat(choice().why()).isEqualTo(ReuseRefusal.REJECTED);
    }

    @Test
    void what_the_checks_found_comes_along() throws Exception {
        scene.apply(new FlagsRevised(scene.key(1), 1, RowState.SUCCEEDED, List.of(List.of("blank=0.4")), null));
        night("second", "same", null);
        assertThat(choice().pictures()).extracting(DownloadedPicture::flags).containsExactly(List.of("blank=0.4"));
    }

    @Test
    void a_rejected_picture_is_not_reused_and_one_bought_later_is() throws Exception {
        reject();
        night("second", "same", null);
        assertThat(choice().why()).isEqualTo(ReuseRefusal.REJECTED);
        buy("request-b", "images/second.png");
        night("third", "same", null);
        assertThat(served()).isEqualTo("images/second.png");
    }

    @Test
    void a_rejection_outlives_the_run_it_was_made_in() throws Exception {
        RunRecord first = scene.run();
        RowKey origin = scene.key(1);
        night("second", "same", null);
        share(origin, "images/copy.png");
        scene.reject(origin);
        RunRemoval removal = new RunRemoval(scene.dataSource(), first);
        removal.inheritedVerdicts().forEach(rejection -> scene.reject(rejection.row()));
        assertThat(removal.inheritedVerdicts()).isEmpty();
        removal.release();
        removal.delete();
        night("third", "same", null);
        assertThat(choice().why()).isEqualTo(ReuseRefusal.REJECTED);
    }

    @Test
    void one_that_is_approved_after_all_is_reused() throws Exception {
        reject();
        scene.apply(new ReviewRecorded(scene.key(1), 1, RowState.SUCCEEDED, false, null));
        night("second", "same", null);
        assertThat(served()).isEqualTo("images/first.png");
    }

    @Test
    void rejecting_a_reused_row_rejects_what_it_came_from_and_all_copies_of_it() throws Exception {
        RowKey origin = scene.key(1);
        night("second", "same", null);
        share(origin, "images/copy.png");
        scene.apply(new ReviewRecorded(scene.key(1), 0, RowState.REUSED, true, "the shadow is wrong"));
        night("third", "same", null);
        assertThat(choice().why()).isEqualTo(ReuseRefusal.REJECTED);
    }

    @Test
    void rejecting_the_first_one_strikes_a_copy_made_before() throws Exception {
        RowKey origin = scene.key(1);
        night("second", "same", null);
        share(origin, "images/copy.png");
        scene.reject(origin);
        night("third", "same", null);
        Files.delete(folder.resolve("out-first/images/first.png"));
        assertThat(choice().why()).isEqualTo(ReuseRefusal.REJECTED);
    }

    @Test
    void the_redo_of_a_rejected_picture_serves_in_its_place() throws Exception {
        reject();
        night("redo", "redone", "request-a");
        buy("request-b", "images/redo.png");
        night("third", "same", null);
        assertThat(served()).isEqualTo("images/redo.png");
    }

    @Test
    void a_redo_named_by_the_input_it_makes_again_serves_too() throws Exception {
        reject();
        night("redo", "redone", KEY);
        buy("request-b", "images/redo.png");
        night("third", "same", null);
        assertThat(served()).isEqualTo("images/redo.png");
    }

    @Test
    void of_a_redo_that_was_rejected_too_its_own_redo_serves() throws Exception {
        reject();
        night("redo", "redone", "request-a");
        buy("request-b", "images/redo.png");
        reject();
        night("again", "redone again", "request-b");
        buy("request-c", "images/again.png");
        night("fourth", "same", null);
        assertThat(served()).isEqualTo("images/again.png");
    }

    @Test
    void a_redo_rejected_under_the_name_of_the_row_that_reused_it_is_not_reused_again() throws Exception {
        reject();
        night("redo", "redone", "request-a");
        buy("request-b", "images/redo.png");
        RowKey redo = scene.key(1);
        night("third", "same", null);
        share(redo, "images/shared.png");
        scene.apply(new ReviewRecorded(scene.key(1), 0, RowState.REUSED, true, null));
        night("fourth", "same", null);
        assertThat(choice().why()).isEqualTo(ReuseRefusal.REJECTED);
        night("again", "redone again", "request-b");
        buy("request-c", "images/again.png");
        night("sixth", "same", null);
        assertThat(served()).isEqualTo("images/again.png");
    }

    @Test
    void a_redo_that_is_still_at_the_service_is_taken_over() {
        reject();
        night("redo", "redone", "request-a");
        scene.intend(1, 1, "0.02");
        scene.apply(new LedgerEvent.SubmitAccepted(scene.key(1), 1, "request-b"));
        night("third", "same", null);
        EarlierRow taken = new AdoptedPurchases(scene.earlier(), scene.rejections())
                .among(List.of(KEY), true)
                .bought()
                .get(KEY);
        assertThat(taken).isNotNull().extracting(EarlierRow::requestId).isEqualTo("request-b");
    }

    @Test
    void a_picture_whose_source_changed_is_out_and_so_are_the_older_ones() throws Exception {
        night("second", "same", null);
        buy("request-b", "images/second.png");
        night("third", "same", null);
        Set<String> asked = new HashSet<>();
        ReuseSelector reuse = new ReuseSelector(
                scene.earlier(),
                scene.rejections(),
                purchases -> {
                    purchases.forEach(row -> asked.add(row.run()));
                    return Set.copyOf(purchases);
                },
                QueryTwinsTest.none(scene));
        assertThat(reuse.choose(List.of(KEY)))
                .hasEntrySatisfying(KEY, choice -> assertThat(choice.why()).isEqualTo(ReuseRefusal.SOURCE_CHANGED));
        assertThat(asked).containsExactly("second");
    }

    @Test
    void a_picture_that_a_check_failed_is_none() throws Exception {
        night("second", "same", null);
        scene.intend(1, 1, "0.02");
        scene.apply(new LedgerEvent.SubmitAccepted(scene.key(1), 1, "request-b"));
        scene.apply(new LedgerEvent.RequestEnded(
                scene.key(1),
                1,
                RowState.FAILED,
                new RowReason("CHECK_BLANK", "nearly uniform"),
                new JobTimes(null, null),
                null));
        night("third", "same", null);
        assertThat(served()).isEqualTo("images/first.png");
        Files.delete(folder.resolve("out-first/images/first.png"));
        assertThat(choice().why()).isEqualTo(ReuseRefusal.CHECK_FAILED);
    }

    @Test
    void a_picture_that_a_check_failed_serves_once_it_is_approved_and_so_does_a_copy_of_it() throws Exception {
        night("second", "same", null);
        buy("request-b", "images/second.png");
        RowKey origin = scene.key(1);
        scene.apply(new FlagsRevised(
                origin, 1, RowState.SUCCEEDED, List.of(List.of("blank=0")), new RowReason("CHECK_BLANK", "blank=0")));
        ReviewRecorded approved = new ReviewRecorded(origin, 1, RowState.FAILED, false, null);
        scene.apply(approved);
        night("third", "same", null);
        assertThat(served()).isEqualTo("images/second.png");
        share(origin, "images/copy.png");
        Files.delete(folder.resolve("out-second/images/second.png"));
        Files.delete(folder.resolve("out-first/images/first.png"));
        night("fourth", "same", null);
        assertThat(served()).isEqualTo("images/copy.png");
        scene.reject(new RowKey(3, 1));
        assertThat(choice().why()).isNotNull();
    }

    @Test
    void what_is_gone_is_fetched_again_by_the_newest_purchase_that_may_be() throws Exception {
        night("second", "same", null);
        buy("request-b", "images/second.png");
        Files.delete(folder.resolve("out-first/images/first.png"));
        Files.writeString(folder.resolve("out-second/images/second.png"), "retouched");
        night("third", "same", null);
        assertThat(again()).isEqualTo("request-b");
        scene.reject(new RowKey(2, 1));
        assertThat(choice().again()).as("rejected, and all before it").isNull();
    }

    @Test
    void of_a_run_that_is_forgotten_a_copys_request_is_asked_for() throws Exception {
        RunRecord first = scene.run();
        RowKey origin = scene.key(1);
        night("second", "same", null);
        share(origin, "images/copy.png");
        Files.delete(folder.resolve("out-first/images/first.png"));
        Files.delete(folder.resolve("out-second/images/copy.png"));
        night("third", "same", null);
        assertThat(again()).isEqualTo("request-a");
        RunRemoval removal = new RunRemoval(scene.dataSource(), first);
        removal.release();
        removal.delete();
        assertThat(choice().why()).isEqualTo(ReuseRefusal.FILE_GONE);
    }

    @Test
    void what_is_under_way_or_in_doubt_elsewhere_comes_before_what_is_gone() throws Exception {
        Files.delete(folder.resolve("out-first/images/first.png"));
        night("second", "same", null);
        scene.intend(1, 1, "0.02");
        scene.apply(new LedgerEvent.SubmitUnknown(scene.key(1), 1, new RowReason("NO_ANSWER", "no answer")));
        night("third", "same", null);
        assertThat(choice().again()).isNotNull();
        AdoptionSelector adoption = QueryTwinsTest.adoption(scene);
        List<WantedInput> wanted =
                scene.unbought().after(0).stream().map(WantedInput::of).toList();
        assertThat(ReuseSelector.fetchedAgain(Map.of(KEY, choice()), wanted, adoption))
                .isEmpty();
    }

    @Test
    void what_could_be_fetched_again_is_bought_if_its_source_changed() throws Exception {
        Files.delete(folder.resolve("out-first/images/first.png"));
        night("second", "same", null);
        ReuseSelector reuse =
                new ReuseSelector(scene.earlier(), scene.rejections(), Set::copyOf, QueryTwinsTest.none(scene));
        ReuseSelector.ReuseChoice choice =
                Objects.requireNonNull(reuse.choose(List.of(KEY)).get(KEY));
        assertThat(choice.why()).isEqualTo(ReuseRefusal.SOURCE_CHANGED);
        assertThat(choice.again()).isNull();
    }

    @Test
    void what_was_fetched_again_and_did_not_come_is_taken_over_as_such() throws Exception {
        Files.delete(folder.resolve("out-first/images/first.png"));
        night("second", "same", null);
        scene.apply(scene.unbought().after(0).get(0).fetchesAgain(Objects.requireNonNull(choice().again())));
        night("third", "same", null);
        assertThat(scene.takeOvers(true))
                .singleElement()
                .isInstanceOfSatisfying(
                        PurchaseAdopted.class,
                        taken -> assertThat(taken.fetchedAgain()).isTrue());
    }

    private String again() throws Exception {
        return Objects.requireNonNull(Objects.requireNonNull(choice().again(), "nothing is fetched again")
                .requestId());
    }

    private void night(String run, String input, @Nullable String redoOf) {
        scene.begin(run, LedgerScene.SERVICE);
        stage(input, redoOf);
    }

    private void stage(String input, @Nullable String redoOf) {
        StagedRow row = LedgerScene.row(1, "a", input);
        scene.stage(List.of(new StagedRow(
                1,
                row.line(),
                row.id(),
                row.fileStem(),
                row.model(),
                row.input(),
                row.inputKey(),
                row.seed(),
                1,
                row.kept(),
                redoOf,
                null)));
    }

    private void buy(String request, String file) {
        scene.succeedAs(1, request, file);
    }

    private void share(RowKey origin, String file) throws Exception {
        DownloadedPicture picture = choice().pictures().get(0);
        Path copy = scene.output().resolve(file);
        Files.createDirectories(copy.resolveSibling(""));
        Files.copy(folder.resolve("out-" + from(choice()).run()).resolve(picture.file()), copy);
        scene.markReused(1, origin);
        scene.apply(new PictureShared(scene.key(1), 0, RowState.REUSED, RowState.REUSED, List.of(picture.named(file))));
    }

    private void reject() {
        scene.apply(new ReviewRecorded(scene.key(1), 1, RowState.SUCCEEDED, true, null));
    }

    private ReuseSelector.ReuseChoice choice() throws Exception {
        ReuseSelector.ReuseChoice choice = new ReuseSelector(
                        scene.earlier(), scene.rejections(), SourceChangeCheck.UNASKED, QueryTwinsTest.none(scene))
                .choose(List.of(KEY))
                .get(KEY);
        return Objects.requireNonNull(choice, "nothing equal was bought before");
    }

    private static EarlierRow from(ReuseSelector.ReuseChoice choice) {
        return Objects.requireNonNull(choice.from(), () -> "not reused: " + choice.why());
    }

    private String served() throws Exception {
        from(choice());
        return choice().pictures().get(0).file();
    }
}
