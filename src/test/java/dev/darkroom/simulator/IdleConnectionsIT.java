package dev.darkroom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ProgramProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JDK reads its server's properties once, so the simulator has a process of its own here. */
class IdleConnectionsIT {

    private static final int CONNECTIONS = 300;
    private static final byte[] CALL =
            "GET /simulator/faults HTTP/1.1\r\nHost: simulator\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    @Test
    void a_connection_that_is_kept_answers_again_however_many_are_idle() throws Exception {
        Path said = folder.resolve("said.txt");
        Process simulator = ProgramProcess.start(folder, Map.of(), said, "simulator", "--port", "0");
        List<Socket> connections = new ArrayList<>();
        try {
            URI base = base(simulator, said);
            for (int i = 0; i < CONNECTIONS; i++) {
                Socket connection = new Socket(InetAddress.getByName(base.getHost()), base.getPort());
                connections.add(connection);
                assertThat(statusLine(connection)).contains("200");
            }

            assertThat(connections)
                    .allSatisfy(connection -> assertThat(statusLine(connection)).contains("200"));
        } finally {
            for (Socket connection : connections) {
                connection.close();
            }
            simulator.destroy();
            simulator.waitFor();
        }
    }

    private static URI base(Process simulator, Path said) throws IOException {
        List<String> lines = List.of();
        while (lines.size() < 2 && simulator.isAlive()) {
            Thread.onSpinWait();
            lines = Files.readAllLines(said);
        }
        return URI.create(lines.get(0).substring("--api ".length()));
    }

    /** Calls once, reads the whole answer and returns its first line; empty at the connection's end. */
    private static String statusLine(Socket connection) {
        try {
            connection.getOutputStream().write(CALL);
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            String first = reader.readLine();
            int length = 0;
            for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                if (line.regionMatches(true, 0, "Content-length:", 0, "Content-length:".length())) {
                    length = Integer.parseInt(
                            line.substring("Content-length:".length()).strip());
                }
            }
            return first == null || reader.skip(length) < length ? "" : first;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
