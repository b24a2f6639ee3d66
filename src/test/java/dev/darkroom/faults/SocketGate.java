package dev.darkroom.faults;

import dev.darkroom.api.RawServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands on a bare socket before the simulator and passes everything on, but for the calls about one row that its fault
 * strikes. Outputs' addresses lead through it, too.
 */
final class SocketGate implements Closeable {

    private static final Pattern ID = Pattern.compile("\"request_id\"\\s*:\\s*\"([^\"]+)\"");

    private static final long MAX_NANOS = 120_000_000_000L;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI service;
    private final SocketFault ailment;
    private final String keyword;
    private final AtomicInteger left;
    private final RawServer server;
    private volatile @Nullable String sick;

    /** @param word what the prompt of the row contains whose calls are struck */
    private SocketGate(URI service, int port, SocketFault ailment, String word) throws IOException {
        this.service = service;
        this.ailment = ailment;
        this.keyword = word;
        this.left = new AtomicInteger(ailment.times());
        this.server = RawServer.hearing(port, (connection, i, request) -> answer(connection, request));
    }

    static SocketGate before(URI service, int port, SocketFault ailment, String word) throws IOException {
        return new SocketGate(service, port, ailment, word);
    }

    /** Listens where nobody does any more, as soon as the system has noticed that. */
    static SocketGate again(URI service, int port, String word) throws IOException {
        long deadline = System.nanoTime() + MAX_NANOS;
        while (true) {
            try {
                return before(service, port, SocketFault.NONE, word);
            } catch (BindException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    int port() {
        return server.port();
    }

    /** Ends the fault, and passes everything on. */
    void heal() {
        left.set(0);
    }

    private boolean answer(Socket connection, String request) throws IOException {
        if (request.equals(RawServer.TLS)) {
            RawServer.write(connection, 400, "Connection: close\r\n", "This is not https.\n");
            return false;
        }
        if (isStruck(request)) {
            GateResponse reply = ailment.heard()
                    ? passOn(request)
                    : GateResponse.json("{\"request_id\": \"nobody-asked\", \"status\": \"in_queue\"}");
            if (ailment == SocketFault.LEAVES) {
                reply.write(connection.getOutputStream());
                close();
                return false;
            }
            return ailment.strike(connection, reply);
        }
        passOn(request).write(connection.getOutputStream());
        return ailment != SocketFault.LEAVES;
    }

    private boolean isStruck(String request) {
        boolean meant = switch (ailment.call()) {
            case NO -> false;
            case SUBMIT -> isSubmit(request) && request.contains(keyword);
            case QUESTION -> request.startsWith("GET /v1/requests/") && isSick(request);
            case OUTPUT -> request.startsWith("GET /outputs/") && isSick(request);
            case BALANCE -> request.startsWith("GET /prod/v2/balance");
        };
        return meant && left.getAndDecrement() > 0;
    }

    private boolean isSick(String request) {
        String id = sick;
        return id != null && request.contains("/" + id + "/");
    }

    private static boolean isSubmit(String request) {
        return request.startsWith("POST /v1/models/");
    }

    private GateResponse passOn(String request) throws IOException {
        int end = request.indexOf("\r\n\r\n");
        String[] call = request.substring(0, request.indexOf("\r\n")).split(" ", 3);
        HttpRequest.Builder passed = HttpRequest.newBuilder(service.resolve(call[1]))
                .method(call[0], BodyPublishers.ofString(request.substring(end + 4)));
        for (String header : List.of("authorization", "content-type")) {
            Matcher found = Pattern.compile("(?im)^" + header + ": *(.*)$").matcher(request.substring(0, end));
            if (found.find()) {
                passed.header(header, found.group(1).strip());
            }
        }
        try {
            HttpResponse<byte[]> answer = http.send(passed.build(), BodyHandlers.ofByteArray());
            String type = answer.headers().firstValue("Content-Type").orElse("");
            return new GateResponse(answer.statusCode(), type, heard(request, type, answer.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the gate is closed");
        }
    }

    private byte[] heard(String request, String type, byte[] body) {
        if (!type.toLowerCase(Locale.ROOT).contains("json")) {
            return body;
        }
        String text = new String(body, StandardCharsets.UTF_8);
        Matcher id = ID.matcher(text);
        if (isSubmit(request) && request.contains(keyword) && id.find()) {
            sick = id.group(1);
        }
        return text.replace(":" + service.getPort() + "/outputs/", ":" + port() + "/outputs/")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
