package dev.darkroom.simulator;

import dev.darkroom.simulator.faults.SimulatorJson;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Records what a client without any comfort sees of an answer, in a few words: {@code closed} and {@code silent}
 * without a whole one, else the status, the content type's last word and what the body is. Not the JDK's client: it
 * sends a GET again by itself when the connection is closed without an answer.
 */
final class ObservedResponse {

    private static final int TIMEOUT_MILLIS = 3_000;
    private static final int ENOUGH = 6 << 20;

    private final URI origin;

    ObservedResponse(ServiceSimulator simulator) {
        origin = simulator.base().resolve("/");
    }

    String get(String path) {
        return of("GET " + path + " HTTP/1.1\r\nAuthorization: Bearer t\r\n", new byte[0]);
    }

    String getWithoutToken(String path) {
        return of("GET " + URI.create(path).getPath() + query(path) + " HTTP/1.1\r\n", new byte[0]);
    }

    String post(String path, JsonNode body) {
        return of("POST " + path + " HTTP/1.1\r\nAuthorization: Bearer t\r\n", SimulatorJson.bytes(body));
    }

    private static String query(String address) {
        String query = URI.create(address).getRawQuery();
        return query == null ? "" : "?" + query;
    }

    private String of(String head, byte[] body) {
        try (Socket socket = new Socket(origin.getHost(), origin.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            String rest = "Host: " + origin.getAuthority() + "\r\nContent-Length: " + body.length + "\r\n\r\n";
            socket.getOutputStream().write((head + rest).getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            String status = line(in);
            return status.isEmpty()
                    ? "closed"
                    : answer(status.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()), in);
        } catch (SocketTimeoutException silent) {
            return "silent";
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private String answer(String status, InputStream in) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] header = line.split(": ", 2);
            headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", String.valueOf(ENOUGH)));
        byte[] body = in.readNBytes(length);
        return body.length < length ? "closed" : status + message(headers) + " " + kind(body);
    }

    private String message(Map<String, String> headers) {
        String type = headers.containsKey("content-type")
                ? " " + headers.get("content-type").replaceAll(";.*|.*/", "")
                : "";
        String encoding = headers.containsKey("content-encoding") ? " in " + headers.get("content-encoding") : "";
        String location = headers.containsKey("location")
                ? " to " + headers.get("location").replace(":" + origin.getPort(), ":PORT")
                : "";
        return type + encoding + location;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    private static String kind(byte[] body) {
        if (body.length == 0) {
            return "nothing";
        }
        if (body.length == ENOUGH) {
            return "endless";
        }
        String start = new String(body, 0, Math.min(body.length, 5), StandardCharsets.ISO_8859_1);
        if (start.startsWith("{")) {
            return json(body);
        }
        if (start.startsWith("\u0089PNG")) {
            return "png " + ByteBuffer.wrap(body).getInt(16);
        }
        return switch (start) {
            case "<html" -> "page";
            case "<svg " -> "drawing";
            case "GIF89" -> "gif";
            default -> start.startsWith("\u001f\u008b") ? "packed" : "words";
        };
    }

    private static String json(byte[] body) {
        try {
            JsonNode json = SimulatorJson.read(body);
            return json.has("error_code") ? json.path("error_code").asString() : "object";
        } catch (JacksonException half) {
            return "half";
        }
    }
}
