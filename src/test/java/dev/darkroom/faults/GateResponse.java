package dev.darkroom.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** An answer of the service behind a gate. */
final class GateResponse {

    private final int status;
    private final String contentType;
    private final byte[] body;

    GateResponse(int status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
    }

    static GateResponse json(String body) {
        return new GateResponse(200, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    void write(OutputStream out) throws IOException {
        String head =
                "HTTP/1.1 " + status + " X\r\nContent-Type: " + contentType + "\r\nContent-Length: " + body.length;
        out.write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        writeBody(out);
    }

    void writeBody(OutputStream out) throws IOException {
        out.write(body);
        out.flush();
    }

    void writeHalf(OutputStream out) throws IOException {
        out.write(body, 0, body.length / 2);
        out.flush();
    }
}
