package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.ApiToken;
import dev.darkroom.job.ExitCode;
import dev.darkroom.pace.StoredPauses;
import dev.darkroom.workspace.Workspace;
import dev.darkroom.workspace.WorkspaceLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds what a plan says to what the run then does; a plan leaves nothing behind. */
@Timeout(300)
class PlanCommandIT {

    private static final String HEADER = "id,prompt,image_urls";

    private final Path folder;

    PlanCommandIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void job() throws IOException {
        Files.writeString(folder.resolve("job.yaml"), """
                name: night
                manifest: rows.csv
                model: blackforestlabs/flux-2/flash/edit
                api: simulator
                input: { image_size: square }
                submit: { rate: 500/s, max-in-flight: 64 }
                simulator: { capacity: 1000, service-time: 0s }
                output: out/{{run}}
                """);
    }

    @Test
    void a_service_that_asked_for_a_pause_is_not_asked() throws IOException {
        rows("a,fine,https://a.example/1.jpg");
        String service = "http://127.0.0.1:9/v1";
        Path token = Files.writeString(folder.resolve("token"), "a-token-of-tests");
        Path home = Files.createDirectories(folder.resolve(".darkroom"));
        new StoredPauses(
                        home.resolve("pauses.json"),
                        service,
                        new ApiToken("a-token-of-tests").fingerprint(),
                        JsonMapper.shared(),
                        InstantSource.system())
                .keep("submits", Duration.ofMinutes(20));

        CliRun plan = CliRun.in(folder, "plan", "job.yaml", "--api", service, "--token-file", token.toString());

        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.out() + plan.err())
                .contains(service + " is paused until ", "so it was not asked for prices and balance. Plan again then");
    }

    @Test
    void before_anything_ran_it_counts_prices_and_leaves_nothing_behind() throws IOException {
        rows(
                "a,fine,https://a.example/1.jpg",
                "b,fine,https://a.example/1.jpg",
                "c,,https://a.example/3.jpg",
                "a,other,https://a.example/4.jpg",
                "d,other,https://a.example/5.jpg");
        CliRun plan = darkroom("plan", "job.yaml");
        assertThat(plan.code()).isZero();
        assertThat(plan.out())
                .contains(
                        "night at simulator: a new run would begin",
                        "5: 2 to buy, 1 equal to another row, 2 invalid (1 by a second id; validate names each)",
                        "2 requests, 2 outputs",
                        "by the service",
                        "at least 0s: 500.0/s, 64 in flight, the usual time at the service is unknown");
        JsonNode document =
                darkroom("plan", "job.yaml", "--json", "--max-cost", "0.015").json();
        assertThat(document.path("action").asString()).isEqualTo("begin");
        assertThat(document.path("rows").path("to_buy").asInt()).isEqualTo(2);
        assertThat(document.path("models").path(0).path("price_source").asString())
                .isEqualTo("service");
        assertThat(document.path("cost").path("requests_within_cap").asInt()).isEqualTo(1);
        assertThat(document.path("account").path("asked").asBoolean()).isTrue();
        assertThat(files()).containsExactlyInAnyOrder("job.yaml", "rows.csv");
    }

    @Test
    void a_job_that_cannot_run_is_refused_as_a_run_refuses_it() throws IOException {
        rows("a,fine,https://a.example/1.jpg");
        assertThat(darkroom("plan", "job.yaml", "--set", "input.prompt={{title}}")
                        .code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(darkroom("plan", "none.yaml").code()).isEqualTo(ExitCode.USAGE);
        assertThat(darkroom("plan", "job.yaml", "--manifest", "gone.csv").code())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void without_a_token_the_rows_are_planned_and_what_is_missing_is_said() throws IOException {
        rows("a,fine,https://a.example/1.jpg");
        CliRun plan = darkroom("plan", "job.yaml", "--api", "https://service.example/v1");
        assertThat(plan.code()).isZero();
        assertThat(plan.out()).contains("1 to buy", "unknown; set budget.price", "RUNCOMFY_TOKEN");
        CliRun priced =
                darkroom("plan", "job.yaml", "--api", "https://service.example/v1", "--set", "budget.price=0.02");
        assertThat(priced.out()).contains("0.02 USD an output, by budget.price", "cost       0.02 USD");
    }

    @Test
    void two_nights_of_two_hundred_rows_are_bought_as_planned() throws IOException {
        List<String> first = catalog(0, 200, "on white");
        rows(first.toArray(String[]::new));
        assertThat(darkroom("run", "job.yaml").code()).isZero();
        assertThat(darkroom("plan", "job.yaml").out()).contains("is finished and nothing changed", "200 done");

        List<String> second = new ArrayList<>(catalog(0, 20, "on grey"));
        second.addAll(catalog(20, 195, "on white"));
        second.addAll(catalog(200, 205, "on white"));
        rows(second.toArray(String[]::new));
        JsonNode plan = darkroom("plan", "job.yaml", "--json").json();
        assertThat(plan.path("rows").path("total").asInt()).isEqualTo(200);
        assertThat(plan.path("rows").path("to_buy").asInt()).isEqualTo(25);
        assertThat(plan.path("rows").path("reusable").asInt()).isEqualTo(175);
        assertThat(plan.path("requests").asInt()).isEqualTo(25);
        assertThat(plan.path("models").path(0).path("usual_s").isNumber()).isTrue();

        assertThat(darkroom("run", "job.yaml").err()).contains("25 succeeded, 175 reused");
    }

    @Test
    void it_says_what_is_fetched_again_and_what_an_unfinished_run_would_do() throws IOException {
        rows(catalog(0, 4, "on white").toArray(String[]::new));
        assertThat(darkroom("run", "job.yaml").code()).isZero();
        Path images = folder.resolve("out").resolve(run()).resolve("images");
        Files.delete(images.resolve("sku-0-1.png"));
        Files.writeString(images.resolve("sku-1-1.png"), "retouched");

        CliRun plan = darkroom("plan", "job.yaml", "--new");
        assertThat(plan.out()).contains("4: 2 reusable, 2 to fetch again", "to buy     0 requests");
        assertThat(darkroom("plan", "job.yaml", "--new", "--set", "reuse=false").out())
                .contains("4 to buy");

        rows(catalog(0, 6, "on white").toArray(String[]::new));
        CliRun stopped = darkroom("run", "job.yaml", "--new", "--max-cost", "0.01");
        assertThat(stopped.code()).isEqualTo(ExitCode.STOPPED);
        assertThat(stopped.err()).contains("2 succeeded, 2 reused");
        CliRun rest = darkroom("plan", "job.yaml", "--max-cost", "5");
        assertThat(rest.out()).contains("the run " + run() + " would go on", "2 to buy, 4 done");
    }

    @Test
    void it_says_until_when_it_buys_and_how_much_of_it_comes_before() throws IOException {
        rows(catalog(0, 9, "on white").toArray(String[]::new));
        CliRun late = darkroom("plan", "job.yaml", "--set", "deadline=4s", "--set", "submit.rate=1/s");
        assertThat(late.out())
                .containsPattern(
                        "deadline +buys until \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d .*: about 4 of 9 requests")
                .contains("the deadline comes before the end");
        CliRun early = darkroom("plan", "job.yaml", "--set", "deadline=6h");
        assertThat(early.out()).contains(": all 9 requests before it").doesNotContain("comes before the end");
        JsonNode document = darkroom("plan", "job.yaml", "--set", "deadline=6h", "--json")
                .json()
                .path("deadline");
        assertThat(OffsetDateTime.parse(document.path("at").asString())).isAfter(OffsetDateTime.now(ZoneOffset.UTC));
        assertThat(document.path("requests_before").asInt()).isEqualTo(9);
        assertThat(darkroom("plan", "job.yaml", "--json")
                        .json()
                        .path("deadline")
                        .isNull())
                .isTrue();
    }

    @Test
    void it_says_what_would_stop_it_and_that_a_stop_stands_until_somebody_goes_past_it() throws IOException {
        rows(catalog(0, 9, "on white").toArray(String[]::new));
        String[] stops = {"--set", "canary=3", "--set", "stop-if=30% of 50", "--set", "stop-if-same=20"};
        assertThat(darkroom(with("plan", stops)).out())
                .contains("stops      if more than 0 of the first 3 rows fail; if 15 of the last 50 rows that ended"
                        + " failed; if 20 rows in a row fail for one reason");
        String[] failing = {"--set", "canary=3", "--set", "simulator.faults={ job-failed: { share: 1 } }"};
        CliRun stopped = darkroom(with("run", failing));
        assertThat(stopped.code()).isEqualTo(ExitCode.STOPPED);
        assertThat(stopped.err())
                .contains("canary: 3 of the first 3 rows failed; nothing more is bought until somebody has looked at"
                        + " failed.csv and goes on with: resume --past-stop " + run())
                .containsPattern("go on .*resume " + run() + " --past-stop");
        assertThat(darkroom("plan", "job.yaml").out())
                .contains("a run buys nothing and ends with 4, canary: 3 of the first 3 rows failed");
        assertThat(darkroom("status").out()).contains("canary: 3 of the first 3 rows failed");
        assertThat(darkroom("run", "job.yaml").code()).isEqualTo(ExitCode.STOPPED);
        CliRun past = darkroom("resume", run(), "--past-stop", "--set", "simulator.faults={}");
        assertThat(past.err()).contains("6 succeeded, 3 failed").doesNotContain("changes nothing");
        assertThat(darkroom("resume", run(), "--past-stop").err())
                .contains("the run " + run() + " is not kept shut by a stop: --past-stop changes nothing");
    }

    @Test
    void it_says_what_the_days_and_the_months_budget_leave() throws IOException {
        rows(catalog(0, 9, "on white").toArray(String[]::new));
        String[] day = {"--set", "budget.per-day=0.001", "--set", "budget.per-month=600"};
        assertThat(darkroom(with("plan", day)).out())
                .contains("budget.per-day of 0.001 USD leaves 0.001 USD now: a run would stop before the end, with 4")
                .contains("budget.per-month of 600.00 USD leaves 600.00 USD now")
                .doesNotContain("600.00 USD now:");
        assertThat(darkroom(with("run", day)).code()).isEqualTo(ExitCode.STOPPED);
    }

    private static String[] with(String command, String... options) {
        return Stream.concat(Stream.of(command, "job.yaml"), Stream.of(options)).toArray(String[]::new);
    }

    @Test
    void it_says_when_a_window_opens_that_is_not_open() throws IOException {
        rows(catalog(0, 9, "on white").toArray(String[]::new));
        LocalTime now = LocalTime.now(ZoneOffset.UTC);
        DateTimeFormatter time = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
        String shut = now.plusHours(2).format(time) + "-" + now.plusHours(3).format(time) + " UTC";
        assertThat(darkroom("plan", "job.yaml", "--set", "window=" + shut).out())
                .containsPattern("the window " + shut + " is not open: a run now buys nothing and ends with 4; it opens"
                        + " at \\d{4}-\\d\\d-\\d\\d " + now.plusHours(2).format(time) + " UTC")
                .doesNotContain("deadline ");
        String open = now.minusHours(1).format(time) + "-" + now.plusHours(3).format(time) + " UTC";
        assertThat(darkroom("plan", "job.yaml", "--set", "window=" + open).out())
                .containsPattern(
                        "deadline +buys until .* " + now.plusHours(3).format(time) + ":00 UTC: all 9 requests");
    }

    @Test
    void a_picture_failed_by_a_check_is_announced_as_bought_again() throws IOException {
        rows("a,fine [[fault:output-blank]],https://a.example/1.jpg");
        darkroom("run", "job.yaml", "--set", "checks.fail=[blank]");
        assertThat(darkroom("plan", "job.yaml", "--new").out())
                .contains(
                        "1 to buy",
                        "1 failed by a check and bought again (the same input and seed may well come out alike");
    }

    @Test
    void it_works_beside_a_process_that_holds_the_workspace() throws Exception {
        rows("a,fine,https://a.example/1.jpg");
        assertThat(darkroom("run", "job.yaml").code()).isZero();
        WorkspaceLock held =
                WorkspaceLock.tryRun(new Workspace(folder.resolve(".darkroom"))).orElseThrow();
        try {
            assertThat(held.tryWork()).isTrue();
            assertThat(darkroom("plan", "job.yaml", "--new").out()).contains("1 reusable");
        } finally {
            held.close();
        }
    }

    private static List<String> catalog(int from, int to, String where) {
        return IntStream.range(from, to)
                .mapToObj(row -> "sku-" + row + ",mug " + row + " " + where + ",https://a.example/" + row + ".jpg")
                .toList();
    }

    private void rows(String... rows) throws IOException {
        Files.writeString(
                folder.resolve("rows.csv"),
                Stream.concat(Stream.of(HEADER), Stream.of(rows)).collect(Collectors.joining("\n", "", "\n")));
    }

    private String run() {
        return darkroom("runs", "--json")
                .json()
                .path("runs")
                .path(0)
                .path("run")
                .asString();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder))
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }

    private CliRun darkroom(String... arguments) {
        return CliRun.in(folder, arguments);
    }
}
