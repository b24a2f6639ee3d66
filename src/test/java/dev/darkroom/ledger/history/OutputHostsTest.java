package dev.darkroom.ledger.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.scenes.LedgerScene;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class OutputHostsTest {

    @TempDir
    Path folder;

    @Test
    void the_newest_output_tells_the_host_and_its_port() {
        try (LedgerScene scene = new LedgerScene(folder).rows(2)) {
            OutputHosts hosts = new OutputHosts(scene.dataSource(), JsonMapper.shared());
            assertThat(hosts.newest(LedgerScene.SERVICE)).isEmpty();
            scene.complete(1, "0.02", null, List.of("https://old.example/1.png"));
            scene.complete(2, "0.02", null, List.of("https://gate.example:8443/2.png"));
            assertThat(hosts.newest(LedgerScene.SERVICE)).contains("gate.example:8443");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://gate.example/v1, gate.example",
        "https://gate.example:8443/v1, gate.example:8443",
        "https://somebody:secret@gate.example/v1, gate.example",
        "https://[2001:db8::1]:8443/v1, [2001:db8::1]:8443",
    })
    void a_port_belongs_to_the_host_and_nothing_else_does(String address, String host) {
        assertThat(OutputHosts.withPort(URI.create(address))).contains(host);
    }
}
