package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.ProgramInvocation;
import dev.darkroom.job.ExitCode;
import dev.darkroom.workspace.Workspace;
import dev.darkroom.workspace.WorkspaceLock;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunCommandsIT {

    private final Path folder;

    RunCommandsIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void workspace() throws IOException {
        SimulatorJob.write(folder, "night");
        Files.writeString(folder.resolve("rows.csv"), """
                id,prompt,image_urls
                a,fine,https://a.example/1.jpg
                b,[[fault:submit-lost]] lost\u001b,https://a.example/2.jpg
                """);
    }

    @Test
    void strict_buys_nothing_if_any_row_is_invalid() throws IOException {
        Files.writeString(folder.resolve("rows.csv"), """
                id,prompt,image_urls
                a,fine,https://a.example/1.jpg
                b,,https://a.example/2.jpg
                """);
        CliRun strict = darkroom("run", "job.yaml", "--strict");
        assertThat(strict.code()).isEqualTo(2);
        assertThat(strict.err()).contains("1 row is invalid", "1 rejected, 1 pending");
        CliRun lenient = darkroom("run", "job.yaml");
        assertThat(lenient.code()).isEqualTo(5);
        assertThat(lenient.err()).contains("1 succeeded, 1 rejected");
    }

    @Test
    void the_runs_are_told_for_people_programs_and_spreadsheets() {
        darkroom("run", "job.yaml");

        assertThat(darkroom("runs").outLines().get(1)).contains(" finished ", " 50% ");
        JsonNode run = darkroom("runs", "--json").json().path("runs").path(0);
        assertThat(run.path("ok_share").decimalValue()).isEqualByComparingTo("0.5");
        assertThat(run.path("bought").asInt()).isEqualTo(1);
        assertThat(run.path("reused").asInt()).isZero();
        assertThat(run.path("duration_s").isNumber()).isTrue();
        List<String> csv = darkroom("runs", "--csv").outLines();
        assertThat(csv.get(0)).startsWith("\uFEFFrun,job,service,started_at,");
        assertThat(csv.get(1)).contains(",finished,,5,2,1,0.5000,1,0,");
        assertThat(darkroom("runs", "--csv", "--json").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void on_a_terminal_the_runs_are_as_wide_as_it_and_piped_they_are_whole() throws IOException {
        Files.writeString(
                folder.resolve("job.yaml"),
                Files.readString(folder.resolve("job.yaml"))
                                .replace("name: night", "name: a-job-of-some-thirty-characters")
                        + "budget: { price: 0.02, max-cost: 0.01 }\n");
        darkroom("run", "job.yaml");

        List<String> narrow = runsAt(80);
        assertThat(narrow).allMatch(line -> line.length() <= 80);
        assertThat(narrow.get(0))
                .startsWith("RUN ")
                .contains(" STATE ", " ROWS ")
                .endsWith(" REASON");
        assertThat(narrow.get(1)).contains("a-job-of-some-thirty-characters-2", " stopped ", "  budget: ");
        List<String> piped = darkroom("runs").outLines();
        assertThat(piped.get(0)).contains("JOB", "STARTED", "TOOK", "EXIT", "OK", "BOUGHT", "REUSED", "SPENT");
        assertThat(runsAt(300)).isEqualTo(piped);
    }

    private List<String> runsAt(int columns) {
        StringWriter out = new StringWriter();
        CommandShell shell = new CommandShell(
                new PrintWriter(out), new PrintWriter(new StringWriter()), Map.of(), folder, true, null, null, columns);
        assertThat(new DarkroomCli(shell).run("runs")).isZero();
        return out.toString().lines().toList();
    }

    @Test
    void a_run_that_was_not_begun_says_why_in_its_summary_and_how_it_may_be() throws IOException {
        CliRun refused = darkroom("run", "job.yaml", "--strict", "--max-cost", "7", "--set", "budget.price=0.01");
        assertThat(refused.err()).contains("\nnote      the max-cost given here");
        Files.writeString(
                folder.resolve("rows.csv"),
                "id,prompt,image_urls\na,,https://a.example/1.jpg\nb,x,https://a.example/1.jpg\n");

        assertThat(darkroom("run", "job.yaml", "--strict").code()).isEqualTo(ExitCode.USAGE);

        JsonNode summary = JsonMapper.shared().readTree(Files.readString(folder.resolve(".darkroom/summary.json")));
        assertThat(summary.path("stop_reason").asString()).startsWith("refused: 1 row is invalid");
        assertThat(folder.resolve(".darkroom/metrics.prom")).exists();
    }

    @Test
    void an_unknown_row_is_shown_with_what_settles_it_and_settled() {
        CliRun closing = darkroom("run", "job.yaml");
        assertThat(closing.code()).isEqualTo(ExitCode.PICTURES_MISSING);
        JsonNode status = darkroom("status", "--json").json();
        String run = status.path("run").asString();
        assertThat(status.path("state").asString()).isEqualTo("finished");
        assertThat(status.path("rows").path("unknown").asInt()).isEqualTo(1);
        assertThat(status.path("unknown").path(0).path("id").asString()).isEqualTo("b");
        CliRun text = darkroom("status", run);
        assertThat(text.code()).isZero();
        assertThat(text.out())
                .contains("resolve " + run + " ID REQUEST_ID", "resume " + run + " --only unknown", "lost\\u001b")
                .doesNotContain("\u001b");
        assertThat(closing.err()).contains(" status " + run + "\n");
        CliRun report = darkroom("report", run);
        assertThat(report.err())
                .contains("resolve " + run + " ID REQUEST_ID", "resume " + run + " --only unknown", "lost\\u001b")
                .doesNotContain("\u001b");
        assertThat(report.outLines()).hasSize(1);

        CliRun settled = darkroom("resolve", run, "b", "not-submitted");

        assertThat(settled.code()).isZero();
        assertThat(settled.out()).contains("b", "pending again", "resume " + run);
        assertThat(darkroom("status", run).out()).contains("stopped", "1 pending");
        CliRun cancelled = darkroom("cancel", run);
        assertThat(cancelled.code()).isEqualTo(ExitCode.PICTURES_MISSING);
        assertThat(darkroom("status", run).out()).contains("finished", "1 cancelled");
    }

    @Test
    void a_row_is_settled_only_by_a_request_the_service_knows() throws IOException {
        darkroom("run", "job.yaml");
        JsonNode before = darkroom("status", "--json").json();
        String run = before.path("run").asString();

        CliRun mistyped = darkroom("resolve", run, "b", "no-such-request");

        assertThat(mistyped.code()).isEqualTo(ExitCode.USAGE);
        assertThat(mistyped.err())
                .contains("the service does not know the request no-such-request", "copy it again", "not-submitted");
        assertThat(darkroom("status", run).out()).contains("1 succeeded, 1 unknown");

        CliRun settled = darkroom("resolve", run, "b", lostRequest());

        assertThat(settled.err()).isEqualTo(workspaceLine());
        assertThat(settled.code()).isZero();
        assertThat(darkroom("resume", run).code()).isZero();
        assertThat(darkroom("status", run).out()).contains("2 succeeded");
    }

    /** Returns the request whose answer was lost, as the usage page would show it. */
    private String lostRequest() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve(".darkroom/simulator/requests.jsonl"))) {
            return lines.filter(line -> line.contains("submit-lost"))
                    .map(line -> JsonMapper.shared().readTree(line).path("id").asString())
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void a_request_that_cannot_be_checked_settles_the_row_and_says_so() throws IOException {
        assertSettledUnchecked("https://service.invalid/v1", "there is no token for https://service.invalid/v1");
        assertSettledUnchecked("http://127.0.0.1:1", "the service gave no usable answer");
        HttpServer strict = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        strict.createContext("/", call -> {
            call.sendResponseHeaders(401, -1);
            call.close();
        });
        strict.start();
        try {
            assertSettledUnchecked("http://127.0.0.1:" + strict.getAddress().getPort(), "refuses the token");
        } finally {
            strict.stop(0);
        }
    }

    private void assertSettledUnchecked(String service, String message) throws IOException {
        Files.writeString(
                folder.resolve("rows.csv"),
                "id,prompt,image_urls\nb,[[fault:submit-lost]] " + service + ",https://a.example/2.jpg\n");
        darkroom("run", "job.yaml", "--new");
        String run = darkroom("status", "--json").json().path("run").asString();
        Path job = folder.resolve(".darkroom/runs").resolve(run).resolve("job.json");
        Files.writeString(
                job, Files.readString(job).replaceFirst("(\"api\"\\s*:\\s*)\"simulator\"", "$1\"" + service + '"'));

        CliRun settled = darkroom("resolve", run, "b", "whatever-" + run);

        assertThat(settled.err()).contains("the request whatever-" + run + " could not be checked", message);
        assertThat(settled.code()).isZero();
        assertThat(darkroom("status", run).out()).contains("1 submitted");
    }

    @Test
    void runs_are_listed_for_people_and_programs() {
        assertThat(darkroom("runs").code()).isZero();
        assertThat(darkroom("runs", "--json").json().path("runs").isEmpty()).isTrue();
        darkroom("run", "job.yaml");
        darkroom("run", "job.yaml", "--first", "1");

        JsonNode runs = darkroom("runs", "--json").json().path("runs");

        assertThat(runs.size()).isEqualTo(2);
        assertThat(runs.path(0).path("rows").asInt()).isEqualTo(1);
        assertThat(runs.path(0).path("with_picture").asInt()).isEqualTo(1);
        assertThat(runs.path(1).path("exit_code").asInt()).isEqualTo(ExitCode.PICTURES_MISSING);
        assertThat(darkroom("runs").outLines()).hasSize(3);
    }

    @Test
    void status_and_runs_work_beside_a_process_that_holds_the_workspace_and_others_wait() throws IOException {
        darkroom("run", "job.yaml");
        try (WorkspaceLock lock =
                WorkspaceLock.tryRun(new Workspace(folder.resolve(".darkroom"))).orElseThrow()) {
            assertThat(lock.tryWork()).isTrue();
            assertThat(darkroom("status").out()).contains("1 succeeded, 1 unknown");
            assertThat(darkroom("runs").code()).isZero();
            assertThat(darkroom("resolve", "x", "b", "not-submitted").code()).isEqualTo(ExitCode.WORKSPACE_HELD);
            assertThat(darkroom("cancel", "x").code()).isEqualTo(ExitCode.WORKSPACE_HELD);
            assertThat(darkroom("prune", "--keep", "0").code()).isEqualTo(ExitCode.WORKSPACE_HELD);
        }
    }

    @Test
    void a_run_that_begins_while_somebody_reads_waits_and_is_not_lost() throws IOException {
        WorkspaceLock reader = WorkspaceLock.tryTake(new Workspace(folder.resolve(".darkroom")))
                .orElseThrow();
        StringWriter err = new StringWriter() {
            @Override
            public void write(String text, int from, int length) {
                super.write(text, from, length);
                if (text.contains("is held for a moment")) {
                    letGo(reader);
                }
            }
        };
        PrintWriter out = new PrintWriter(Writer.nullWriter());

        int code = new DarkroomCli(new CommandShell(out, new PrintWriter(err, true), Map.of(), folder, false))
                .run(new String[] {"run", "job.yaml"});

        assertThat(code).isEqualTo(ExitCode.PICTURES_MISSING);
        assertThat(err.toString()).contains("waiting for its end, 600 s at most", "1 succeeded, 1 unknown");
    }

    private static void letGo(WorkspaceLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resolve RUN a not-submitted | not unknown",
                "resolve RUN nobody not-submitted | has no row nobody",
                "resolve RUN b no/id | is not a request id",
                "resolve nowhere b not-submitted | there is no run nowhere",
                "resume RUN --only pending | is not one of failed, timed_out, cancelled, download_failed, unknown",
                "cancel nowhere | there is no run nowhere",
                "status nowhere | there is no run nowhere",
                "prune | --keep",
                "prune --keep soon | is not a duration"
            })
    void what_cannot_be_done_is_said_with_exit_code_2(String line, String message) {
        darkroom("run", "job.yaml");
        String run = darkroom("status", "--json").json().path("run").asString();

        CliRun refused = darkroom(line.replace("RUN", run).split(" "));

        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains(message);
    }

    @Test
    void prune_says_what_it_deleted_and_what_it_kept() {
        darkroom("run", "job.yaml");
        assertThat(darkroom("prune", "--keep", "0").out()).contains("kept night-", "1 of its rows");
        String run = darkroom("status", "--json").json().path("run").asString();
        darkroom("resolve", run, "b", "not-submitted");
        assertThat(darkroom("prune", "--keep", "30d").out()).contains("nothing was deleted");
        assertThat(darkroom("prune", "--keep", "0").out()).contains("deleted " + run);
        assertThat(folder.resolve("out").resolve(run)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"status", "status --json", "runs", "runs --csv", "report", "prune --keep 9d", "plan job.yaml"})
    void every_command_says_first_which_workspace_it_works_in(String line) {
        CliRun run = darkroom(line.split(" "));

        assertThat(run.err()).startsWith(workspaceLine());
        assertThat(run.out()).doesNotContain(folder.toString());
    }

    @Test
    void what_the_environment_named_is_named_by_every_command_that_is_printed() {
        Path other = folder.resolve("other");
        String prefix = ProgramInvocation.setting(other.toString(), File.separatorChar == '\\') + "java -jar ";
        Map<String, String> environment = Map.of("DARKROOM_HOME", other.toString());

        CliRun run = CliRun.in(folder, environment, "run", "job.yaml");
        CliRun status = CliRun.in(folder, environment, "status");
        CliRun report = CliRun.in(folder, environment, "report");
        String id = CliRun.in(folder, environment, "status", "--json")
                .json()
                .path("run")
                .asString();
        CliRun settled = CliRun.in(folder, environment, "resolve", id, "b", "not-submitted");
        CliRun elsewhere = darkroom("status", id);

        assertThat(List.of(run.err(), status.out(), report.err(), settled.out()))
                .allSatisfy(message -> assertThat(message.lines().filter(line -> line.contains("java -jar")))
                        .isNotEmpty()
                        .allMatch(line -> line.contains(prefix)));
        assertThat(run.err()).startsWith("workspace " + other + System.lineSeparator());
        assertThat(elsewhere.code()).isEqualTo(ExitCode.USAGE);
        assertThat(elsewhere.err()).contains(folder.resolve(".darkroom").toString(), "set DARKROOM_HOME");
    }

    @Test
    void a_run_that_is_not_there_is_said_with_the_workspace_that_was_searched() {
        darkroom("run", "job.yaml");

        assertThat(darkroom("status", "nowhere").err())
                .contains("there is no run nowhere in the workspace " + folder.resolve(".darkroom") + ". The ")
                .contains("To look in another workspace, set DARKROOM_HOME to it");
    }

    private String workspaceLine() {
        return "workspace " + folder.resolve(".darkroom") + System.lineSeparator();
    }

    private CliRun darkroom(String... arguments) {
        return CliRun.in(folder, arguments);
    }
}
