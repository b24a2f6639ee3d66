package dev.darkroom.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.cli.CliRun;
import dev.darkroom.cli.DarkroomCli;
import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.ProgressLine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLinesTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonLines json = new JsonLines(bytes, () -> Instant.EPOCH);

    @Test
    void each_line_that_is_printed_becomes_an_object() {
        CommandShell shell = shell();

        shell.err().print("half a ");
        shell.err().println("line");
        shell.err().println();
        shell.err().println("Kühlschrank");
        new PrintStream(json.bytes(), true, StandardCharsets.UTF_8).println("stopped by signal TERM – bye");

        assertThat(objects())
                .extracting(object -> object.path("message").asString())
                .containsExactly("half a line", "Kühlschrank", "stopped by signal TERM – bye");
    }

    @Test
    void why_a_command_failed_is_an_error() {
        assertThat(new DarkroomCli(shell()).run("run")).isEqualTo(2);
        assertThat(new DarkroomCli(shell()).run("fly")).isEqualTo(2);
        assertThat(new DarkroomCli(shell()).run("simulator", "--port", "0", "--capacity", "0"))
                .isEqualTo(2);

        assertThat(objects())
                .hasSizeGreaterThanOrEqualTo(4)
                .extracting(object -> object.path("level").asString())
                .containsOnly("ERROR");
    }

    @Test
    void progress_has_its_figures_as_keys() {
        new ProgressLine(shell()).show(new RunProgress(10, Map.of(), 3, 2.0, null, 65L, null, null));

        JsonNode object = objects().get(0);
        assertThat(object.path("message").asString()).isEqualTo("0 / 10  0%  2.0/s  3 in flight  ETA 1m 5s");
        assertThat(object.path("total").asInt()).isEqualTo(10);
        assertThat(object.path("in_flight").asInt()).isEqualTo(3);
        assertThat(object.path("spent_usd").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "run job.yaml --log json, JSON",
        "--log=json run job.yaml, JSON",
        "run job.yaml --log text, TEXT",
        "run job.yaml --log JSON, JSON",
        "run job.yaml --log=Json, JSON",
        "run job.yaml --log, TEXT",
        "run json, TEXT"
    })
    void the_format_is_known_before_the_arguments_are_parsed(String arguments, LogFormat format) {
        assertThat(LogFormat.of(arguments.split(" ", -1))).isEqualTo(format);
    }

    @Test
    void a_format_is_taken_in_any_case() {
        assertThat(CliRun.of("models", "--log", "JSON").code()).isZero();
        assertThat(CliRun.of("models", "--log=Text").code()).isZero();
    }

    @Test
    void another_format_is_refused_by_name() {
        CliRun run = CliRun.of("runs", "--log", "xml");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("'xml' is not a format of the log; there are text and json");
    }

    private CommandShell shell() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return new CommandShell(nowhere, new PrintWriter(json, true), Map.of(), Path.of(""), false, null, json, null);
    }

    private List<JsonNode> objects() {
        return bytes.toString(StandardCharsets.US_ASCII)
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }
}
