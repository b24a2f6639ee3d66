package dev.darkroom.cli.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.fetch.PictureHost;
import dev.darkroom.fetch.ReachabilityProbe;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.preparation.PreparedRow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class UrlCheckTest {

    private final List<InputProblem> problems = new ArrayList<>();
    private final PictureHost host = new PictureHost().status("/gone", 404).bytes("/fine", PictureHost.picture("png"));
    private final ReachabilityProbe probe =
            new ReachabilityProbe(host.policy(), Duration.ofSeconds(20), InstantSource.system());

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void each_address_is_asked_once_and_faults_come_in_the_manifests_order() throws InterruptedException {
        try (UrlCheck check = new UrlCheck(probe, "rows.csv", false, new CollectingReporter())) {
            check.row(row(2, host.url("/gone1"), host.url("/fine")));
            check.row(row(3, host.url("/fine"), host.url("/gone1")));
            check.row(row(4, host.url("/gone2")));

            assertThat(check.finish()).isEqualTo(new CheckedUrls(1, 2, 0, 0));
        }
        assertThat(host.asked()).hasSize(3).doesNotHaveDuplicates();
        assertThat(problems)
                .extracting(InputProblem::toString)
                .containsExactly(
                        "rows.csv:2: " + host.url("/gone1")
                                + " cannot be fetched: the output's host answered with HTTP 404. "
                                + "Give a public https address that needs no login",
                        "rows.csv:4: " + host.url("/gone2")
                                + " cannot be fetched: the output's host answered with HTTP 404. "
                                + "Give a public https address that needs no login");
    }

    @Test
    void more_addresses_than_may_wait_are_all_asked() throws InterruptedException {
        try (UrlCheck check = new UrlCheck(probe, "rows.csv", false, new CollectingReporter())) {
            for (int line = 2; line < 302; line++) {
                check.row(row(line, host.url("/gone" + line)));
            }
            assertThat(check.finish().unreachable()).isEqualTo(300);
        }
        assertThat(problems).extracting(InputProblem::line).isSorted().hasSize(300);
    }

    @Test
    void the_samples_made_up_host_is_known_to_the_simulator_alone() throws InterruptedException {
        for (boolean simulator : new boolean[] {true, false}) {
            try (UrlCheck check = new UrlCheck(probe, "rows.csv", simulator, new CollectingReporter())) {
                check.row(row(2, "https://catalog.darkroom.example/gone"));
                assertThat(check.finish().unreachable()).isEqualTo(simulator ? 0 : 1);
            }
        }
    }

    @Test
    void the_single_address_of_another_models_input_is_asked_too() throws InterruptedException {
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("image_url", "https://a.example/gone");
        try (UrlCheck check = new UrlCheck(probe, "rows.csv", false, new CollectingReporter())) {
            check.row(row(2, input));
            assertThat(check.finish().unreachable()).isEqualTo(1);
        }
    }

    @Test
    void a_host_that_cannot_be_looked_up_is_warned_of_and_no_address_ends_the_check() throws InterruptedException {
        try (UrlCheck check = new UrlCheck(probe, "rows.csv", true, new CollectingReporter())) {
            check.row(row(2, "https://my_bucket.host.test/1.jpg"));
            check.row(
                    row(3, "https://catalog.darkroom.example/mug[1].jpg", "https://catalog.darkroom.example/100%wool"));
            check.row(row(4, "https://", "no address"));

            assertThat(check.finish()).isEqualTo(new CheckedUrls(0, 0, 3, 3));
        }
        assertThat(problems).allMatch(InputProblem::warning);
        assertThat(problems.get(0).toString())
                .isEqualTo("rows.csv:2: warning: https://my_bucket.host.test/1.jpg was not asked for: its host's name"
                        + " my_bucket.host.test holds a character, such as _, with which Darkroom cannot look it up."
                        + " See that it opens in a browser; in the report the source will be missing");
    }

    @Test
    void every_address_is_in_one_number_and_the_words_say_what_was_proved() throws InterruptedException {
        byte[] heic = "\0\0\0\u0018ftypheic".getBytes(StandardCharsets.ISO_8859_1);
        host.status("/gone", 404).status("/pause", 429).bytes("/iphone.jpg", heic);
        host.page("/large", exchange -> {
            exchange.sendResponseHeaders(200, 60_000_000);
            exchange.getResponseBody().write(PictureHost.picture("jpg"));
            exchange.getResponseBody().write(new byte[1 << 20]);
        });
        StringWriter text = new StringWriter();
        FindingReporter findings = new TextFindingReporter(new PrintWriter(text));
        try (UrlCheck check = new UrlCheck(probe, "rows.csv", false, findings)) {
            check.row(row(2, host.url("/fine"), host.url("/large"), host.url("/iphone.jpg")));
            check.row(row(3, host.url("/gone"), host.url("/pause"), host.url("/fine")));

            findings.end(new ValidationSummary(0, 2, 0, 0, check.finish()));
        }
        assertThat(text.toString())
                .contains(
                        "/iphone.jpg gives a picture of the type HEIC, whatever its name says, and the models are known"
                                + " to take PNG, JPEG, WebP and GIF. Export it as PNG, JPEG or WebP")
                .contains("; 2 of 5 image URLs give what begins as a picture, 2 give none, 1 was not checked");
    }

    private static PreparedRow row(long line, String... urls) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        for (String url : urls) {
            input.withArray("image_urls").add(url);
        }
        return row(line, input);
    }

    private static PreparedRow row(long line, ObjectNode input) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        return new PreparedRow(line - 1, line, "id", "m", input, "key", 1L, kept, null, List.of(), List.of());
    }

    private final class CollectingReporter implements FindingReporter {

        @Override
        public void ofJob(InputProblem problem) {
            throw new AssertionError(problem);
        }

        @Override
        public void ofRow(InputProblem problem) {
            problems.add(problem);
        }

        @Override
        public void end(ValidationSummary verdict) {
            throw new AssertionError(verdict);
        }
    }
}
