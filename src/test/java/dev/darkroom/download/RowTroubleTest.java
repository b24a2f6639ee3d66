package dev.darkroom.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.JobResponse;
import dev.darkroom.checks.CheckResult;
import dev.darkroom.checks.FailedCheck;
import dev.darkroom.fetch.FetchException;
import dev.darkroom.fetch.PictureFetcher;
import dev.darkroom.fetch.PictureHost;
import dev.darkroom.fetch.PictureSource;
import dev.darkroom.jobfile.rules.RetryRules;
import dev.darkroom.ledger.rows.CompletedRow;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.signals.WorkStep;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.pace.CallRate;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.PauseJitter;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.picture.PictureFile;
import dev.darkroom.scenes.FakeService;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.scenes.LoopDriver;
import dev.darkroom.scenes.SameThread;
import dev.darkroom.step.WorkLoop;
import dev.darkroom.step.WorkShare;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One row of three has trouble that nobody foresaw, each time elsewhere: the others come through, and the run goes on. */
@Timeout(120)
class RowTroubleTest {

    private enum Seam {
        FETCH,
        INSPECT,
        KEEP,
        PLACE
    }

    @TempDir
    Path folder;

    private final PictureHost host = new PictureHost();
    private final FakeService service = new FakeService();
    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(3);
        for (int row = 1; row <= 3; row++) {
            host.bytes("/" + row + ".png", PictureHost.picture("png"));
            scene.complete(row, "0.02", "0.02", List.of(host.url("/" + row + ".png")));
        }
        scene.ledger().signals().ended(WorkStep.SUBMIT);
        scene.ledger().signals().ended(WorkStep.COLLECT);
    }

    @AfterEach
    void close() {
        scene.close();
        host.close();
    }

    @ParameterizedTest
    @EnumSource
    void it_ends_its_row_alone(Seam seam) throws Exception {
        if (seam == Seam.PLACE) {
            // A folder stands where the picture belongs, and is not empty.
            Files.createDirectories(scene.output().resolve("images/row-2-1.png/mine"));
        }
        CallRateLimiter pace = new CallRateLimiter(
                "downloads", new CallRate(BigDecimal.valueOf(1_000), Duration.ofSeconds(1)), null, scene.clock());
        ImageStore store = new ImageStore(scene.output(), new FileNames("{{id}}-{{n}}.{{ext}}"));
        RowDownloader downloader = new RowDownloader(
                scene.ledger(),
                NightDownloads.atOnce(scene.ledger()),
                service,
                new OutputDownload(
                        source(seam),
                        inspector(seam),
                        store,
                        new StageWorkers(1, new SameThread(), new SameThread(), new SameThread())),
                new RetryRules(2, Duration.ofSeconds(1), Duration.ofSeconds(2)),
                pace,
                new ServiceCircuitBreaker(scene.clock(), Duration.ofMinutes(30)),
                scene.clock(),
                PauseJitter.real());
        service.results(new JobResponse.InProgress());
        WorkLoop loop = new WorkLoop(
                scene.ledger(),
                new DownloadLoop(
                        scene.ledger(),
                        store,
                        new OutputThumbnails(scene.output()),
                        downloader,
                        pace,
                        1,
                        scene.clock(),
                        WorkShare.whole(1)),
                new SameThread(),
                scene.clock()::advance);
        LoopDriver.all(loop::runOnce, scene.clock()::advance);

        assertThat(scene.ledger().signals().stopped()).isNull();
        assertThat(scene.state(1)).isEqualTo(RowState.SUCCEEDED);
        assertThat(scene.state(3)).isEqualTo(RowState.SUCCEEDED);
        assertThat(scene.state(2)).isEqualTo(RowState.DOWNLOAD_FAILED);
        assertThat(scene.outcome(2).reason()).startsWith(seam == Seam.PLACE ? "NOT_SAVED: " : "UNFORESEEN: ");
    }

    private static void fail(CompletedRow row) {
        if (row.id().equals("row-2")) {
            throw new IllegalStateException("nobody foresaw this");
        }
    }

    private PictureSource source(Seam seam) {
        PictureFetcher fetcher = new PictureFetcher(host.policy(), 1_000_000, InstantSource.system());
        return new PictureSource() {
            @Override
            public PictureFetcher.FetchedFile fetch(String url, Path part)
                    throws FetchException, IOException, InterruptedException {
                if (seam == Seam.FETCH && url.endsWith("2.png")) {
                    throw new IllegalStateException("nobody foresaw this");
                }
                return fetcher.fetch(url, part);
            }

            @Override
            public void breakOff() {}
        };
    }

    private static OutputInspector inspector(Seam seam) {
        return new OutputInspector() {
            @Override
            public CheckResult inspect(CompletedRow row, Path file, PictureFile picture) {
                if (seam == Seam.INSPECT) {
                    fail(row);
                }
                return new CheckResult(List.of(), null);
            }

            @Override
            public Optional<FailedCheck> verdict(List<CheckResult> results) {
                return Optional.empty();
            }

            @Override
            public void keep(CompletedRow row, List<CheckResult> results) {
                if (seam == Seam.KEEP) {
                    fail(row);
                }
            }
        };
    }
}
