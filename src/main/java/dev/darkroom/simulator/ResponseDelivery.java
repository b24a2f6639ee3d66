package dev.darkroom.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Sends answers as they are meant to arrive. */
final class ResponseDelivery {

    private static final Duration HANGS = Duration.ofMinutes(10);
    private static final int NOISE = 1 << 16;
    private static final int NOISES = 8_192;

    private ResponseDelivery() {}

    static void send(HttpExchange exchange, SimulatedResponse answer) throws IOException {
        if (answer.manner() == SimulatedResponse.ResponseEnd.HUNG) {
            // No thread waits meanwhile; that a client has left is not noticed until then.
            CompletableFuture.delayedExecutor(HANGS.toSeconds(), TimeUnit.SECONDS)
                    .execute(exchange::close);
            return;
        }
        try (exchange) {
            if (answer.manner() != SimulatedResponse.ResponseEnd.LOST) {
                write(exchange, answer);
            }
        }
    }

    private static void write(HttpExchange exchange, SimulatedResponse answer) throws IOException {
        SimulatedResponse.SendPause pause = answer.pause();
        if (pause.before() == 0) {
            rest(pause);
        }
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(answer.declared()));
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        boolean endless = answer.manner() == SimulatedResponse.ResponseEnd.ENDLESS;
        // The server takes 0 for a length that nobody knows, and -1 for no body.
        exchange.sendResponseHeaders(answer.status(), endless ? 0 : answer.declared() == 0 ? -1 : answer.declared());
        OutputStream out = exchange.getResponseBody();
        out.write(answer.body(), 0, pause.before());
        if (pause.before() > 0) {
            out.flush();
            rest(pause);
        }
        out.write(answer.body(), pause.before(), answer.sent() - pause.before());
        if (endless) {
            makeNoise(out);
        }
        out.flush();
    }

    private static void makeNoise(OutputStream out) throws IOException {
        byte[] noise = new byte[NOISE];
        new Random(1).nextBytes(noise);
        for (int sent = 0; sent < NOISES; sent++) {
            out.write(noise);
        }
        throw new IOException("that is enough noise");
    }

    private static void rest(SimulatedResponse.SendPause pause) throws IOException {
        try {
            Thread.sleep(pause.length().toMillis());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the simulator is closed");
        }
    }
}
