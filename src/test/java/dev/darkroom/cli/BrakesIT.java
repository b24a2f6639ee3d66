package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.job.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tries each brake as a user meets it: by the line of a crontab, its exit code, its words and its summary. Whole weeks of
 * starts are played by a clock of its own in {@code StoppedNightsIT}.
 */
class BrakesIT {

    private static final int ROWS = 12;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    @TempDir
    private Path folder;

    @Test
    void rows_that_fail_for_one_reason_stop_every_start_until_somebody_goes_past() throws IOException {
        job("stop-if-same: 4", "faults: { job-failed: { share: 1 } }");
        CliRun first = run();
        long bought = bought();
        assertStopped(first, "stop-if-same: 4 rows in a row ended without a picture, all with JOB_FAILED");
        assertThat(first.err()).contains("resume --past-stop night-");
        assertThat(bought).isEqualTo(4);

        assertThat(run().code()).isEqualTo(ExitCode.STOPPED);
        assertThat(bought()).isEqualTo(bought);
        assertThat(summary().path("stop_reason").asString())
                .startsWith("stop-if-same: 4 rows in a row ended without a picture, all with JOB_FAILED");

        CliRun past =
                CliRun.in(folder, "resume", "--past-stop", summary().path("run").asString());
        assertThat(past.code()).isEqualTo(ExitCode.STOPPED);
        assertThat(bought()).isEqualTo(2 * bought);
    }

    @Test
    void rows_that_fail_while_what_a_budget_allowed_is_collected_stop_the_next_start_too() throws IOException {
        job(
                "stop-if-same: 2\nbudget: { price: 0.02, max-cost: 0.1 }",
                "capacity: 1, faults: { job-failed: [{ prompt: red 0 }, { prompt: red 1 }, { prompt: red 2 }, { prompt: red 3 }] }");
        String[] slow = {"--set", "simulator.service-time=500ms", "--set", "submit.max-in-flight=8"};
        CliRun first = run(slow);
        assertThat(bought()).isEqualTo(5);
        assertStopped(first, "stop-if-same: 2 rows in a row ended without a picture, all with JOB_FAILED");
        assertThat(first.err()).contains("1 succeeded, 4 failed");

        CliRun next = run("--max-cost", "5");

        assertStopped(next, "stop-if-same: 2 rows in a row");
        assertThat(bought()).isEqualTo(5);
    }

    @Test
    void a_start_outside_the_window_buys_nothing_and_says_when_it_will() throws IOException {
        LocalTime now = LocalTime.now(ZoneOffset.UTC);
        String closed = TIME.format(now.plusHours(2)) + "-" + TIME.format(now.plusHours(4)) + " UTC";
        job("window: " + closed, "faults: {}");
        CliRun stopped = run();
        assertStopped(stopped, "window: nothing is bought outside the window " + closed + "; it opens at ");
        assertThat(run().code()).isEqualTo(ExitCode.STOPPED);
        String delay = "          (buys nothing before the window opens at ";
        assertThat(stopped.errLines().get(stopped.errLines().size() - 1))
                .startsWith(delay)
                .endsWith(" UTC, but at once with --set window=none)");
        assertThat(CliRun.in(folder, "status").out()).contains(delay);
        assertThat(bought()).isZero();
        assertThat(summary().path("rows").path("pending").asInt()).isEqualTo(ROWS);

        String open = TIME.format(now.minusHours(2)) + "-" + TIME.format(now.plusHours(2)) + " UTC";
        assertThat(run("--set", "window=" + open).code()).isZero();
        assertThat(bought()).isEqualTo(ROWS);
    }

    @Test
    void a_months_budget_holds_over_starts_and_over_other_jobs() throws IOException {
        job("budget: { price: 0.015, per-month: 0.08 }", "faults: {}");
        assertStopped(run(), "budget: the next purchase, 0.015 USD, would exceed budget.per-month of 0.08 USD");
        assertThat(bought()).isEqualTo(5);
        CliRun again = run();
        assertThat(again.code()).isEqualTo(ExitCode.STOPPED);
        assertThat(again.err())
                .containsPattern("\\(buys nothing before \\d{4}-\\d\\d-01 00:00 \\S+, but at once with a higher --set"
                        + " budget\\.per-month=USD\\)");
        assertThat(bought()).isEqualTo(5);

        Files.writeString(
                folder.resolve("job.yaml"),
                Files.readString(folder.resolve("job.yaml")).replace("name: night", "name: other"));
        assertStopped(run(), "budget: ");
        assertThat(bought()).isZero();
    }

    @Test
    void a_limit_at_a_price_for_something_else_is_refused_and_the_remedy_works() throws IOException {
        job("budget: { max-cost: 5 }", "faults: { model-per-second: { share: 1 } }");
        CliRun refused = run();
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err())
                .contains(
                        "budget.max-cost cannot be kept: the service prices",
                        " per second, not per output. Set budget.price to what an output costs at most");
        assertThat(bought()).isZero();
        assertThat(run("--set", "budget.price=0.05").code()).isZero();
        assertThat(bought()).isEqualTo(ROWS);
    }

    @Test
    void a_later_start_of_a_stopped_run_tells_the_same_cost_and_a_way_on_that_works() throws IOException {
        job("canary: 3", "faults: { job-failed: { share: 1 } }");
        List<String> told = run().errLines();
        assertThat(told)
                .contains("errors    retrying may help, once the run has gone on past its stop:")
                .contains("cost      0.00 USD spent, 0.18 estimated");
        CliRun again = run();
        assertThat(again.errLines().subList(2, again.errLines().size())).isEqualTo(told.subList(2, told.size()));

        CliRun chosen = CliRun.in(folder, "resume", "--only", "failed");
        assertThat(bought()).isEqualTo(3);
        CliRun retried = goOn(chosen, "");
        assertThat(retried.err())
                .contains("selection: only rows in the status failed were worked on, and 9 others wait");
        assertThat(bought()).isEqualTo(6);
        assertThat(goOn(retried, "").code()).isEqualTo(ExitCode.PICTURES_MISSING);
    }

    @Test
    void reports_advise_what_works_while_a_stop_keeps_the_run_shut() throws IOException {
        job("canary: 3", "faults: { job-failed: { share: 1 } }");
        CliRun stopped = run();
        assertAdvised("Run resume --past-stop --only failed;");
        CliRun.in(folder, "report");
        assertAdvised("Run resume --past-stop --only failed;");

        assertThat(goOn(stopped, "").code()).isEqualTo(ExitCode.PICTURES_MISSING);
        assertThat(bought()).isEqualTo(ROWS);
        assertAdvised("Run resume --only failed;");
    }

    @Test
    void pruning_a_stopped_run_tells_of_the_rows_that_it_has_not_bought() throws IOException {
        job("budget: { price: 0.015, max-cost: 0.08 }", "faults: {}");
        assertStopped(run(), "budget: ");

        CliRun pruned = CliRun.in(folder, "prune", "--keep", "0d");
        assertThat(pruned.out()).startsWith("deleted night-").contains("7 rows of it had not been bought yet");
    }

    private void assertAdvised(String advice) throws IOException {
        Path output = output();
        assertThat(output.resolve("report/by-error.csv")).content().contains(advice);
        assertThat(output.resolve("report.html")).content().contains(advice);
    }

    private Path output() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("out"))) {
            return runs.findFirst().orElseThrow();
        }
    }

    @Test
    void the_budget_that_is_named_after_a_stop_is_enough_for_all_rows_though_they_cost_more_than_their_price()
            throws IOException {
        job("budget: { max-cost: 0.05 }", "faults: { result-dear: { share: 1 } }");
        CliRun stopped = run();
        assertStopped(stopped, "budget: the next purchase, ");
        CliRun status = CliRun.in(folder, "status");
        assertThat(status.out()).contains(" resume --max-cost USD night-");

        assertThat(goOn(stopped, "").code()).isZero();
        assertThat(bought()).isEqualTo(ROWS);
    }

    @Test
    void a_stop_for_want_of_a_price_asks_for_it_in_the_command_that_goes_on() throws IOException {
        job("budget: { max-cost: 5 }", "faults: { model-no-price: { share: 1 } }");
        CliRun refused = run();
        assertThat(refused.err()).contains("no estimate: it stopped before all prices were known");
        assertThat(goOn(refused, "0.02").code()).isZero();
        assertThat(bought()).isEqualTo(ROWS);
    }

    /** An invalid row never stops the good ones. */
    @Test
    void rows_that_are_rejected_before_anything_is_bought_are_none_of_the_canary() throws IOException {
        job("canary: 3\nstop-if-same: 2", "faults: {}");
        String rows = Files.readString(folder.resolve("rows.csv"));
        Files.writeString(
                folder.resolve("rows.csv"),
                rows.replaceAll("(?m)^(r[0-5]),(.*),https://a.example/1.jpg$", "$1,$2,http://a.example/1.jpg"));
        CliRun run = run();
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PICTURES_MISSING);
        assertThat(run.err()).contains("6 succeeded, 6 rejected");
    }

    @Test
    void a_stop_posts_a_card_to_teams() throws IOException {
        List<String> posts = new CopyOnWriteArrayList<>();
        HttpServer hook = server(200, "1", posts);
        try {
            String address = "http://127.0.0.1:" + hook.getAddress().getPort() + "/hook";
            job(
                    "stop-if-same: 4\nnotify: { url: \"" + address + "\", format: teams, on: [stopped] }",
                    "faults: { job-failed: { share: 1 } }");
            assertThat(run().code()).isEqualTo(ExitCode.STOPPED);
        } finally {
            hook.stop(0);
        }
        assertThat(posts).hasSize(1);
        JsonNode card = JsonMapper.shared().readTree(posts.get(0).substring("POST ".length()));
        assertThat(card.at("/attachments/0/contentType").asString())
                .isEqualTo("application/vnd.microsoft.card.adaptive");
        assertThat(card.at("/attachments/0/content/type").asString()).isEqualTo("AdaptiveCard");
        assertThat(card.at("/attachments/0/content/body/0/text").asString())
                .startsWith("Darkroom run night-")
                .contains("stopped", "exit 4", "12 rows");
    }

    /** As the vendor describes a model of his that makes no pictures, under the name that a job takes for one that does. */
    @Test
    void a_model_that_the_service_calls_one_of_video_is_not_bought_from() throws IOException {
        List<String> calls = new CopyOnWriteArrayList<>();
        HttpServer service = server(
                200,
                "{\"model_id\":\"blackforestlabs/flux-2/flash/edit\",\"kind\":\"video\",\"base_price_usd\":0.1}",
                calls);
        try {
            job("budget: { price: 0.02 }", "faults: {}");
            String api = "http://127.0.0.1:" + service.getAddress().getPort() + "/v1";
            CliRun refused = run("--api", api);
            assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
            assertThat(refused.err())
                    .contains(
                            "the model blackforestlabs/flux-2/flash/edit makes video, and Darkroom keeps pictures alone:"
                                    + " nothing is bought. Take a model that makes pictures");
        } finally {
            service.stop(0);
        }
        assertThat(calls).isNotEmpty().allMatch(call -> call.startsWith("GET"));
        assertThat(bought()).isZero();
    }

    private void assertStopped(CliRun run, String reason) throws IOException {
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.STOPPED);
        assertThat(run.err()).contains("stopped (" + reason);
        assertThat(summary().path("stop_reason").asString()).startsWith(reason);
        assertThat(summary().path("exit_code").asInt()).isEqualTo(ExitCode.STOPPED);
    }

    /** Types the command that a run names as the one that goes on, with an amount where it wants one. */
    private CliRun goOn(CliRun run, String amount) {
        String line = run.errLines().stream()
                .filter(each -> each.startsWith("go on "))
                .findFirst()
                .orElseThrow();
        String command = line.substring(line.indexOf(" resume ") + 1).replace("USD", amount);
        return CliRun.in(folder, command.split(" "));
    }

    private CliRun run(String... options) {
        return CliRun.in(
                folder,
                Stream.concat(Stream.of("run", "job.yaml", "--yes"), Stream.of(options))
                        .toArray(String[]::new));
    }

    private long bought() throws IOException {
        return summary().path("requests").path("submitted").asLong();
    }

    private JsonNode summary() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(folder.resolve(".darkroom/summary.json")));
    }

    private void job(String key, String faults) throws IOException {
        Files.createDirectories(folder.resolve(".darkroom"));
        Files.writeString(folder.resolve("job.yaml"), """
                name: night
                manifest: rows.csv
                model: blackforestlabs/flux-2/flash/edit
                api: simulator
                input: { image_size: square }
                submit: { rate: 500/s, max-in-flight: 1 }
                report: { sources: none }
                simulator: { service-time: 0s, %s }
                output: out/{{run}}
                %s
                """.formatted(faults, key));
        Files.writeString(
                folder.resolve("rows.csv"),
                IntStream.range(0, ROWS)
                        .mapToObj(row -> "r" + row + ",make it red " + row + ",https://a.example/1.jpg\n")
                        .collect(Collectors.joining("", "id,prompt,image_urls\n", "")));
    }

    /** Starts a server that answers all calls alike and notes method and body of each. */
    private static HttpServer server(int status, String answer, List<String> calls) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            calls.add(exchange.getRequestMethod() + " " + body);
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }
}
