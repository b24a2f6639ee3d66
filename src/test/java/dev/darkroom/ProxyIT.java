package dev.darkroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.fetch.ConnectProxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program behind a proxy, in a JVM of its own, since the JDK reads some of it only once. */
class ProxyIT {

    private static final String HOST = "service.runcomfy.invalid";
    private static final String LOGIN = "Proxy-Authorization: Basic bWU6YStiQGM=";

    @TempDir
    private Path folder;

    @Test
    void a_login_goes_to_the_proxy_and_never_to_the_host() throws Exception {
        try (ConnectProxy proxy = proxy(LOGIN)) {
            fetch(proxy, Map.of("HTTPS_PROXY", "http://me:a+b%40c@localhost:" + proxy.port() + "/"), List.of());
            assertThat(proxy.answered())
                    .isNotEmpty()
                    .allSatisfy(head -> assertThat(head)
                            .startsWith("GET /v1/models/a/b")
                            .contains("Authorization: Bearer tok")
                            .doesNotContainIgnoringCase("proxy-authorization"));
        }
    }

    @Test
    void javas_own_properties_hold_and_go_before_the_variables() throws Exception {
        try (ConnectProxy proxy = proxy(null)) {
            List<String> options = List.of("-Dhttps.proxyHost=localhost", "-Dhttps.proxyPort=" + proxy.port());
            fetch(proxy, Map.of("HTTPS_PROXY", "http://elsewhere.invalid:1"), options);
            assertThat(proxy.answered()).isNotEmpty();
            int before = proxy.asked().size();
            fetch(proxy, Map.of("NO_PROXY", ".runcomfy.invalid"), options);
            assertThat(proxy.asked()).hasSize(before);
        }
    }

    /** A run that is held up by the proxy's refusal buys nothing, and says what the matter is. */
    @Test
    void a_proxy_that_lets_nobody_through_is_told_and_no_row_is_touched() throws Exception {
        Files.writeString(folder.resolve("job.yaml"), """
                manifest: rows.csv
                model: blackforestlabs/flux-2/flash/edit
                input: { image_size: square }
                outage-limit: 3s
                report: { sources: none }
                output: out
                """);
        Files.writeString(folder.resolve("rows.csv"), "id,prompt,image_urls\na,fine,https://a.example.com/1.jpg\n");
        try (ConnectProxy proxy = proxy(LOGIN)) {
            String address = "localhost:" + proxy.port();
            Map<String, String> variables = Map.of(
                    "RUNCOMFY_TOKEN",
                    "tok",
                    "RUNCOMFY_MODEL_API_BASE",
                    "https://" + HOST + "/v1",
                    "HTTPS_PROXY",
                    address);
            ProgramProcess run = ProgramProcess.run(folder, variables, List.of(), "run", "job.yaml", "--yes");
            assertThat(run.code()).as(run.output()).isEqualTo(4);
            assertThat(run.output()).contains("calls go through the proxy " + address, "1 pending");
            assertThat(Files.readString(folder.resolve("out/run.log")))
                    .contains("calls go through the proxy " + address)
                    .doesNotContain("NullPointerException");
        }
    }

    @Test
    void an_address_that_cannot_be_used_is_told_before_anything_else() throws Exception {
        ProgramProcess run = ProgramProcess.run(
                folder, Map.of("HTTPS_PROXY", "socks5://me:secret@localhost:1"), List.of(), "models");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.output()).contains("HTTPS_PROXY does not hold").doesNotContain("secret");
    }

    private ConnectProxy proxy(@Nullable String login) throws Exception {
        byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
        return new ConnectProxy(folder, answer, "application/json", login, HOST);
    }

    private void fetch(ConnectProxy proxy, Map<String, String> variables, List<String> more) throws Exception {
        assertThat(proxy.port()).isPositive();
        List<String> options = new ArrayList<>(more);
        options.add("-Djavax.net.ssl.trustStore=" + folder.resolve("proxy.p12"));
        options.add("-Djavax.net.ssl.trustStorePassword=changeit");
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("RUNCOMFY_TOKEN", "tok");
        ProgramProcess.run(
                folder, environment, options, "models", "a/b", "--fetch", "--api", "https://" + HOST + "/v1");
    }
}
