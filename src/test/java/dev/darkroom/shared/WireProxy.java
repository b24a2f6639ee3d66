package dev.darkroom.shared;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The wire between a process and its database's server, which a test slows down, cuts, or lets fall silent. What comes over
 * it is passed on piece by piece, by two threads for each connection.
 */
final class WireProxy implements AutoCloseable {

    /** What the server answers to a commit that it has made. */
    private static final String COMMITTED = "COMMIT\0";

    private static final int PIECE_BYTES = 16 << 10;
    private static final long POLL_MILLIS = 20;

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger commitsLeft = new AtomicInteger(-1);
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean silentThere;
    private volatile boolean silentBack;
    private volatile boolean closed;

    /** @param target the server's port on this machine */
    WireProxy(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("accept", this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Holds every piece up for so long. */
    void delay(Duration time) {
        delay = time;
    }

    /** Resets all connections there are. */
    void cut() {
        open.forEach(WireProxy::reset);
    }

    /** Passes nothing on any more, and ends no connection: as behind a firewall that has forgotten them. */
    void fallSilent() {
        silentThere = true;
        silentBack = true;
    }

    /** Passes on what is asked, and nothing of what is answered. */
    void loseAnswers() {
        silentBack = true;
    }

    /** Resets a connection when the server has made the n-th commit from now, before the other side hears of it. */
    void resetAtCommit(int number) {
        commitsLeft.set(number);
    }

    /** Passes everything on again; connections that were silent are ended, since what they missed is lost. */
    void heal() {
        delay = Duration.ZERO;
        commitsLeft.set(-1);
        cut();
        silentThere = false;
        silentBack = false;
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = server.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
                open.add(client);
                open.add(upstream);
                start("there", () -> pass(client, upstream, false));
                start("back", () -> pass(upstream, client, true));
            } catch (IOException gone) {
                // The server is down, or this is closed: the other side sees a connection that is refused or reset.
            }
        }
    }

    private void pass(Socket from, Socket to, boolean back) {
        byte[] piece = new byte[PIECE_BYTES];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                Thread.sleep(delay.toMillis());
                while (back ? silentBack : silentThere) {
                    Thread.sleep(POLL_MILLIS);
                }
                if (back && isLastCommit(piece, read)) {
                    reset(to);
                    reset(from);
                    return;
                }
                out.write(piece, 0, read);
            }
        } catch (IOException | InterruptedException ended) {
            // Both sides are closed with it.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private boolean isLastCommit(byte[] piece, int length) {
        return commitsLeft.get() > 0
                && new String(piece, 0, length, StandardCharsets.ISO_8859_1).contains(COMMITTED)
                && commitsLeft.decrementAndGet() == 0;
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException closedAlready) {
            // As it should be.
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, "wire " + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        cut();
    }
}
