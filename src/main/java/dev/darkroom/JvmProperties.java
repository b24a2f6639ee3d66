package dev.darkroom;

import java.security.Security;
import java.util.List;
import java.util.Locale;

/** Sets what the JDK reads only once, when the classes in question load; so this comes before all else. */
final class JvmProperties {

    private static final String ADDRESSES_KEPT = "networkaddress.cache.ttl";
    /** What counts where the other is not set. */
    private static final String ADDRESSES_KEPT_TOO = "sun.net.inetaddr.ttl";

    private static final String MIN_SECONDS_KEPT = "30";
    private static final int FEW_PROCESSORS = 2;
    private static final String TLS_LOG = "javax.net.debug";
    /**
     * The logs each of which writes out what goes over the wire, the token too; nothing at all stands for all of them.
     */
    private static final List<String> WIRE_LOGS = List.of("all", "data", "packet", "plaintext");

    private JvmProperties() {}

    static void prepare() {
        prefer("java.awt.headless", "true");
        // Without it each answer of the simulator on a kept connection waits 40 ms.
        prefer("sun.net.httpserver.nodelay", "true");
        // A purchase on an idle connection that the service has just closed would leave it in doubt.
        prefer("jdk.httpclient.keepalive.timeout", "4");
        // Of uploads to a bucket all but five at once would otherwise open a connection each time.
        prefer("http.maxConnections", "32");
        if (Runtime.getRuntime().availableProcessors() <= FEW_PROCESSORS) {
            // The JDK's client ends each call in the default executor, which otherwise starts a thread for it there.
            prefer("java.util.concurrent.ForkJoinPool.common.parallelism", "2");
        }
        keepAddresses();
        // Otherwise the JDK's clients send a purchase once more by themselves when a connection breaks.
        force("jdk.httpclient.enableAllMethodRetry", "false");
        force("sun.net.http.retryPost", "false");
        // The JDK's logs of requests show the token.
        force("jdk.httpclient.HttpClient.log", "");
        force("jdk.internal.httpclient.debug", "false");
        // It would change the ledger's connections, and is meant for another program.
        System.clearProperty("hikaricp.configurationFile");
        String tlsLog = System.getProperty(TLS_LOG);
        if (tlsLog != null && showsContent(tlsLog.toLowerCase(Locale.ROOT))) {
            force(TLS_LOG, "ssl:handshake");
        }
    }

    /**
     * Has the addresses of names kept for long enough that a connection goes to those that were checked; whoever wants them
     * kept for longer has it so.
     */
    private static void keepAddresses() {
        String set = Security.getProperty(ADDRESSES_KEPT);
        String seconds = set == null ? System.getProperty(ADDRESSES_KEPT_TOO) : set;
        if (seconds != null && !seconds.matches("-\\d+|0*([3-9]\\d|[1-9]\\d{2,})")) {
            Security.setProperty(ADDRESSES_KEPT, MIN_SECONDS_KEPT);
        } else if (seconds == null) {
            // To set the other one would have Java look for a log of such changes, which takes every command 40 ms.
            System.setProperty(ADDRESSES_KEPT_TOO, MIN_SECONDS_KEPT);
        }
    }

    private static boolean showsContent(String tlsLog) {
        return tlsLog.isEmpty() || WIRE_LOGS.stream().anyMatch(tlsLog::contains);
    }

    /** Sets one unless the user did. */
    private static void prefer(String name, String value) {
        System.getProperties().putIfAbsent(name, value);
    }

    /** Sets one whatever the user did, who may not know of it: an image or a service may have set it for all programs. */
    private static void force(String name, String value) {
        System.setProperty(name, value);
    }
}
