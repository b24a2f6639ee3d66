package dev.darkroom.api;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** A server on a bare socket, which can do what no decent HTTP server does. One thread a connection. */
public final class RawServer implements Closeable {

    /** The text that stands for a request that begins as TLS does (RFC 8446, 5.1), which nobody here speaks. */
    public static final String TLS = "TLS";

    private static final int HANDSHAKE = 0x16;

    private final ServerSocket socket;
    private final HeardRequestHandler hearing;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> closed = new LinkedBlockingQueue<>();

    private RawServer(ServerSocket socket, HeardRequestHandler hearing) {
        this.socket = socket;
        this.hearing = hearing;
    }

    /** Listens on the port, or on any if it is 0, with a behaviour that depends on the request. */
    public static RawServer hearing(int port, HeardRequestHandler hearing) throws IOException {
        return started(new RawServer(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()), hearing));
    }

    public static RawServer start(RequestHandler behaviour) throws IOException {
        return start(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behaviour);
    }

    static RawServer start(ServerSocket socket, RequestHandler behaviour) {
        return started(new RawServer(socket, (connection, i, request) -> behaviour.answer(connection, i)));
    }

    private static RawServer started(RawServer server) {
        daemon(server::accept);
        return server;
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return socket.getLocalPort();
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + port() + "/v1");
    }

    /** Returns all whole requests that arrived. */
    public List<String> requests() {
        return requests;
    }

    int connections() {
        return connections.size();
    }

    /** Returns what the behaviours saw of connections that the client closed. */
    BlockingQueue<String> closedByClient() {
        return closed;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                // Head and body are written apart: without it each answer waits 40 ms for the client's acknowledgement.
                connection.setTcpNoDelay(true);
                connections.add(connection);
                daemon(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            for (int i = 0; ; i++) {
                String request = request(connection.getInputStream());
                if (request.isEmpty()) {
                    return;
                }
                requests.add(request);
                if (!hearing.answer(connection, i, request)) {
                    return;
                }
            }
        } catch (IOException e) {
            closed.add(e.getClass().getSimpleName());
        }
    }

    private static String request(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            if (next == HANDSHAKE) {
                return TLS;
            }
            head.append((char) next);
        }
        int length = head.toString()
                .lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** Writes a whole answer. */
    public static void write(Socket connection, int status, String headers, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + " X\r\n" + headers + "Content-Length: " + bytes.length + "\r\n\r\n";
        OutputStream out = connection.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.flush();
    }

    /** Answers every request alike. */
    static RequestHandler answering(int status, String headers, String body) {
        return (connection, i) -> {
            write(connection, status, headers, body);
            return true;
        };
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    /** Handles a request once it is read. */
    public interface RequestHandler {

        /**
         * Answers, or not.
         *
         * @param i how many requests came before it on this connection
         * @return whether to wait for another request on the connection
         */
        boolean answer(Socket connection, int i) throws IOException;
    }
    /** Handles a request, depending on what it is. */
    public interface HeardRequestHandler {

        /**
         * Answers, or not.
         *
         * @param i how many requests came before it on this connection
         * @param request its head and its body
         * @return whether to wait for another request on the connection
         */
        boolean answer(Socket connection, int i, String request) throws IOException;
    }
}
