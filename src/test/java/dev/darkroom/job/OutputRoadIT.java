package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.ProxyRoutes;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.simulator.ServiceSimulator;
import dev.darkroom.simulator.SimulatorSettings;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Plays whole runs at the vendor's own addresses, behind a proxy, of which that of the outputs is away. */
@Timeout(120)
@Isolated
class OutputRoadIT {

    private static final String FORBIDDEN = "outage: nothing is bought that could not be fetched: the host of outputs, "
            + VendorBehindProxy.OUTPUTS + ", cannot be reached; ";

    @TempDir
    Path folder;

    private final ProxySelector usualProxy = ProxySelector.getDefault();
    private SSLContext usualTrust;
    private ServiceSimulator simulator;
    private VendorBehindProxy vendor;

    @BeforeEach
    void open() throws Exception {
        usualTrust = SSLContext.getDefault();
        SimulatorSettings settings = new SimulatorSettings(100, Duration.ofMillis(10), 1, Map.of());
        simulator = ServiceSimulator.start(settings, null, 0, InstantSource.system());
        vendor = new VendorBehindProxy(folder, simulator.base());
        SSLContext.setDefault(vendor.trusting());
        ProxyRoutes.install(Map.of("HTTPS_PROXY", vendor.address()));
    }

    @AfterEach
    void close() throws Exception {
        ProxySelector.setDefault(usualProxy);
        SSLContext.setDefault(usualTrust);
        vendor.close();
        simulator.close();
    }

    @Test
    void with_the_host_of_outputs_away_nothing_is_bought_and_once_it_is_back_the_same_start_goes_on() throws Exception {
        vendor.away(VendorBehindProxy.OUTPUTS);
        JobScene scene = scene();

        RunResult stopped = scene.run();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.STOPPED);
        assertThat(stopped.summary().stopReason()).startsWith(FORBIDDEN).containsAnyOf("403", "through the proxy");
        assertThat(stopped.summary().count(RowStatus.PENDING)).isEqualTo(3);
        assertThat(purchases()).isEmpty();

        assertThat(scene.run().exitCode()).isEqualTo(ExitCode.STOPPED);
        assertThat(purchases()).isEmpty();

        vendor.away("");
        RunResult whole = scene.run();
        assertThat(whole.exitCode()).as(whole.summary().stopReason()).isZero();
        assertThat(whole.summary().run()).isEqualTo(stopped.summary().run());
        assertThat(whole.summary().count(RowStatus.SUCCEEDED)).isEqualTo(3);
        assertThat(purchases()).hasSize(3);
        assertThat(vendor.requests()).contains("HEAD " + VendorBehindProxy.OUTPUTS + " /");
    }

    private List<String> purchases() {
        return vendor.requests().stream()
                .filter(request -> request.startsWith("POST "))
                .toList();
    }

    private JobScene scene() throws Exception {
        return new JobScene(folder)
                .file(
                        "manifest.csv",
                        "id,prompt,image_urls",
                        "a,make it red 1,https://shop.example/1.jpg",
                        "b,make it red 2,https://shop.example/2.jpg",
                        "c,make it red 3,https://shop.example/3.jpg")
                .job("report: { sources: none }")
                .replace("api: simulator", "api: https://" + VendorBehindProxy.SERVICE + "/v1");
    }
}
