package dev.darkroom.monitoring;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server on loopback that answers as real ones do, and refuses what a test wants refused. */
final class MailServer implements AutoCloseable {

    private final ServerSocket socket;
    private final Map<String, String> refusals;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();

    private final @Nullable SSLContext tls;
    private final boolean startsPlain;

    /** @param refusals the answers to commands that begin so, such as {@code RCPT} or {@code .} for the mail's end */
    MailServer(Map<String, String> refusals) {
        this(refusals, null, true);
    }

    /**
     * Makes one that takes mail over TLS alone.
     *
     * @param startsPlain whether the client asks for TLS by STARTTLS
     */
    MailServer(SSLContext tls, boolean startsPlain) {
        this(Map.of(), tls, startsPlain);
    }

    private MailServer(Map<String, String> refusals, @Nullable SSLContext tls, boolean startsPlain) {
        this.refusals = Map.copyOf(refusals);
        this.tls = tls;
        this.startsPlain = startsPlain;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    List<String> commands() {
        return List.copyOf(commands);
    }

    List<String> mails() {
        return List.copyOf(mails);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                talk(connection);
            } catch (IOException e) {
                // The client has gone, or the test has ended.
            }
        }
    }

    private void talk(Socket plain) throws IOException {
        Socket connection = tls == null || startsPlain ? plain : secured(plain, tls);
        say(connection.getOutputStream(), "220 mail.example ESMTP");
        if (tls != null && startsPlain) {
            BufferedReader in = reader(connection);
            commands.add(in.readLine());
            say(connection.getOutputStream(), "250-mail.example\r\n250 STARTTLS");
            commands.add(in.readLine());
            say(connection.getOutputStream(), "220 2.0.0 go ahead");
            connection = secured(plain, tls);
        }
        talk(reader(connection), connection.getOutputStream());
    }

    private static Socket secured(Socket plain, SSLContext tls) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        socket.setUseClientMode(false);
        return socket;
    }

    private static BufferedReader reader(Socket connection) throws IOException {
        return new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    }

    private void talk(BufferedReader in, OutputStream out) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            commands.add(line);
            String verb = line.split("[ :]", 2)[0];
            String refusal = refusals.get(verb);
            if (refusal != null) {
                say(out, refusal);
                continue;
            }
            switch (verb) {
                case "EHLO" -> say(out, "250-mail.example\r\n250-AUTH PLAIN\r\n250 8BITMIME");
                case "AUTH" -> say(out, "235 2.7.0 Authentication successful");
                case "DATA" -> {
                    say(out, "354 go on");
                    mails.add(mail(in));
                    say(out, refusals.getOrDefault(".", "250 2.0.0 queued"));
                }
                case "QUIT" -> say(out, "221 bye");
                default -> say(out, "250 2.1.0 ok");
            }
        }
    }

    private static String mail(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append('\n');
        }
        return mail.toString();
    }

    private static void say(OutputStream out, String words) throws IOException {
        out.write((words + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
