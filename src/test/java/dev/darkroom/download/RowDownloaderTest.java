package dev.darkroom.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.api.JobResponse;
import dev.darkroom.fetch.FetchException;
import dev.darkroom.fetch.PictureFetcher;
import dev.darkroom.fetch.PictureHost;
import dev.darkroom.jobfile.rules.RetryRules;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.NamedRow;
import dev.darkroom.ledger.rows.PurchaseAdopted;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.rows.SharedRow;
import dev.darkroom.ledger.signals.WorkStep;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.pace.CallRate;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.PauseJitter;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.scenes.FakeService;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.scenes.LoopDriver;
import dev.darkroom.scenes.SameThread;
import dev.darkroom.step.WorkLoop;
import dev.darkroom.step.WorkShare;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

@Timeout(300)
class RowDownloaderTest {

    private final List<Long> pauses = new ArrayList<>();

    @TempDir
    Path folder;

    private final PictureHost host = new PictureHost();
    private final FakeService service = new FakeService();
    private final byte[] png = PictureHost.picture("png");
    private LedgerScene scene;
    private CallRateLimiter rateLimiter;
    private ServiceCircuitBreaker circuitBreaker;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(3);
        circuitBreaker = new ServiceCircuitBreaker(scene.clock(), Duration.ofMinutes(30));
        rateLimiter = new CallRateLimiter(
                "downloads", new CallRate(BigDecimal.valueOf(1_000), Duration.ofSeconds(1)), null, scene.clock());
    }

    @AfterEach
    void close() {
        scene.close();
        host.close();
    }

    @Test
    void an_output_is_in_place_under_its_rows_name_and_true_type() throws Exception {
        host.bytes("/a.jpg", png);
        assertThat(attempts("/a.jpg")).isEqualTo(1);
        RowOutcome row = scene.outcome(1);
        assertThat(row.status()).isEqualTo(RowStatus.SUCCEEDED);
        DownloadedPicture picture = row.pictures().get(0);
        assertThat(picture.file()).isEqualTo("images/row-1-1.png");
        assertThat(picture.contentType()).isEqualTo("image/png");
        assertThat(List.of(picture.width(), picture.height())).containsExactly(40, 30);
        assertThat(Files.readAllBytes(scene.output().resolve(picture.file()))).isEqualTo(png);
        assertThat(files()).containsExactly("row-1-1.png");
    }

    @Test
    void its_file_may_be_read_by_the_group_and_nobody_else() throws Exception {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        host.bytes("/a.png", png);
        attempts("/a.png");
        Path file = scene.output().resolve("images/row-1-1.png");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void several_outputs_are_numbered() throws Exception {
        byte[] jpeg = PictureHost.picture("jpg");
        host.bytes("/1", png).bytes("/2", jpeg).bytes("/3", png).bytes("/4", png);
        attempts("/1", "/2", "/3", "/4");
        assertThat(scene.outcome(1).pictures())
                .extracting(DownloadedPicture::file)
                .containsExactly(
                        "images/row-1-1.png", "images/row-1-2.jpg", "images/row-1-3.png", "images/row-1-4.png");
    }

    @Test
    void a_passing_failure_is_tried_again_after_growing_pauses() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        host.page("/a.png", exchange -> {
            if (asked.incrementAndGet() < 4) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                PictureHost.send(exchange, png);
            }
        });
        DownloadTask download = download("/a.png");
        RowDownloader rowDownloader = fetching();
        assertThat(attempt(rowDownloader, download)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1_500));
        assertThat(attempt(rowDownloader, download)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
        assertThat(attempt(rowDownloader, download)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
        assertThat(attempt(rowDownloader, download)).isNull();
        assertThat(scene.state(1)).isEqualTo(RowState.SUCCEEDED);
    }

    @Test
    void what_never_comes_whole_is_paid_for_and_not_fetched() throws Exception {
        service.results(new JobResponse.InProgress());
        host.bytes("/a.png", Arrays.copyOf(png, png.length - 5));
        assertThat(attempts("/a.png")).isEqualTo(5);
        assertThat(scene.outcome(1).status()).isEqualTo(RowStatus.DOWNLOAD_FAILED);
        assertThat(scene.outcome(1).code()).isEqualTo("TRUNCATED");
        assertThat(files()).isEmpty();
        scene.ledger().recovery().recover();
        assertThat(scene.state(1)).isEqualTo(RowState.COMPLETED);
    }

    @ParameterizedTest
    @CsvSource({"429, 7", "503, 7", "429,"})
    void a_pause_that_the_host_asks_for_is_no_try(int status, @Nullable String retryAfter) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        host.page("/a.png", exchange -> {
            if (asked.incrementAndGet() <= 20) {
                if (retryAfter != null) {
                    exchange.getResponseHeaders().add("Retry-After", retryAfter);
                }
                exchange.sendResponseHeaders(status, -1);
            } else {
                PictureHost.send(exchange, png);
            }
        });
        DownloadTask download = download("/a.png");
        RowDownloader rowDownloader = fetching();
        for (int pause = 1; pause <= 20; pause++) {
            assertThat(attempt(rowDownloader, download)).isEqualTo(Duration.ofSeconds(retryAfter == null ? 1 : 7));
            assertThat(rateLimiter.paused()).isTrue();
            scene.clock().advance(Duration.ofSeconds(7));
        }
        assertThat(attempt(rowDownloader, download)).isNull();
        assertThat(scene.state(1)).isEqualTo(RowState.SUCCEEDED);
    }

    @Test
    void a_host_that_asks_for_no_end_of_pauses_is_given_up_like_a_service_that_is_away() throws Exception {
        host.page("/a.png", exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "60");
            exchange.sendResponseHeaders(429, -1);
        });
        DownloadTask download = download("/a.png");
        RowDownloader rowDownloader = fetching();
        for (int pause = 1; pause <= 30; pause++) {
            assertThat(attempt(rowDownloader, download)).isNotNull();
        }
        assertThat(attempt(rowDownloader, download)).isNull();
        assertThat(scene.outcome(1).status()).isEqualTo(RowStatus.DOWNLOAD_FAILED);
        assertThat(scene.outcome(1).reason()).contains("HTTP_429", "outage-limit");
    }

    @Test
    void a_host_that_asks_for_an_hour_ends_its_row_and_holds_no_other_up() throws Exception {
        host.page("/a.png", exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "3600");
            exchange.sendResponseHeaders(429, -1);
        });
        assertThat(attempt(fetching(), download("/a.png"))).isNull();
        assertThat(scene.outcome(1).status()).isEqualTo(RowStatus.DOWNLOAD_FAILED);
        assertThat(scene.outcome(1).reason()).contains("HTTP_429", "outage-limit");
        assertThat(rateLimiter.pauseLeft()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void shared_pictures_of_a_host_that_asks_for_a_pause_are_not_given_up() throws Exception {
        host.status("/a.png", 429);
        assertThat(refetch(download("/a.png").row().name(), named("/a.png"))).isNull();
    }

    @Test
    void shared_pictures_are_gone_only_by_the_services_word_given_twice_or_an_address_that_stays_empty()
            throws Exception {
        NamedRow name = download("/a.png").row().name();
        JobResponse no = new JobResponse.RequestGone("404001", "unknown request");
        host.status("/forbidden.png", 403).status("/page.png", 200).status("/empty.png", 404);
        assertThat(refetch(name, named("/forbidden.png"))).isNull();
        assertThat(refetch(name, named("/page.png"))).isNull();
        assertThat(refetch(name, no, named("/forbidden.png"))).as("one no").isNull();
        assertThat(refetch(name, no, no)).isEmpty();
        assertThat(refetch(name, named("/empty.png"))).isEmpty();
        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L);
    }

    private JobResponse named(String path) {
        return new JobResponse.RequestSucceeded(List.of(host.url(path)), null, null);
    }

    private @Nullable List<DownloadedPicture> refetch(NamedRow name, JobResponse... answers) throws Exception {
        pauses.clear();
        Redownload redownload = new Redownload(
                new FakeService().results(answers),
                host.policy(),
                placement(),
                1_000_000,
                InstantSource.system(),
                pause -> pauses.add(pause.toSeconds()));
        DownloadedPicture gone =
                new DownloadedPicture("images/a-1.png", "0".repeat(64), png.length, 40, 30, "image/png");
        return redownload.fetch(
                new SharedRow(scene.key(2), 0, name, scene.key(1), scene.output(), List.of(gone), "request-1"));
    }

    @Test
    void what_was_here_once_and_is_no_more_at_its_fresh_address_is_to_be_bought() throws Exception {
        scene.apply(new PurchaseAdopted(
                scene.key(1), 1, RowState.SUBMITTED, "request-a", scene.clock().instant(), null, null, true));
        String gone = host.url("/gone.png");
        scene.apply(new LedgerEvent.RequestCompleted(scene.key(1), 1, List.of(gone), new JobTimes(null, null), null));
        service.results(new JobResponse.RequestSucceeded(List.of(gone), null, null));
        DownloadTask download =
                new DownloadTask(scene.ledger().work().takeCompleted(1).get(0));
        RowDownloader rowDownloader = fetching();
        for (int attempt = 1; attempt < 5; attempt++) {
            assertThat(attempt(rowDownloader, download)).isNotNull();
        }
        assertThat(attempt(rowDownloader, download)).isNull();
        assertThat(scene.state(1)).isEqualTo(RowState.PENDING);
    }

    @Test
    void what_is_no_picture_leaves_nothing_behind() throws Exception {
        service.results(new JobResponse.InProgress());
        host.bytes("/a.png", "<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        attempts("/a.png");
        assertThat(scene.outcome(1).code()).isEqualTo("NOT_A_PICTURE");
        assertThat(files()).isEmpty();
    }

    @Test
    void an_address_inside_our_network_is_tried_once() throws Exception {
        scene.complete(1, "0.02", "0.02", List.of("http://10.0.0.1/a.png"));
        DownloadTask download =
                new DownloadTask(scene.ledger().work().takeCompleted(1).get(0));
        assertThat(attempt(fetching(), download)).isNull();
        assertThat(scene.outcome(1).code()).isEqualTo("UNTRUSTED_OUTPUT");
    }

    @Test
    void a_stale_address_is_asked_for_anew() throws Exception {
        host.status("/old.png", 403).bytes("/fresh.png", png);
        service.results(new JobResponse.RequestSucceeded(List.of(host.url("/fresh.png")), null, null));
        assertThat(attempts("/old.png")).isEqualTo(2);
        assertThat(service.calls()).containsExactly("result request-1");
        assertThat(scene.state(1)).isEqualTo(RowState.SUCCEEDED);
    }

    @Test
    void an_output_that_is_gone_with_its_request_has_expired() throws Exception {
        host.status("/old.png", 404);
        service.results(new JobResponse.RequestGone("404001", "expired"));
        attempts("/old.png");
        assertThat(scene.outcome(1).status()).isEqualTo(RowStatus.FAILED);
        assertThat(scene.outcome(1).code()).isEqualTo("OUTPUT_EXPIRED");
    }

    @Test
    void a_fresh_address_that_holds_nothing_either_is_fetched_by_the_next_start() throws Exception {
        host.status("/old.png", 404);
        service.results(new JobResponse.RequestSucceeded(List.of(host.url("/old.png")), null, null));
        assertThat(attempts("/old.png")).isEqualTo(5);
        assertThat(service.calls()).hasSize(1);
        assertThat(scene.state(1)).isEqualTo(RowState.DOWNLOAD_FAILED);
    }

    @Test
    void a_service_that_is_away_decides_nothing_about_an_output() throws Exception {
        host.status("/old.png", 404);
        service.results(new JobResponse.JobUnclear("no connection", true));
        DownloadTask download = download("/old.png");
        for (int attempt = 0; attempt < 20; attempt++) {
            assertThat(attempt(fetching(), download)).isEqualTo(ServiceCircuitBreaker.INTERVAL);
        }
        assertThat(scene.state(1)).isEqualTo(RowState.COMPLETED);
        scene.clock().advance(Duration.ofMinutes(31));
        attempt(fetching(), download);
        assertThat(scene.ledger().signals().stopImmediately()).isTrue();
    }

    @Test
    void the_last_try_does_not_count_if_the_service_is_away_too() throws Exception {
        host.status("/a.png", 503);
        service.results(
                new JobResponse.JobUnclear("no connection", true),
                new JobResponse.RequestSucceeded(List.of(host.url("/a.png")), null, null));
        assertThat(attempts("/a.png")).isEqualTo(5);
        assertThat(service.calls()).hasSize(2);
        assertThat(scene.state(1)).isEqualTo(RowState.DOWNLOAD_FAILED);
    }

    @Test
    void the_downloader_fetches_all_there_is_and_ends_after_the_collector() throws Exception {
        host.bytes("/a.png", png);
        for (int row = 1; row <= 3; row++) {
            scene.complete(row, null, null, List.of(host.url("/a.png")));
        }
        scene.ledger().signals().ended(WorkStep.COLLECT);
        DownloadLoop downloader = new DownloadLoop(
                scene.ledger(),
                placement(),
                new OutputThumbnails(scene.output()),
                fetching(),
                rateLimiter,
                8,
                scene.clock(),
                WorkShare.whole(1));
        WorkLoop loop = new WorkLoop(scene.ledger(), downloader, new SameThread(), scene.clock()::advance);
        LoopDriver.all(loop::runOnce, scene.clock()::advance);
        assertThat(loop.moved()).isEqualTo(3);
        assertThat(files()).containsExactly("row-1-1.png", "row-2-1.png", "row-3-1.png");
    }

    @Test
    void no_name_leaves_the_folder_of_pictures() throws Exception {
        ImageStore imageStore = placement();
        for (String id : List.of("../../etc/passwd", "/etc/passwd", "..", "a/../../b", "C:\\x", "")) {
            Path part = imageStore.part();
            Files.write(part, png);
            NamedRow row = new NamedRow(1, id, JsonMapper.shared().createObjectNode(), false);
            String file = imageStore.place(part, row, 1, "png");
            assertThat(scene.output().resolve(file).toRealPath())
                    .as(id)
                    .startsWith(scene.output().resolve("images").toRealPath());
        }
        assertThat(scene.output().resolve("images")).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void a_template_that_would_leave_it_is_refused() throws Exception {
        ImageStore imageStore = new ImageStore(scene.output(), new FileNames("../{{id}}"));
        Path part = Files.write(imageStore.part(), png);
        NamedRow row = new NamedRow(1, "a", JsonMapper.shared().createObjectNode(), false);
        try {
            assertThat(imageStore.place(part, row, 1, "png"))
                    .startsWith("images/")
                    .doesNotContain("..");
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("leave the folder");
        }
        assertThatThrownBy(() -> Files.size(scene.output().resolve("a.png"))).isInstanceOf(IOException.class);
    }

    @Test
    void what_an_earlier_process_was_fetching_is_deleted_and_pictures_are_not() throws Exception {
        ImageStore imageStore = placement();
        Files.write(imageStore.part(), png);
        Files.write(scene.output().resolve("images/kept.part"), png);
        imageStore.deleteParts();
        assertThat(files()).containsExactly("kept.part");
    }

    @Test
    void while_the_service_is_away_no_try_counts_until_it_has_been_away_for_too_long() throws Exception {
        DownloadTask download = download("/nothing-there");
        service.results(new JobResponse.JobUnclear("no connection", true));
        host.close();
        for (int call = 0; call < ServiceCircuitBreaker.SHUTS_AT; call++) {
            circuitBreaker.lost();
        }
        RowDownloader rowDownloader = fetching();
        for (int time = 0; time < 20; time++) {
            assertThat(attempt(rowDownloader, download)).isEqualTo(ServiceCircuitBreaker.INTERVAL);
        }
        assertThat(scene.failedCalls()).isEmpty();
        scene.clock().advance(Duration.ofMinutes(31));
        for (int time = 0; time < 4; time++) {
            assertThat(attempt(rowDownloader, download)).isNotNull();
        }
        assertThat(scene.ledger().signals().stopped()).isNull();
        attempt(rowDownloader, download);
        assertThat(scene.ledger().signals().stopImmediately()).isTrue();
        assertThat(scene.state(1)).isEqualTo(RowState.COMPLETED);
    }

    /** Makes an attempt, and deals with what failed behind the fetch; returns the pause, null at the row's end. */
    private static @Nullable Duration attempt(RowDownloader downloader, DownloadTask download)
            throws InterruptedException {
        Optional<Duration> pause = downloader.attempt(download).join();
        FetchException failure = download.takeFailure();
        if (failure != null) {
            download.failed(failure);
            pause = downloader.attempt(download).join();
        }
        return pause.orElse(null);
    }

    private int attempts(String... paths) throws InterruptedException {
        DownloadTask download = download(paths);
        RowDownloader rowDownloader = fetching();
        while (attempt(rowDownloader, download) != null) {
            assertThat(scene.state(1)).isEqualTo(RowState.COMPLETED);
        }
        return download.attempts();
    }

    private DownloadTask download(String... paths) {
        scene.complete(1, "0.02", "0.02", Stream.of(paths).map(host::url).toList());
        return new DownloadTask(scene.ledger().work().takeCompleted(1).get(0));
    }

    private RowDownloader fetching() {
        return new RowDownloader(
                scene.ledger(),
                NightDownloads.atOnce(scene.ledger()),
                service,
                new OutputDownload(
                        new PictureFetcher(host.policy(), 1_000_000, InstantSource.system()),
                        OutputInspector.NONE,
                        placement(),
                        new StageWorkers(1, new SameThread(), new SameThread(), new SameThread())),
                new RetryRules(5, Duration.ofSeconds(1), Duration.ofMinutes(1)),
                rateLimiter,
                circuitBreaker,
                scene.clock(),
                PauseJitter.real());
    }

    private ImageStore placement() {
        return new ImageStore(scene.output(), new FileNames("{{id}}-{{n}}.{{ext}}"));
    }

    private List<String> files() throws IOException {
        Path images = scene.output().resolve("images");
        try (Stream<Path> files = Files.list(images)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
