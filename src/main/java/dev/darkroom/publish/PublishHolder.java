package dev.darkroom.publish;

import dev.darkroom.io.SafeText;
import dev.darkroom.workspace.HostName;
import java.time.Instant;
import java.util.UUID;

/**
 * Whoever publishes to a bucket.
 *
 * @param host the host's name
 * @param process the process's id there
 * @param begun when it began, in milliseconds, by which it is told from a later one of its id; 0 if that is not known
 * @param nonce tells it from all others
 */
record PublishHolder(String host, long process, long begun, String nonce) {

    private static final int MAX_SHOWN = 100;

    PublishHolder {
        host = host.replaceAll("\\s", "?");
    }

    static PublishHolder ofThisProcess() {
        ProcessHandle process = ProcessHandle.current();
        return new PublishHolder(
                HostName.current(),
                process.pid(),
                begun(process),
                UUID.randomUUID().toString());
    }

    /** Reads what {@link #text} wrote; anything else is a holder of whom nothing is known. */
    static PublishHolder read(String text) {
        String[] parts = text.strip().split(" ", -1);
        try {
            return parts.length == 4
                    ? new PublishHolder(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3])
                    : new PublishHolder("?", 0, 0, "");
        } catch (NumberFormatException unknown) {
            return new PublishHolder("?", 0, 0, "");
        }
    }

    String text() {
        return host + " " + process + " " + begun + " " + nonce;
    }

    String shown() {
        return "process " + process + " on " + SafeText.line(host, MAX_SHOWN);
    }

    /** Returns whether it surely does nothing any more: a process of this host that has ended. */
    boolean isGone() {
        return host.equals(ofThisProcess().host)
                && ProcessHandle.of(process)
                        .filter(running -> begun(running) == begun)
                        .isEmpty();
    }

    private static long begun(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
