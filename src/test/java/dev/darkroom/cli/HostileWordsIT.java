package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.job.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tests a manifest and a service that want to take over the terminal, the log and the spreadsheet of whoever reads
 * them.
 */
class HostileWordsIT {

    private static final String TOKEN = "a-token-that-nobody-may-see-0815";
    private static final String EVIL = "\u001b[31m\u009b2J\u001b]0;t\u0007\b\u007f\u202e\u2066\u200e\u200f\u061c\u200b"
            + "\u2028\u2029\u0085\r\n\t2026-11-21T20:00:00.000Z INFO  forged";
    private static final String MARKED = "forged";
    private static final String FORMULA = "=HYPERLINK(\"https://evil.example\")";

    @TempDir
    Path folder;

    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", this::answer);
        service.start();
        Files.createDirectory(folder.resolve(".darkroom"));
        String manifest = "rows\u001b[31m\u202e.csv";
        Files.writeString(folder.resolve("job.yaml"), """
                name: night
                manifest: "%s"
                model: blackforestlabs/flux-2/flash/edit
                api: http://127.0.0.1:%s/v1
                input: { image_size: square }
                submit: { rate: 500/s }
                retry: { attempts: 1, backoff: 1ms..1ms }
                report: { by: ["%s"] }
                output: out/{{run}}
                """.formatted(
                        "rows\\u001b[31m\\u202e.csv", service.getAddress().getPort(), "=brand\\u202e"));
        Files.writeString(
                folder.resolve(manifest),
                "id,prompt,image_urls,=brand\u202e,shop" + "\n"
                        + row("refused\u202e", "refused")
                        + row(FORMULA, "refused")
                        + row("failed\u202e", "failed")
                        + row("output\u202e", "output")
                        + row("page\u202e", "page")
                        + row("id\u202e", "id")
                        + row("odd" + EVIL, ""));
    }

    private static String row(String id, String prompt) {
        return Stream.of(id, prompt.isEmpty() ? "" : prompt + EVIL, "https://a.example/" + prompt, FORMULA, "+1" + EVIL)
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .reduce((left, right) -> left + "," + right)
                        .orElseThrow()
                + "\n";
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void nothing_that_others_wrote_reaches_the_terminal_or_the_log_unescaped() throws Exception {
        List<CliRun> runs = List.of(
                darkroom("validate", "job.yaml"),
                darkroom("validate", "job.yaml", "--json"),
                darkroom("run", "job.yaml"),
                darkroom("status"),
                darkroom("status", "--json"),
                darkroom("runs"),
                darkroom("runs", "--json"),
                darkroom("report"),
                darkroom("report", "--by", EVIL),
                darkroom("resolve", EVIL, EVIL, "not-submitted"),
                darkroom("status", EVIL),
                darkroom("run", EVIL),
                darkroom(EVIL),
                darkroom("--debug", "run", "job.yaml", "--set", EVIL + "=" + EVIL));

        assertThat(runs.get(2).code()).isEqualTo(ExitCode.PICTURES_MISSING);
        for (CliRun run : runs) {
            assertHarmless(run.out());
            assertHarmless(run.err());
        }
        assertThat(runs.get(0).out()).contains("\\u202e");
        assertThat(runs.get(1).json().path("problems").size()).isPositive();
        assertThat(runs.get(3).out()).contains("\\u202e");

        Path output = output();
        String log = Files.readString(output.resolve("run.log"));
        assertHarmless(log);
        assertThat(log.lines()).noneMatch(line -> line.endsWith(MARKED) && line.startsWith("2026-11-21T20"));
        assertHarmless(Files.readString(output.resolve("results.jsonl")));
        assertHarmless(Files.readString(output.resolve("summary.json")));
        assertThat(Files.readString(output.resolve("results.jsonl"))).contains("\\u202e", MARKED);
    }

    @Test
    void no_cell_of_any_table_is_a_formula_and_no_file_holds_the_token() throws Exception {
        CliRun run = darkroom("run", "job.yaml");

        assertThat(run.err()).contains("7 in = 7 out");
        Path output = output();
        try (Stream<Path> files = Files.walk(output)) {
            List<Path> tables =
                    files.filter(file -> file.toString().endsWith(".csv")).toList();
            assertThat(tables).hasSizeGreaterThan(5);
            for (Path table : tables) {
                assertThat(cells(table)).as(table.toString()).noneMatch(cell -> cell.matches("(?s)[=+@\\t\\r-].*"));
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(TOKEN);
            }
        }
    }

    private static List<String> cells(Path table) throws IOException, CsvException {
        String text = Files.readString(table).replaceFirst("^\uFEFF", "");
        try (CSVReader csv = new CSVReaderBuilder(new StringReader(text))
                .withCSVParser(new RFC4180ParserBuilder().build())
                .build()) {
            return csv.readAll().stream().flatMap(Stream::of).toList();
        }
    }

    private Path output() throws IOException {
        try (Stream<Path> outputs = Files.list(folder.resolve("out"))) {
            return outputs.findFirst().orElseThrow();
        }
    }

    private static void assertHarmless(String text) {
        assertThat(text.replace("\n", "")).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");
        assertThat(text).doesNotContain(TOKEN);
    }

    /** Runs a command; what is logged to the process's own error stream counts as said. */
    private CliRun darkroom(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        PrintStream usual = System.err;
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try {
            CommandShell shell = new CommandShell(
                    new PrintWriter(out), new PrintWriter(err), Map.of("RUNCOMFY_TOKEN", TOKEN), folder, false);
            int code = new DarkroomCli(shell).run(arguments);
            return new CliRun(code, out.toString(), err + logged.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(usual);
        }
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            String asked = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = call.getRequestURI().getPath();
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            int status = 200;
            if (path.startsWith("/v1/models/") && call.getRequestMethod().equals("GET")) {
                body.put("model_id", "blackforestlabs/flux-2/flash/edit").put("base_price_usd", 0.01);
                body.put("price_unit", EVIL);
            } else if (path.endsWith("/balance")) {
                body.put("balance_usd", 0.001).put("currency", EVIL);
            } else if (path.startsWith("/v1/models/")) {
                status = submit(asked, body);
            } else if (path.endsWith("/result") && path.contains("output")) {
                body.put("status", "succeeded")
                        .putObject("output")
                        .put("image", "https://evil.example/" + EVIL.strip());
                body.putObject("output").putArray("images").add("https://e.example/\u202e\u001b[1m");
            } else {
                body.put("status", "failed").put("error_code", EVIL).put("error_message", EVIL + TOKEN + FORMULA);
            }
            byte[] bytes = JsonMapper.shared().writeValueAsBytes(body);
            call.sendResponseHeaders(status, bytes.length);
            call.getResponseBody().write(bytes);
        }
    }

    private static int submit(String asked, ObjectNode body) {
        if (asked.contains("\"refused")) {
            body.put("error_code", "=" + EVIL).put("error_message", EVIL + TOKEN + "<script>alert(1)</script>");
            return 422;
        }
        if (asked.contains("\"page")) {
            body.put("error", "<html>" + EVIL + TOKEN);
            return 502;
        }
        String id = asked.contains("\"output") ? "request-output" : "request-failed";
        body.put("request_id", asked.contains("\"id") ? EVIL : id).put("status", EVIL);
        return 200;
    }
}
