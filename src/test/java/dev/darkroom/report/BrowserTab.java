package dev.darkroom.report;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/**
 * A tab of Chromium, driven as its user would, which tells what it shows.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">Chrome DevTools Protocol</a>
 */
final class BrowserTab implements PageTab {

    static final Duration TIMEOUT = ProtocolSocket.TIMEOUT;

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ProtocolSocket socket;

    private BrowserTab(HttpClient http, URI address) {
        socket = ProtocolSocket.open(http, address, this::take);
    }

    static BrowserTab open(HttpClient http, URI address) {
        BrowserTab tab = new BrowserTab(http, address);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            tab.send(domain + ".enable", Map.of());
        }
        return tab;
    }

    @Override
    public void go(URI page) {
        events.clear();
        send("Page.navigate", Map.of("url", page.toString()));
        PatientWait.until("the page is loaded", TIMEOUT, () -> events.contains("Page.loadEventFired"));
    }

    void reload() {
        events.clear();
        send("Page.reload", Map.of());
        PatientWait.until("the page is loaded", TIMEOUT, () -> events.contains("Page.loadEventFired"));
    }

    @Override
    public JsonNode eval(String expression) {
        JsonNode answer = send(
                "Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise", true, "userGesture", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + answer.path("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    /** Clicks with the mouse, where a user would; again if the page moved between the aim and the click. */
    void click(String selector) {
        PatientWait.until("a click on " + selector, TIMEOUT, () -> hits(selector));
    }

    private boolean hits(String selector) {
        JsonNode place = eval("(() => { const e = document.querySelector(%s); window.clickHit = false;"
                        .formatted(PageTab.quoted(selector))
                + " e.addEventListener('click', () => { window.clickHit = true; }, {once: true, capture: true});"
                + " e.scrollIntoView({block: 'center', behavior: 'instant'});"
                + " const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            send(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            place.get(0).doubleValue(),
                            "y",
                            place.get(1).doubleValue(),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
        return eval("window.clickHit !== false").booleanValue();
    }

    @Override
    public void press(String... keys) {
        for (String pressed : keys) {
            boolean shift = pressed.startsWith("Shift+");
            String key = shift ? pressed.substring("Shift+".length()) : pressed;
            Map<String, Object> event = new HashMap<>(Map.of("key", key, "modifiers", shift ? 8 : 0));
            if (key.length() > 1) {
                event.put("code", key);
                event.put("windowsVirtualKeyCode", code(key));
            }
            Map<String, Object> down = new HashMap<>(event);
            down.put("type", "keyDown");
            if (key.length() == 1 || key.equals("Enter")) {
                down.put("text", key.equals("Enter") ? "\r" : key);
            }
            send("Input.dispatchKeyEvent", down);
            event.put("type", "keyUp");
            send("Input.dispatchKeyEvent", event);
        }
    }

    void type(String text) {
        send("Input.insertText", Map.of("text", text));
    }

    /** Chooses a file in a field for files, as the dialog that no headless browser shows would. */
    void choose(String selector, Path file) {
        long document =
                send("DOM.getDocument", Map.of()).path("root").path("nodeId").asLong();
        long input = send("DOM.querySelector", Map.of("nodeId", document, "selector", selector))
                .path("nodeId")
                .asLong();
        send("DOM.setFileInputFiles", Map.of("nodeId", input, "files", List.of(file.toString())));
    }

    private static int code(String key) {
        return switch (key) {
            case "Backspace" -> 8;
            case "Tab" -> 9;
            case "Escape" -> 27;
            case "Enter" -> 13;
            case "ArrowLeft" -> 37;
            case "ArrowUp" -> 38;
            case "ArrowRight" -> 39;
            case "ArrowDown" -> 40;
            default -> 0;
        };
    }

    @Override
    public void width(int width, int height) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    void colours(String scheme) {
        send(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    @Override
    public void downloadsTo(Path folder) {
        send("Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", folder.toString()));
    }

    @Override
    public void screenshot(Path file, boolean whole) throws IOException {
        String picture = send("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", whole))
                .path("data")
                .stringValue();
        Files.write(file, Base64.getDecoder().decode(picture));
    }

    @Override
    public void close() {
        send("Page.close", Map.of());
    }

    @Override
    public List<String> complaints() {
        return complaints;
    }

    /** Returns the addresses that were requested. */
    List<String> requests() {
        return requests;
    }

    JsonNode send(String method, Map<String, ?> parameters) {
        return socket.send(method, parameters);
    }

    private void take(JsonNode told) {
        String method = told.path("method").asString("");
        events.add(method);
        JsonNode parameters = told.path("params");
        switch (method) {
            case "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded" ->
                complaints.add(parameters.toString());
            case "Network.requestWillBeSent" ->
                requests.add(parameters.path("request").path("url").asString(""));
            default -> {}
        }
    }
}
