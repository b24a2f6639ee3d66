package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.job.ExitCode;
import dev.darkroom.workspace.Workspace;
import dev.darkroom.workspace.WorkspaceLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Serves a night's page and decides on it, as the page does by its calls. */
class ServedReviewIT {

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void a_decision_outlives_the_process_and_stands_in_all_that_is_written_at_the_end() throws Exception {
        ServedNight night = ServedNight.run(folder, "");
        try (ServedNight.ServedProcess served = night.serve("--reviewer", "ann")) {
            assertThat(call(HttpRequest.newBuilder(served.address())).statusCode())
                    .isEqualTo(200);
            assertThat(decide(served.address(), decision("MUG-1", 2, "approved", "fine", ""))
                            .statusCode())
                    .isEqualTo(200);
            served.kill();
        }
        assertThat(night.journal().lines().filter(line -> line.contains("\"reviewed\"")))
                .hasSize(1)
                .allMatch(line -> line.contains("ann") && line.contains("fine"));

        try (ServedNight.ServedProcess served = night.serve("--port", "0")) {
            assertThat(body(call(HttpRequest.newBuilder(served.address()))))
                    .as("the page tells what was recorded before it was served again")
                    .contains("\"verdict\":\"approved\",\"note\":\"fine\",\"reviewer\":\"ann\"");
            HttpResponse<String> several = decide(
                    served.address(),
                    decision("MUG-2", 3, "rejected", "prompt: a cup at dusk", "ben"),
                    decision("MUG-1", 2, "approved", "fine", "ann"),
                    decision("MUG-4", 5, "approved", "", "ben"),
                    decision("NONE", 9, "approved", "", "ben"));
            assertThat(several.statusCode()).as(body(several)).isEqualTo(422);
            assertThat(results(several))
                    .containsExactly(
                            "recorded  rejected",
                            "recorded  approved",
                            "refused the row MUG-4 is failed and has no picture to approve null",
                            "refused the run " + night.id() + " has no row NONE null");
            assertThat(decide(served.address(), decision("MUG-3", 4, "approved", "", "ben"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(results(decide(served.address(), decision("MUG-3", 4, "withdrawn", "", "ben"))))
                    .containsExactly("recorded  withdrawn");

            String said = served.stop();

            assertThat(said)
                    .startsWith(ExitCode.FINISHED + "\n")
                    .contains(night.id() + ": 1 approved, 1 rejected")
                    .contains("make them again with: ")
                    .doesNotContain("not answered");
            String token = served.address().getPath().split("/")[1];
            assertThat(said.split(token, -1)).as("the address is said once").hasSize(2);
            assertThat(filesWith(token)).isEmpty();
        }
        assertThat(Files.readAllLines(folder.resolve("approved.csv")))
                .hasSize(2)
                .last()
                .isEqualTo("MUG-1,images/MUG-1-1.png");
        assertThat(Files.readAllLines(folder.resolve("redo.csv")))
                .hasSize(2)
                .last()
                .asString()
                .contains("MUG-2,Cup", "a cup at dusk");
        assertThat(night.results())
                .extracting(row -> row.path("verdict").asString(""))
                .containsExactly("approved", "rejected", "withdrawn", "");
    }

    @Test
    void who_disagrees_is_told_with_whom_and_nothing_is_recorded() throws Exception {
        ServedNight night = ServedNight.run(folder, "review: { overrule: nobody }\n");
        try (ServedNight.ServedProcess served = night.serve()) {
            assertThat(decide(served.address(), decision("MUG-1", 2, "approved", "", "ann"))
                            .statusCode())
                    .isEqualTo(200);

            HttpResponse<String> other = decide(
                    served.address(),
                    decision("MUG-1", 2, "rejected", "", "ben"),
                    decision("MUG-2", 3, "approved", "", "ben"));

            assertThat(other.statusCode()).isEqualTo(409);
            assertThat(results(other))
                    .containsExactly(
                            "conflict ann approved (recorded before), ben rejected (report.html:1) approved",
                            "recorded  approved");
            assertThat(served.stop()).contains(": 2 approved, 0 rejected");
        }
    }

    @Test
    void while_another_process_holds_the_workspace_a_decision_waits_and_is_not_lost() throws Exception {
        ServedNight night = ServedNight.run(folder, "");
        try (ServedNight.ServedProcess served = night.serve()) {
            Workspace workspace = Workspace.find(folder.resolve(".darkroom").toString(), folder);
            try (WorkspaceLock held = WorkspaceLock.tryTake(workspace).orElseThrow()) {
                assertThat(held.isHeld()).isTrue();
                assertThat(decide(served.address(), decision("MUG-1", 2, "approved", "", "ann"))
                                .statusCode())
                        .isEqualTo(503);
            }
            assertThat(decide(served.address(), decision("MUG-1", 2, "approved", "", "ann"))
                            .statusCode())
                    .isEqualTo(200);
            CliRun beside = CliRun.in(folder, "run", "job.yaml", "--new");
            assertThat(beside.code()).as(beside.err()).isEqualTo(ExitCode.PICTURES_MISSING);
        }
    }

    @Test
    void a_stop_while_another_process_holds_the_workspace_says_who_writes_the_files() throws Exception {
        ServedNight night = ServedNight.run(folder, "");
        try (ServedNight.ServedProcess served = night.serve()) {
            assertThat(decide(served.address(), decision("MUG-1", 2, "approved", "", "ann"))
                            .statusCode())
                    .isEqualTo(200);
            Workspace workspace = Workspace.find(folder.resolve(".darkroom").toString(), folder);
            try (WorkspaceLock held = WorkspaceLock.tryTake(workspace).orElseThrow()) {
                assertThat(held.isHeld()).isTrue();
                assertThat(served.stop())
                        .startsWith(ExitCode.WORKSPACE_HELD + "\n")
                        .contains("All decisions that the page shows as saved are recorded; 'report' writes");
            }
        }
        assertThat(folder.resolve("approved.csv")).doesNotExist();
        assertThat(CliRun.in(folder, "report", night.id()).code()).isZero();
        assertThat(night.results())
                .extracting(row -> row.path("verdict").asString(""))
                .containsExactly("approved", "", "", "");
    }

    @Test
    void what_does_not_fit_together_is_refused() {
        assertThat(CliRun.in(folder, "review", "x").code()).isEqualTo(ExitCode.USAGE);
        assertThat(CliRun.in(folder, "review", "x", "--serve", "d.csv").code()).isEqualTo(ExitCode.USAGE);
        assertThat(CliRun.in(folder, "review", "x", "--serve", "--where", "a = b")
                        .code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(CliRun.in(folder, "review", "x", "d.csv", "--port", "1").code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(CliRun.in(folder, "review", "x", "--serve", "--port", "65536")
                        .err())
                .contains("There is no port 65536");
    }

    private List<Path> filesWith(String token) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("said"))
                    .filter(file -> holds(file, token))
                    .toList();
        }
    }

    private static boolean holds(Path file, String token) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String decision(String id, int line, String decision, String note, String reviewer) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("id", id)
                .put("number", line - 1)
                .put("line", line)
                .put("decision", decision)
                .put("note", note)
                .put("reviewer", reviewer)
                .toString();
    }

    private HttpResponse<String> decide(URI page, String... decisions) throws Exception {
        return call(HttpRequest.newBuilder(page.resolve("decisions"))
                .header("Content-Type", "application/json")
                .header("Origin", "http://" + page.getAuthority())
                .POST(HttpRequest.BodyPublishers.ofString("{\"decisions\":[" + String.join(",", decisions) + "]}")));
    }

    private HttpResponse<String> call(HttpRequest.Builder request) throws Exception {
        return client.send(request.timeout(Duration.ofMinutes(2)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String body(HttpResponse<String> response) {
        return response.body();
    }

    /** Returns of each result what became of it, why, and the last word on the row. */
    private static List<String> results(HttpResponse<String> response) {
        JsonNode results = JsonMapper.shared().readTree(response.body()).path("results");
        return results.valueStream()
                .map(result -> result.path("result").asString() + " "
                        + result.path("message").asString() + " "
                        + result.path("last").path("verdict").asString("null"))
                .toList();
    }
}
