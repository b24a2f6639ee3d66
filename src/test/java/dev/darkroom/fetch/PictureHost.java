package dev.darkroom.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;

/** A host of pictures on this machine that behaves as the test says. */
public final class PictureHost implements AutoCloseable {

    /** Answers one request. */
    @FunctionalInterface
    public interface HostPage {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> headers = Collections.synchronizedList(new ArrayList<>());

    public PictureHost() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.start();
    }

    public PictureHost page(String path, HostPage page) {
        server.createContext(path, exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            headers.addAll(exchange.getRequestHeaders().keySet());
            try (exchange) {
                page.answer(exchange);
            }
        });
        return this;
    }

    public PictureHost bytes(String path, byte[] bytes) {
        return page(path, exchange -> send(exchange, bytes));
    }

    /** Lets a page give a picture from now on. */
    public PictureHost mend(String path, byte[] bytes) {
        server.removeContext(path);
        return bytes(path, bytes);
    }

    public PictureHost status(String path, int status) {
        return page(path, exchange -> exchange.sendResponseHeaders(status, -1));
    }

    public PictureHost redirect(String path, String location) {
        return page(path, exchange -> {
            exchange.getResponseHeaders().add("Location", location);
            exchange.sendResponseHeaders(302, -1);
        });
    }

    public static void send(HttpExchange exchange, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    public FetchPolicy policy() {
        return FetchPolicy.outputs(URI.create(url("/v1")), true);
    }

    public List<String> asked() {
        return List.copyOf(asked);
    }

    public List<String> headers() {
        return List.copyOf(headers);
    }

    public static byte[] picture(String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), format, bytes)) {
                throw new AssertionError("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
