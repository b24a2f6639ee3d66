package dev.darkroom.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.checks.CheckResult;
import dev.darkroom.checks.FailedCheck;
import dev.darkroom.fetch.PictureFetcher;
import dev.darkroom.fetch.PictureHost;
import dev.darkroom.ledger.rows.CompletedRow;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.picture.PictureFile;
import dev.darkroom.scenes.LedgerScene;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ConcurrentLooksTest {

    private static final int ROWS = 6;
    private static final int LOOKS = 2;

    @TempDir
    private Path folder;

    private final CountDownLatch oneTooMany = new CountDownLatch(1);

    @Test
    void no_more_rows_are_looked_at_at_once_than_it_was_told() throws Exception {
        ExecutorService hands = Executors.newFixedThreadPool(ROWS);
        try (PictureHost host = new PictureHost();
                LedgerScene scene = new LedgerScene(folder).rows(ROWS)) {
            ImageStore store = new ImageStore(scene.output(), new FileNames("{{id}}-{{n}}.{{ext}}"));
            OutputDownload download = new OutputDownload(
                    new PictureFetcher(host.policy(), 1_000_000, InstantSource.system()),
                    new SlowInspector(),
                    store,
                    LOOKS);
            List<Future<OutputDownload.DownloadedOutputs>> rows = new ArrayList<>();
            for (int row = 1; row <= ROWS; row++) {
                String url = host.url("/" + row + ".png");
                host.bytes("/" + row + ".png", PictureHost.picture("png"));
                scene.complete(row, "0.02", "0.02", List.of(url));
            }
            for (CompletedRow row : scene.ledger().work().takeCompleted(ROWS)) {
                rows.add(hands.submit(() -> download.deliver(row, row.outputUrls())));
            }
            for (Future<OutputDownload.DownloadedOutputs> row : rows) {
                assertThat(row.get().pictures()).hasSize(1);
            }
        } finally {
            hands.shutdownNow();
        }
        assertThat(oneTooMany.getCount()).isEqualTo(1);
    }

    /** Looks until one more looks at the same time, or for a moment. */
    private final class SlowInspector implements OutputInspector {

        private final AtomicInteger atOnce = new AtomicInteger();

        @Override
        public CheckResult inspect(CompletedRow row, Path file, PictureFile picture) throws InterruptedException {
            if (atOnce.incrementAndGet() > LOOKS) {
                oneTooMany.countDown();
            }
            oneTooMany.await(50, TimeUnit.MILLISECONDS);
            atOnce.decrementAndGet();
            return new CheckResult(List.of(), null);
        }

        @Override
        public Optional<FailedCheck> verdict(List<CheckResult> results) {
            return Optional.empty();
        }

        @Override
        public void keep(CompletedRow row, List<CheckResult> results) {}
    }
}
