package dev.darkroom.report;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A tab of a browser, driven as its user would, which tells what it shows.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">Chrome DevTools Protocol</a>
 */
final class BrowserTab implements WebSocket.Listener {

    static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final StringBuilder message = new StringBuilder();
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

    private BrowserTab() {}

    static BrowserTab open(HttpClient http, URI address) {
        BrowserTab tab = new BrowserTab();
        http.newWebSocketBuilder()
                .buildAsync(address, tab)
                .thenAccept(tab.socket::complete)
                .join();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            tab.send(domain + ".enable", Map.of());
        }
        return tab;
    }

    /** Opens a page and waits until it stands. */
    void go(URI page) {
        events.clear();
        send("Page.navigate", Map.of("url", page.toString()));
        PatientWait.until("the page is loaded", TIMEOUT, () -> events.contains("Page.loadEventFired"));
    }

    void reload() {
        events.clear();
        send("Page.reload", Map.of());
        PatientWait.until("the page is loaded", TIMEOUT, () -> events.contains("Page.loadEventFired"));
    }

    /** Returns the value of an expression of the page's own language. */
    JsonNode eval(String expression) {
        JsonNode answer = send(
                "Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise", true, "userGesture", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + answer.path("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    String text(String selector) {
        return eval("document.querySelector(%s).textContent".formatted(quoted(selector)))
                .stringValue();
    }

    int count(String selector) {
        return eval("[...document.querySelectorAll(%s)].filter(e => e.checkVisibility()).length"
                        .formatted(quoted(selector)))
                .intValue();
    }

    /** Clicks with the mouse, where a user would; again if the page moved between the aim and the click. */
    void click(String selector) {
        PatientWait.until("a click on " + selector, TIMEOUT, () -> hits(selector));
    }

    private boolean hits(String selector) {
        JsonNode place = eval(
                "(() => { const e = document.querySelector(%s); window.clickHit = false;".formatted(quoted(selector))
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

    /** Presses keys one after the other: characters, or the names of others, such as {@code Enter}. */
    void press(String... keys) {
        for (String key : keys) {
            boolean character = key.length() == 1;
            Map<String, Object> down = character
                    ? Map.of("type", "keyDown", "key", key, "text", key)
                    : Map.of("type", "keyDown", "key", key, "code", key, "windowsVirtualKeyCode", code(key));
            send("Input.dispatchKeyEvent", down);
            send("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "windowsVirtualKeyCode", code(key)));
        }
    }

    void type(String text) {
        send("Input.insertText", Map.of("text", text));
    }

    private static int code(String key) {
        return switch (key) {
            case "Escape" -> 27;
            case "Enter" -> 13;
            case "ArrowLeft" -> 37;
            case "ArrowUp" -> 38;
            case "ArrowRight" -> 39;
            case "ArrowDown" -> 40;
            default -> 0;
        };
    }

    void width(int width, int height) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    void colours(String scheme) {
        send(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void downloadsTo(Path folder) {
        send("Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", folder.toString()));
    }

    void screenshot(Path file, boolean whole) throws IOException {
        String picture = send("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", whole))
                .path("data")
                .stringValue();
        Files.write(file, Base64.getDecoder().decode(picture));
    }

    void close() {
        send("Page.close", Map.of());
    }

    /** Returns the complaints of the console, the security policy or a script. */
    List<String> complaints() {
        return complaints;
    }

    /** Returns the addresses that were requested. */
    List<String> requests() {
        return requests;
    }

    JsonNode send(String method, Map<String, ?> parameters) {
        int id = lastId.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        String text = JsonMapper.shared().writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
        socket.join().sendText(text, true).join();
        try {
            JsonNode told = answer.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            if (told.has("error")) {
                throw new IllegalStateException(method + ": " + told.path("error"));
            }
            return told.path("result");
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(method, e);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        message.append(part);
        if (last) {
            take(JsonMapper.shared().readTree(message.toString()));
            message.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    private void take(JsonNode told) {
        CompletableFuture<JsonNode> answer = answers.remove(told.path("id").asInt(-1));
        if (answer != null) {
            answer.complete(told);
            return;
        }
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

    private static String quoted(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }
}
