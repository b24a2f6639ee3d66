package dev.darkroom.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.checks.CheckLimits;
import dev.darkroom.checks.SourceChecks;
import dev.darkroom.checks.program.CheckProgram;
import dev.darkroom.checks.program.ProgramCheck;
import dev.darkroom.fetch.FetchPolicy;
import dev.darkroom.fetch.PictureHost;
import dev.darkroom.ledger.history.ObservedSources;
import dev.darkroom.ledger.history.PurchasedRows;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.PictureShared;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.picture.PictureDecoder;
import dev.darkroom.picture.ThumbnailStore;
import dev.darkroom.scenes.LedgerScene;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@Timeout(300)
class SourceInspectionTest {

    static final CheckLimits LIMITS = new CheckLimits(
            100_000_000,
            true,
            OptionalInt.empty(),
            OptionalDouble.of(0.02),
            OptionalDouble.empty(),
            OptionalDouble.of(0.01),
            Optional.empty(),
            OptionalDouble.empty());

    @TempDir
    Path folder;

    private final PictureHost host = new PictureHost();
    private LedgerScene scene;
    private ThumbnailStore thumbnails;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder);
        thumbnails = new ThumbnailStore(scene.output());
    }

    @AfterEach
    void close() {
        scene.close();
        host.close();
    }

    @Test
    void a_row_that_shares_anothers_pictures_shares_its_sources_thumbnail() throws Exception {
        host.bytes("/1", PictureHost.picture("png"));
        scene.stage(List.of(row(1, 1), row(2, 1), row(3, 1)));
        assertThat(scene.equalRows().followEarlierRows()).isEqualTo(2);
        List<DownloadedPicture> pictures = scene.succeed(1, "images/1.png");
        follow(2, pictures);
        assertThat(thumbnails.source(2)).doesNotExist();

        look();

        assertThat(thumbnails.source(2)).hasSameBinaryContentAs(thumbnails.source(1));
        assertThat(thumbnails.source(3)).as("a follower without pictures").doesNotExist();

        follow(3, pictures);
        look();

        assertThat(thumbnails.source(3)).hasSameBinaryContentAs(thumbnails.source(1));
        assertThat(host.asked()).containsExactly("/1");
    }

    @Test
    void a_run_that_goes_on_fetches_only_the_thumbnails_that_are_missing() throws Exception {
        for (int row = 1; row <= 3; row++) {
            host.bytes("/" + row, PictureHost.picture("png"));
        }
        bought(3);
        look();
        Files.delete(thumbnails.source(2));

        look();
        look();

        assertThat(thumbnails.source(2)).exists();
        assertThat(host.asked()).containsExactlyInAnyOrder("/1", "/2", "/3", "/2");
    }

    @Test
    void a_stop_ends_the_look_at_once_and_the_next_makes_up_for_it() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        host.page("/", exchange -> {
            if (over.getCount() > 0) {
                scene.ledger().signals().stop(StopReason.SIGNAL, "stopped");
            }
            try {
                assertThat(over.await(4, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            PictureHost.send(exchange, PictureHost.picture("png"));
        });
        bought(20);

        look();

        assertThat(thumbnails.source(1)).doesNotExist();
        assertThat(host.asked().size()).isBetween(1, 8);
        over.countDown();
        scene.reopen();

        look();

        assertThat(IntStream.rangeClosed(1, 20).mapToObj(thumbnails::source)).allMatch(Files::exists);
    }

    private void bought(int rows) {
        scene.stage(IntStream.rangeClosed(1, rows).mapToObj(n -> row(n, n)).toList());
        for (int n = 1; n <= rows; n++) {
            scene.succeed(n, "images/" + n + ".png");
        }
    }

    private void follow(int row, List<DownloadedPicture> pictures) {
        scene.apply(
                new PictureShared(scene.key(row), scene.attempt(row), RowState.FOLLOWER, RowState.FOLLOWER, pictures));
    }

    private void look() throws InterruptedException {
        new SourceInspection(
                        new PurchasedRows(scene.dataSource(), JsonMapper.shared(), scene.run()),
                        new ObservedSources(scene.dataSource()),
                        scene.ledger(),
                        FetchPolicy.sources(URI.create(host.url("/v1")), true),
                        null,
                        new PictureDecoder(),
                        new SourceChecks(ModelCatalog.builtIn(), LIMITS),
                        new ProgramCheck(CheckProgram.NONE, 1),
                        List.of(),
                        scene.clock(),
                        scene.clock())
                .inspectNext();
    }

    /** Returns a row whose source is this one; those of one source are equal. */
    private StagedRow row(int number, int source) {
        StagedRow row = LedgerScene.row(number, "row-" + number, "source " + source);
        String input = "{\"image_urls\": [\"" + host.url("/" + source) + "\"]}";
        return new StagedRow(
                number,
                row.line(),
                row.id(),
                row.fileStem(),
                row.model(),
                input,
                row.inputKey(),
                row.seed(),
                1,
                row.kept(),
                null,
                null);
    }
}
