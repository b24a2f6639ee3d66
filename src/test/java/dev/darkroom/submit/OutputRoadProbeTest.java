package dev.darkroom.submit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.fetch.FetchPolicy;
import dev.darkroom.fetch.HostProbe;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.scenes.LedgerScene;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways that lead nowhere, each the machine's own fault; nothing is resolved that is not made up. */
class OutputRoadProbeTest {

    private static final String HOST = "outputs.service.invalid";

    @TempDir
    Path folder;

    private final ProxySelector usual = ProxySelector.getDefault();
    private final List<Duration> slept = new ArrayList<>();
    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder);
    }

    @AfterEach
    void close() {
        ProxySelector.setDefault(usual);
        scene.close();
    }

    @Test
    void a_host_that_is_not_known_here_ends_the_run_after_a_minute() throws Exception {
        check(HOST);

        assertThat(stopped().reason()).isEqualTo(StopReason.OUTAGE);
        assertThat(stopped().message())
                .isEqualTo("nothing is bought that could not be fetched: the host of outputs, " + HOST
                        + ", cannot be reached; its name is not known here: see that this machine's name server knows it,"
                        + " or name a proxy by HTTPS_PROXY");
        assertThat(slept.stream().reduce(Duration.ZERO, Duration::plus)).isLessThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void a_proxy_that_does_not_let_it_through_ends_the_run() throws Exception {
        try (ServerSocket refusing = new ServerSocket(0)) {
            Thread thread = new Thread(() -> refuse(refusing, new ArrayList<>()), "refusing");
            thread.setDaemon(true);
            thread.start();
            ProxySelector.setDefault(proxy(refusing.getLocalPort()));

            check(HOST);
        }
        assertThat(stopped().reason()).isEqualTo(StopReason.OUTAGE);
        assertThat(stopped().message()).containsAnyOf("HTTP 403", "no answer comes through the proxy");
    }

    @Test
    void a_host_is_asked_at_the_port_where_outputs_come_from() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (ServerSocket refusing = new ServerSocket(0)) {
            Thread thread = new Thread(() -> refuse(refusing, asked), "refusing");
            thread.setDaemon(true);
            thread.start();
            ProxySelector.setDefault(proxy(refusing.getLocalPort()));

            check(HOST + ":8443");
        }
        assertThat(asked).isNotEmpty().allMatch(call -> call.startsWith("CONNECT " + HOST + ":8443 "));
        assertThat(stopped().message()).contains("the host of outputs, " + HOST + ":8443, cannot be reached");
    }

    @Test
    void a_host_inside_our_network_gives_nothing() throws Exception {
        check("127.0.0.1");

        assertThat(stopped().message()).contains("has an address inside a private network");
    }

    @Test
    void on_this_machine_there_is_no_way_to_try() throws Exception {
        check(null);

        assertThat(scene.ledger().signals().submitsStopped()).isFalse();
        assertThat(slept).isEmpty();
    }

    private void check(@Nullable String host) throws InterruptedException {
        String service = host == null ? HOST : host;
        FetchPolicy policy = FetchPolicy.outputs(URI.create("https://" + service + "/v1"), false);
        HostProbe probe = new HostProbe(policy, Duration.ofSeconds(20), InstantSource.system());
        new OutputRoadProbe(probe, host, scene.ledger().signals(), slept::add).check();
    }

    private RunSignals.StopSignal stopped() {
        return requireNonNull(scene.ledger().signals().stopped());
    }

    private static void refuse(ServerSocket server, List<String> asked) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                byte[] call = new byte[1000];
                int length = socket.getInputStream().read(call);
                asked.add(new String(call, 0, Math.max(0, length), StandardCharsets.US_ASCII));
                socket.getOutputStream()
                        .write("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static ProxySelector proxy(int port) {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", port)));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        };
    }
}
