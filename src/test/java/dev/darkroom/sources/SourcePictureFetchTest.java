package dev.darkroom.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.darkroom.checks.SourceChecks;
import dev.darkroom.checks.program.CheckProgram;
import dev.darkroom.checks.program.ProgramCheck;
import dev.darkroom.fetch.FetchPolicy;
import dev.darkroom.fetch.PictureFetcher;
import dev.darkroom.fetch.PictureHost;
import dev.darkroom.io.Sha256;
import dev.darkroom.ledger.history.ObservedSource;
import dev.darkroom.ledger.history.PurchasedRow;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.FlagsRevised;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.picture.PictureDecoder;
import dev.darkroom.picture.ThumbnailStore;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Tests what a source's host can send instead of a picture. */
@Timeout(300)
class SourcePictureFetchTest {

    private static final DownloadedPicture PICTURE =
            new DownloadedPicture("images/1.png", "0".repeat(64), 9, 8, 8, "image/png");

    private static final int MAX = 100_000;

    @TempDir
    Path folder;

    private final PictureHost host = new PictureHost();
    private final SourceFindings findings = new SourceFindings();
    private @Nullable RowComparisons comparisons;

    @AfterEach
    void close() {
        host.close();
        if (comparisons != null) {
            comparisons.close();
        }
    }

    @Test
    void a_picture_becomes_the_thumbnail_of_all_rows_and_is_known_of_those_with_pictures() throws Exception {
        host.bytes("/source", PictureHost.picture("png"));
        Files.write(Files.createDirectories(folder.resolve("images")).resolve("1.png"), PictureHost.picture("png"));

        assertThat(look().make()).isTrue();

        ThumbnailStore thumbnails = new ThumbnailStore(folder);
        assertThat(thumbnails.all()).containsExactlyInAnyOrder(thumbnails.source(1), thumbnails.source(2));
        assertThat(Files.readAllBytes(thumbnails.source(2))).isEqualTo(Files.readAllBytes(thumbnails.source(1)));
        assertThat(findings.seen()).extracting(ObservedSource::row).containsExactly(new RowKey(1, 1));
    }

    @Test
    void a_thumbnail_that_is_there_already_gives_way_to_the_picture_as_it_is_now() throws Exception {
        host.bytes("/source", PictureHost.picture("png"));
        Files.write(Files.createDirectories(folder.resolve("images")).resolve("1.png"), PictureHost.picture("png"));
        Path other = new ThumbnailStore(folder).source(2);
        Files.write(Files.createDirectories(other.resolveSibling("")).resolve(other.getFileName()), new byte[] {1});

        assertThat(look().make()).isTrue();

        assertThat(other).hasSameBinaryContentAs(new ThumbnailStore(folder).source(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a page", "a bomb", "no end", "a way inside", "half a picture"})
    void whatever_else_is_sent_leaves_nothing_and_is_an_answer(String what) throws Exception {
        byte[] png = PictureHost.picture("png");
        switch (what) {
            case "a page" ->
                host.bytes("/source", "<html>Please log in</html>".repeat(9).getBytes(StandardCharsets.UTF_8));
            case "a bomb" ->
                host.bytes(
                        "/source",
                        ByteBuffer.wrap(png)
                                .putInt(16, 60_000)
                                .putInt(20, 60_000)
                                .array());
            case "no end" -> host.page("/source", SourcePictureFetchTest::endless);
            case "a way inside" -> host.redirect("/source", "https://10.0.0.1/a.jpg");
            default -> host.bytes("/source", Arrays.copyOf(png, png.length - 9));
        }

        assertThat(look().make()).isTrue();

        assertThat(host.asked()).contains("/source");
        assertThat(new ThumbnailStore(folder).all()).isEmpty();
        assertThat(findings.thumbnails()).isZero();
        assertThat(findings.judged()).isEmpty();
    }

    @Test
    void an_output_that_is_its_sources_file_is_told_whatever_can_be_decoded_of_it() throws Exception {
        byte[] odd = PictureHost.picture("png");
        odd[odd.length / 2] ^= 0x55;
        host.bytes("/source", odd);
        Path images = Files.createDirectories(folder.resolve("images"));
        Files.write(images.resolve("1.png"), odd);
        DownloadedPicture same =
                new DownloadedPicture("images/1.png", Sha256.hex(images.resolve("1.png")), 9, 8, 8, "image/png");

        assertThat(look(List.of(row(1, List.of(same)), row(2, List.of(PICTURE))))
                        .make())
                .isTrue();

        assertThat(findings.judged()).extracting(FlagsRevised::flags).containsExactly(List.of(List.of("identical=0")));
    }

    @Test
    void each_of_many_rows_of_one_source_is_judged() throws Exception {
        byte[] png = PictureHost.picture("png");
        host.bytes("/source", png);
        Path images = Files.createDirectories(folder.resolve("images"));
        Files.write(images.resolve("1.png"), png);
        DownloadedPicture same =
                new DownloadedPicture("images/1.png", Sha256.hex(images.resolve("1.png")), 9, 8, 8, "image/png");
        List<PurchasedRow> rows = IntStream.rangeClosed(1, 3 * RowComparisons.PART + 1)
                .mapToObj(number -> row(number, List.of(same)))
                .toList();

        assertThat(look(rows).make()).isTrue();

        assertThat(findings.judged())
                .extracting(FlagsRevised::row)
                .containsExactlyInAnyOrderElementsOf(
                        rows.stream().map(PurchasedRow::key).toList());
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("compare"))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    private static void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        for (int n = 0; n < 10_000; n++) {
            exchange.getResponseBody().write(new byte[1 << 16]);
        }
    }

    private SourcePictureFetch look() {
        return look(List.of(row(1, List.of(PICTURE)), row(2, List.of())));
    }

    private SourcePictureFetch look(List<PurchasedRow> rows) {
        PictureDecoder decoder = new PictureDecoder();
        InstantSource clock = InstantSource.system();
        FetchPolicy policy = FetchPolicy.sources(URI.create(host.url("/v1")), true);
        SourceChecks checks = new SourceChecks(ModelCatalog.builtIn(), SourceInspectionTest.LIMITS);
        comparisons = new RowComparisons(
                new SourceComparison(checks, new ProgramCheck(CheckProgram.NONE, 1), List.of(), decoder, folder),
                findings,
                2);
        return new SourcePictureFetch(
                host.url("/source"),
                rows,
                new PictureFetcher(policy, MAX, Duration.ofSeconds(20), clock),
                decoder,
                new ThumbnailStore(folder),
                comparisons,
                clock,
                findings);
    }

    private static PurchasedRow row(int number, List<DownloadedPicture> pictures) {
        return new PurchasedRow(
                new RowKey(1, number),
                1,
                "flash",
                JsonMapper.shared().createObjectNode(),
                true,
                Instant.EPOCH,
                pictures);
    }
}
