package dev.darkroom.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.fetch.FetchPolicy;
import dev.darkroom.ledger.history.ObservedSource;
import dev.darkroom.ledger.history.ObservedSources;
import dev.darkroom.ledger.rows.EarlierRow;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.sources.SourceChangeDetector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Plays four purchases, the host of whose sources tells something else of each. */
@Timeout(300)
class HostSourceChangeCheckTest {

    @TempDir
    Path folder;

    private final Map<String, String> modified = new ConcurrentHashMap<>();
    private LedgerScene scene;
    private HttpServer host;

    @BeforeEach
    void open() throws IOException {
        host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        host.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/etag.jpg")) {
                exchange.getResponseHeaders().set("ETag", "\"new\"");
            }
            String date = modified.get(path);
            if (date != null) {
                exchange.getResponseHeaders().set("Last-Modified", date);
            }
            exchange.sendResponseHeaders(path.equals("/gone.jpg") ? 404 : 200, -1);
            exchange.close();
        });
        host.start();
        scene = new LedgerScene(folder);
        scene.stage(List.of(row(1, "later"), row(2, "earlier"), row(3, "etag"), row(4, "gone")));
        for (int row = 1; row <= 4; row++) {
            scene.succeedAs(row, "request-" + row, "images/" + row + ".png");
        }
    }

    @AfterEach
    void close() {
        host.stop(0);
        scene.close();
    }

    @Test
    void only_what_its_host_says_has_changed_since_is_changed() throws InterruptedException {
        Instant bought = scene.clock().instant();
        modified.put("/later.jpg", date(bought.plus(Duration.ofHours(1))));
        modified.put("/earlier.jpg", date(bought.minus(Duration.ofHours(1))));
        ObservedSources seen = new ObservedSources(scene.dataSource());
        seen.keep(List.of(new ObservedSource(scene.key(3), 1, url("etag"), "\"old\"", null, null, null, bought)));
        List<EarlierRow> rows = nextNight();
        HostSourceChangeCheck asked = new HostSourceChangeCheck(
                scene.earlier(),
                seen,
                new SourceChangeDetector(
                        FetchPolicy.sources(URI.create("http://127.0.0.1:1"), true),
                        InstantSource.system(),
                        MonotonicClock.system()),
                () -> false,
                JsonMapper.shared(),
                MonotonicClock.system());
        assertThat(asked.among(rows)).extracting(EarlierRow::id).containsExactlyInAnyOrder("later", "etag");
        assertThat(asked.among(List.of())).isEmpty();
    }

    private List<EarlierRow> nextNight() {
        scene.begin("second", LedgerScene.SERVICE);
        return scene
                .earlier()
                .of(List.of("key of later", "key of earlier", "key of etag", "key of gone"))
                .values()
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private StagedRow row(int number, String name) {
        StagedRow row = LedgerScene.row(number, name, name);
        return new StagedRow(
                number,
                row.line(),
                row.id(),
                row.fileStem(),
                row.model(),
                "{\"image_urls\": [\"" + url(name) + "\"]}",
                row.inputKey(),
                row.seed(),
                1,
                row.kept(),
                null,
                null);
    }

    private String url(String name) {
        return "http://127.0.0.1:" + host.getAddress().getPort() + "/" + name + ".jpg";
    }

    private static String date(Instant at) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
    }
}
