package dev.darkroom.report;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless Firefox of this machine, with a profile of its own. */
final class HeadlessFirefox implements HeadlessBrowser {

    private static final List<String> NAMES = List.of("firefox", "firefox-esr");

    private final Process process;
    private final URI address;
    private final HttpClient http = HttpClient.newHttpClient();

    private HeadlessFirefox(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Returns its path, if there is one. */
    static Optional<Path> find() {
        return HeadlessBrowser.find(NAMES);
    }

    /** @param profile an empty folder */
    static HeadlessFirefox start(Path program, Path profile) throws IOException {
        Files.writeString(profile.resolve("user.js"), """
                user_pref("browser.download.alwaysOpenPanel", false);
                user_pref("browser.shell.checkDefaultBrowser", false);
                user_pref("browser.startup.page", 0);
                user_pref("datareporting.policy.dataSubmissionEnabled", false);
                user_pref("app.update.enabled", false);
                user_pref("extensions.update.enabled", false);
                user_pref("network.captive-portal-service.enabled", false);
                user_pref("network.connectivity-service.enabled", false);
                """);
        ProcessBuilder command = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-remote",
                        "--remote-debugging-port=0",
                        "--profile",
                        profile.toString(),
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("firefox.log").toFile());
        command.environment().put("TMPDIR", profile.toString());
        command.environment().put("HOME", profile.toString());
        Process process = command.start();
        Path told = profile.resolve("WebDriverBiDiServer.json");
        PatientWait.until(
                "Firefox tells its port",
                ProtocolSocket.TIMEOUT,
                () -> Files.exists(told) && Files.readString(told).endsWith("}"));
        JsonNode server = JsonMapper.shared().readTree(Files.readString(told));
        URI address = URI.create("ws://" + server.path("ws_host").stringValue() + ":"
                + server.path("ws_port").intValue() + "/session");
        return new HeadlessFirefox(process, address);
    }

    @Override
    public FirefoxTab tab() {
        return FirefoxTab.open(http, address);
    }

    @Override
    public void close() {
        HeadlessBrowser.end(process);
    }
}
