package dev.darkroom.report;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A tab of Firefox.
 *
 * @see <a href="https://w3c.github.io/webdriver-bidi/">WebDriver BiDi</a>
 */
final class FirefoxTab implements PageTab {

    private static final String SHIFT = "\uE008";

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final ProtocolSocket socket;
    private final String context;

    private FirefoxTab(HttpClient http, URI address) {
        socket = ProtocolSocket.open(http, address, this::take);
        socket.send("session.new", Map.of("capabilities", Map.of()));
        socket.send("session.subscribe", Map.of("events", List.of("log.entryAdded")));
        context = socket.send("browsingContext.create", Map.of("type", "tab"))
                .path("context")
                .stringValue();
    }

    /** Begins the one session that a Firefox has at a time; it lasts until the tab is closed. */
    static FirefoxTab open(HttpClient http, URI address) {
        return new FirefoxTab(http, address);
    }

    @Override
    public void go(URI page) {
        socket.send("browsingContext.navigate", Map.of("context", context, "url", page.toString(), "wait", "complete"));
    }

    @Override
    public JsonNode eval(String expression) {
        JsonNode answer = socket.send(
                "script.evaluate",
                Map.of(
                        "expression",
                        "(async () => JSON.stringify(await (" + expression + ")))()",
                        "target",
                        Map.of("context", context),
                        "awaitPromise",
                        true,
                        "userActivation",
                        true));
        if (!answer.path("type").asString("").equals("success")) {
            throw new IllegalStateException(expression + ": " + answer.path("exceptionDetails"));
        }
        return JsonMapper.shared().readTree(answer.path("result").path("value").asString("null"));
    }

    @Override
    public void press(String... keys) {
        List<Map<String, String>> actions = new ArrayList<>();
        for (String pressed : keys) {
            boolean shift = pressed.startsWith("Shift+");
            String key = value(shift ? pressed.substring("Shift+".length()) : pressed);
            List<String> chord = shift ? List.of(SHIFT, key) : List.of(key);
            chord.forEach(each -> actions.add(Map.of("type", "keyDown", "value", each)));
            chord.forEach(each -> actions.add(Map.of("type", "keyUp", "value", each)));
        }
        socket.send(
                "input.performActions",
                Map.of(
                        "context",
                        context,
                        "actions",
                        List.of(Map.of("type", "key", "id", "keyboard", "actions", actions))));
    }

    /** Returns the character that stands for a key. */
    private static String value(String key) {
        return switch (key) {
            case "Backspace" -> "\uE003";
            case "Tab" -> "\uE004";
            case "Enter" -> "\uE007";
            case "Escape" -> "\uE00C";
            case "ArrowLeft" -> "\uE012";
            case "ArrowUp" -> "\uE013";
            case "ArrowRight" -> "\uE014";
            case "ArrowDown" -> "\uE015";
            default -> key;
        };
    }

    @Override
    public void width(int width, int height) {
        socket.send(
                "browsingContext.setViewport",
                Map.of("context", context, "viewport", Map.of("width", width, "height", height)));
    }

    @Override
    public void downloadsTo(Path folder) {
        socket.send(
                "browser.setDownloadBehavior",
                Map.of("downloadBehavior", Map.of("type", "allowed", "destinationFolder", folder.toString())));
    }

    @Override
    public void screenshot(Path file, boolean whole) throws IOException {
        String picture = socket.send(
                        "browsingContext.captureScreenshot",
                        Map.of("context", context, "origin", whole ? "document" : "viewport"))
                .path("data")
                .stringValue();
        Files.write(file, Base64.getDecoder().decode(picture));
    }

    @Override
    public void close() {
        socket.send("browsingContext.close", Map.of("context", context));
        socket.send("session.end", Map.of());
    }

    @Override
    public List<String> complaints() {
        return complaints;
    }

    private void take(JsonNode told) {
        if (told.path("method").asString("").equals("log.entryAdded")) {
            complaints.add(told.path("params").toString());
        }
    }
}
