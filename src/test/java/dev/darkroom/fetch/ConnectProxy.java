package dev.darkroom.fetch;

import dev.darkroom.SelfSignedCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A proxy on loopback that lets HTTPS through by CONNECT, and is at once every host behind it: hosts whose names nobody
 * on this machine can resolve. It answers each request with one body.
 */
public final class ConnectProxy implements AutoCloseable {

    private final ServerSocket server;
    private final SSLContext tls;
    private final byte[] body;
    private final String type;
    private final @Nullable String login;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> answered = new CopyOnWriteArrayList<>();

    /**
     * @param folder for its certificate
     * @param login the header without which it lets nobody through, null for none
     * @param hosts that its certificate is for
     */
    public ConnectProxy(Path folder, byte[] body, String type, @Nullable String login, String... hosts)
            throws Exception {
        this.body = body.clone();
        this.type = type;
        this.login = login;
        String[] names = Stream.of(hosts).map(host -> "dns:" + host).toArray(String[]::new);
        this.tls =
                SelfSignedCertificate.create(folder.resolve("proxy.p12"), names).context();
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** Trusts its own certificate. */
    public SSLContext trusting() {
        return tls;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The hosts that it was asked for, such as {@code cdn.example.com:443}, and each again for each attempt. */
    public List<String> asked() {
        return asked;
    }

    /** The heads of the requests that came to the hosts behind it. */
    public List<String> answered() {
        return answered;
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> talk(socket), "proxied");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket plain) {
        try (plain) {
            String head = head(plain.getInputStream());
            asked.add(head.split(" ", -1)[1]);
            OutputStream out = plain.getOutputStream();
            if (login != null && !head.contains(login)) {
                out.write(ascii(407, "Proxy-Authenticate: Basic", 0));
                out.flush();
                return;
            }
            out.write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            try (SSLSocket socket =
                    (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), false)) {
                socket.setUseClientMode(false);
                answered.add(head(socket.getInputStream()));
                socket.getOutputStream().write(ascii(200, "Content-Type: " + type, body.length));
                socket.getOutputStream().write(body);
                socket.getOutputStream().flush();
            }
        } catch (IOException ended) {
            // The client has what it wanted, or does not want it.
        }
    }

    private static byte[] ascii(int status, String header, int length) {
        List<String> lines = List.of(
                "HTTP/1.1 " + status + " As it is", header, "Content-Length: " + length, "Connection: close", "", "");
        return String.join("\r\n", lines).getBytes(StandardCharsets.US_ASCII);
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended in its head");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
