package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.job.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorCommandTest {

    @Test
    void it_says_how_to_use_it_and_serves_until_it_is_stopped()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        PipedReader out = new PipedReader();
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        CommandShell shell =
                new CommandShell(new PrintWriter(new PipedWriter(out)), nowhere, Map.of(), Path.of(""), false);
        FutureTask<Integer> run = new FutureTask<>(() -> new DarkroomCli(shell)
                .run("simulator", "--port", "0", "--fault", "away={\"submits\":9}", "--fault", "submit-lost=5%"));
        Thread thread = new Thread(run, "simulator-command");
        thread.start();

        String line = new BufferedReader(out).readLine();
        assertThat(line).matches("--api http://127\\.0\\.0\\.1:\\d+/v1");
        URI requests = URI.create(line.substring("--api ".length())).resolve("/simulator/requests");
        HttpResponse<Void> answer =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(requests).build(), BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(200);

        thread.interrupt();
        assertThat(run.get(2, TimeUnit.MINUTES)).isEqualTo(ExitCode.FINISHED);
    }

    @ParameterizedTest
    @CsvSource({
        "--fault submit-lots=0.1, submit-lost",
        "--fault submit-lost=2, submit-lost",
        "--fault submit-lost=often, is not a share",
        "--fault throttle={\"ovr\":3}, did you mean 'over'",
        "--fault throttle={, is not JSON",
        "--service-time 2, has no unit",
        "--capacity 0, capacity must be at least 1",
        "--port many, is not an int",
        "--picture missing.jpg, The picture cannot be read",
        "--picture pom.xml, is no picture of JPEG",
    })
    void bad_settings_are_wrong_usage(String options, String message) {
        CliRun run = CliRun.of(("simulator --port 0 " + options)
                .replace("--port 0 --port", "--port")
                .split(" "));

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(message).doesNotContain("Exception");
    }

    @Test
    void a_port_that_is_taken_is_named() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            CliRun run = CliRun.of("simulator", "--port", String.valueOf(taken.getLocalPort()));

            assertThat(run.code()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains("Port " + taken.getLocalPort() + " is taken");
        }
    }
}
