package dev.darkroom.workspace;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A server that speaks PostgreSQL's protocol as far as its door, and lets nobody in. */
final class DoorkeeperServer implements AutoCloseable {

    private final ServerSocket socket;

    private DoorkeeperServer(DoorkeeperAnswer answer) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> answerAll(answer), "doorkeeper");
        thread.setDaemon(true);
        thread.start();
    }

    /** Shows a certificate to whoever wants to encrypt, and hangs up. */
    static DoorkeeperServer encrypting(SSLContext context) throws IOException {
        return new DoorkeeperServer(client -> {
            readRequest(client);
            client.getOutputStream().write('S');
            SSLSocket encrypted = (SSLSocket) context.getSocketFactory().createSocket(client, null, 0, true);
            encrypted.setUseClientMode(false);
            encrypted.startHandshake();
        });
    }

    /** Agrees to encrypt, and hangs up. */
    static DoorkeeperServer hangingUp() throws IOException {
        return new DoorkeeperServer(client -> {
            readRequest(client);
            client.getOutputStream().write('S');
        });
    }

    /** Refuses everybody who does not want to encrypt. */
    static DoorkeeperServer refusing(String state, String message) throws IOException {
        return new DoorkeeperServer(client -> {
            readRequest(client);
            ByteArrayOutputStream fields = new ByteArrayOutputStream();
            for (String field : new String[] {"SFATAL", "VFATAL", "C" + state, "M" + message}) {
                fields.write(field.getBytes(StandardCharsets.UTF_8));
                fields.write(0);
            }
            fields.write(0);
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            out.write('E');
            out.writeInt(Integer.BYTES + fields.size());
            fields.writeTo(out);
            out.flush();
        });
    }

    private static void readRequest(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        in.readNBytes(in.readInt() - Integer.BYTES);
    }

    private void answerAll(DoorkeeperAnswer answer) {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                answer.to(client);
            } catch (IOException refusedOrClosed) {
                // A client that does not trust the certificate says so by hanging up.
            }
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private interface DoorkeeperAnswer {
        void to(Socket client) throws IOException;
    }
}
