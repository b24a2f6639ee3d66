package dev.darkroom.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.jobfile.rules.NotifyRules;
import dev.darkroom.jobfile.rules.NotifyRules.MailRules;
import dev.darkroom.jobfile.rules.NotifyRules.MailTls;
import dev.darkroom.jobfile.rules.NotifyRules.NotifyFormat;
import dev.darkroom.jobfile.rules.NotifyRules.NotifyOccasion;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.results.SampleSummaries;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each format against a server that takes what the real one takes, and answers all else as that does. */
class RunNotificationsIT {

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    RunNotificationsIT() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            events.add(path + " " + exchange.getRequestHeaders().getFirst("Darkroom-Event"));
            bodies.add(body);
            String refusal = path.equals("/slack") ? slack(body) : path.equals("/teams") ? teams(body) : null;
            byte[] answer = (refusal == null ? "ok" : refusal).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(refusal == null ? 200 : 400, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private static @Nullable String slack(String body) {
        JsonNode json = json(body);
        if (json == null) {
            return "invalid_payload";
        }
        return json.path("text").asString("").isEmpty() ? "no_text" : null;
    }

    private static @Nullable String teams(String body) {
        JsonNode json = json(body);
        boolean card = json != null
                && json.path("type").asString("").equals("message")
                && json.at("/attachments/0/contentType").asString("").equals("application/vnd.microsoft.card.adaptive")
                && !json.at("/attachments/0/content/body/0/text").asString("").isEmpty();
        return card ? null : "Bad payload received by generic incoming webhook.";
    }

    private static @Nullable JsonNode json(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (RuntimeException e) {
            return null;
        }
    }

    @Test
    void every_format_is_taken_by_its_server_and_has_the_sentences() {
        for (NotifyFormat format : NotifyFormat.values()) {
            String path = format == NotifyFormat.TEAMS ? "/teams" : "/slack";
            assertThat(ended(NotifyOccasion.FAILURE, rule(path, format, NotifyOccasion.FAILURE)))
                    .isEmpty();
        }
        assertThat(bodies).hasSize(3).allSatisfy(body -> assertThat(body).contains("24.68 USD spent"));
        List<JsonNode> posts = bodies.stream()
                .map(body -> Objects.requireNonNull(json(body), body))
                .toList();
        assertThat(posts)
                .filteredOn(post -> post.has("run"))
                .singleElement()
                .satisfies(post -> assertThat(post.path("text").asString())
                        .startsWith("Darkroom run nightly-2026-11-21 stopped (budget), exit 4: 12 rows, "));
        assertThat(posts)
                .filteredOn(post -> post.size() == 1)
                .singleElement()
                .satisfies(post -> assertThat(post.propertyNames()).containsExactly("text"));
    }

    @Test
    void a_body_that_the_server_does_not_take_is_told_once_with_its_words() {
        assertThat(ended(NotifyOccasion.FAILURE, rule("/teams", NotifyFormat.SLACK, NotifyOccasion.FAILURE)))
                .singleElement()
                .asString()
                .contains("of the failure: it answered 400: Bad payload received by generic incoming webhook.")
                .endsWith("the run is not affected");
        assertThat(events).hasSize(1);
    }

    @Test
    void each_address_hears_of_its_own_occasions() {
        NotifyRules stops = rule("/stops", NotifyFormat.JSON, NotifyOccasion.STOPPED);
        NotifyRules failures = rule("/failures", NotifyFormat.JSON, NotifyOccasion.FAILURE);
        NotifyRules both = rule("/both", NotifyFormat.JSON, NotifyOccasion.STOPPED, NotifyOccasion.FAILURE);
        NotifyRules good = rule("/good", NotifyFormat.JSON, NotifyOccasion.SUCCESS);

        ended(NotifyOccasion.STOPPED, stops, failures, both, good);
        assertThat(events).containsExactlyInAnyOrder("/stops stopped", "/failures failure", "/both stopped");
        events.clear();
        ended(NotifyOccasion.FAILURE, stops, failures, both, good);
        assertThat(events).containsExactlyInAnyOrder("/failures failure", "/both failure");
        events.clear();
        ended(NotifyOccasion.SUCCESS, stops, failures, both, good);
        assertThat(events).containsExactly("/good success");
    }

    @Test
    void a_mail_of_the_start_that_the_end_follows_at_once_arrives_with_rows_and_estimate() {
        try (MailServer server = new MailServer(Map.of())) {
            MailRules mail = new MailRules(
                    "127.0.0.1", server.port(), MailTls.NONE, null, "night@example.com", List.of("ann@example.com"));
            RunNotifications notices = new RunNotifications(
                    List.of(new NotifyRules(null, NotifyFormat.JSON, mail, Set.of(NotifyOccasion.START))),
                    name -> null,
                    MonotonicClock.system());
            notices.started(SampleSummaries.stopped());
            assertThat(notices.ended(SampleSummaries.stopped(), NotifyOccasion.STOPPED, false))
                    .isEmpty();
            assertThat(server.mails())
                    .singleElement()
                    .asString()
                    .contains("started: 12 rows, ", "; 25.00 USD estimated, 24.68 USD of it spent");
        }
    }

    private static List<String> ended(NotifyOccasion how, NotifyRules... rules) {
        return new RunNotifications(List.of(rules), name -> null, MonotonicClock.system())
                .ended(SampleSummaries.stopped(), how, false);
    }

    private NotifyRules rule(String path, NotifyFormat format, NotifyOccasion... on) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        return new NotifyRules(url, format, null, Set.of(on));
    }
}
