package dev.darkroom.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.RawServer;
import dev.darkroom.fetch.FetchPolicy;
import dev.darkroom.fetch.PictureHost;
import dev.darkroom.ledger.history.ObservedSource;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.sources.SourceVerdict.VerdictKind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class SourceChangeDetectorTest {

    private static final Instant BOUGHT = Instant.parse("2026-11-20T22:00:00Z");
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final PictureHost host = new PictureHost();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void each_address_is_asked_once_and_every_question_answered_in_order() throws Exception {
        host.page("/a", exchange -> {
            exchange.getResponseHeaders().add("ETag", "\"new\"");
            exchange.sendResponseHeaders(200, -1);
        });

        List<SourceVerdict> verdicts = ask(seen("/a", "\"new\""), seen("/a", "\"new\""), unseen("/a"));

        assertThat(verdicts)
                .extracting(SourceVerdict::keyword)
                .containsExactly(VerdictKind.SAME, VerdictKind.SAME, VerdictKind.NOT_TOLD);
        assertThat(host.asked()).containsExactly("/a");
        assertThat(host.headers()).doesNotContain("Authorization");
    }

    @Test
    void a_change_is_believed_if_the_host_says_so_twice() throws Exception {
        host.page("/a", exchange -> {
            exchange.getResponseHeaders().add("ETag", "\"new\"");
            exchange.sendResponseHeaders(200, -1);
        });

        assertThat(ask(seen("/a", "\"old\"")).get(0).keyword()).isEqualTo(VerdictKind.CHANGED);
        assertThat(host.asked()).hasSize(2);
    }

    @Test
    void a_host_that_makes_up_a_new_etag_every_time_has_not_told() throws Exception {
        AtomicInteger count = new AtomicInteger();
        host.page("/a", exchange -> {
            exchange.getResponseHeaders().add("ETag", "\"" + count.incrementAndGet() + "\"");
            exchange.sendResponseHeaders(200, -1);
        });

        SourceVerdict verdict = ask(seen("/a", "\"old\"")).get(0);

        assertThat(verdict.keyword()).isEqualTo(VerdictKind.NOT_TOLD);
        assertThat(verdict.why()).contains("every time");
    }

    @Test
    void a_last_modified_that_is_the_moment_of_the_answer_has_not_told() throws Exception {
        host.page("/a", exchange -> {
            String now = exchange.getResponseHeaders().getFirst("Date");
            exchange.getResponseHeaders().add("Last-Modified", now);
            exchange.sendResponseHeaders(200, -1);
        });

        assertThat(ask(unseen("/a")).get(0).keyword()).isEqualTo(VerdictKind.NOT_TOLD);
    }

    @Test
    void a_host_without_head_is_asked_for_the_first_byte() throws Exception {
        host.page("/a", exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            assertThat(exchange.getRequestHeaders().getFirst("Range")).isEqualTo("bytes=0-0");
            exchange.getResponseHeaders().add("Content-Range", "bytes 0-0/5000");
            exchange.sendResponseHeaders(206, 1);
            exchange.getResponseBody().write(1);
        });
        ObservedSource then = new ObservedSource(new RowKey(1, 1), 1, host.url("/a"), null, null, 5_000L, null, BOUGHT);

        assertThat(ask(new SourceChangeQuery(host.url("/a"), then, BOUGHT))
                        .get(0)
                        .keyword())
                .isEqualTo(VerdictKind.SAME);
    }

    @Test
    void a_host_that_refuses_or_cannot_has_not_told() throws Exception {
        host.status("/gone", 404).status("/broken", 500).redirect("/inside", "https://10.0.0.1/a.jpg");

        List<SourceVerdict> verdicts = ask(seen("/gone", "\"a\""), seen("/broken", "\"a\""), seen("/inside", "\"a\""));

        assertThat(verdicts).extracting(SourceVerdict::keyword).containsOnly(VerdictKind.NOT_TOLD);
        assertThat(verdicts.get(0).why()).contains("404");
        assertThat(verdicts.get(1).why()).contains("500");
        assertThat(verdicts.get(2).why()).contains("private network");
    }

    @Test
    void a_host_that_fails_again_and_again_is_left_alone() throws Exception {
        host.status("/", 500);
        SourceChangeQuery[] questions =
                IntStream.range(0, 200).mapToObj(n -> seen("/" + n, "\"a\"")).toArray(SourceChangeQuery[]::new);

        assertThat(ask(questions)).extracting(SourceVerdict::keyword).containsOnly(VerdictKind.NOT_TOLD);
        assertThat(host.asked().size()).isLessThan(40);
    }

    @Test
    void hosts_that_say_nothing_hold_nobody_up() throws Exception {
        try (RawServer silent = RawServer.start((connection, i) -> {
            connection.getInputStream().read();
            return false;
        })) {
            List<SourceChangeQuery> questions = new ArrayList<>();
            for (int n = 0; n < 100; n++) {
                questions.add(new SourceChangeQuery(silent.base() + "/" + n, null, BOUGHT));
            }
            SourceChangeDetector watch = new SourceChangeDetector(
                    policy(),
                    InstantSource.system(),
                    MonotonicClock.system(),
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(10));

            assertThat(watch.detect(questions, () -> false))
                    .extracting(SourceVerdict::keyword)
                    .containsOnly(VerdictKind.NOT_TOLD);
        }
    }

    @Test
    void nothing_more_is_asked_after_a_stop() throws Exception {
        host.bytes("/a", new byte[9]);

        assertThat(new SourceChangeDetector(policy(), InstantSource.system(), MonotonicClock.system())
                        .detect(List.of(unseen("/a")), () -> true))
                .extracting(SourceVerdict::keyword)
                .containsOnly(VerdictKind.NOT_TOLD);
        assertThat(host.asked()).isEmpty();
    }

    private List<SourceVerdict> ask(SourceChangeQuery... questions) throws InterruptedException {
        SourceChangeDetector watch =
                new SourceChangeDetector(policy(), InstantSource.system(), MonotonicClock.system(), TIMEOUT, TIMEOUT);
        return watch.detect(List.of(questions), () -> false);
    }

    private FetchPolicy policy() {
        return FetchPolicy.sources(URI.create(host.url("/v1")), true);
    }

    private SourceChangeQuery seen(String path, String etag) {
        String url = host.url(path);
        return new SourceChangeQuery(
                url, new ObservedSource(new RowKey(1, 1), 1, url, etag, null, null, null, BOUGHT), BOUGHT);
    }

    private SourceChangeQuery unseen(String path) {
        return new SourceChangeQuery(host.url(path), null, BOUGHT);
    }
}
