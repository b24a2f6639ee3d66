package dev.darkroom.submit;

import dev.darkroom.fetch.HostProbe;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.pace.Sleeper;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves before the first purchase that what will be paid for can be fetched: the host of outputs answers on the way that
 * downloads take. It is asked for a minute, in case that a network is just coming up, and no longer: what is wrong with the
 * way heals by nobody's waiting.
 */
final class OutputRoadProbe implements PreflightProbe {

    private static final Logger log = LoggerFactory.getLogger(OutputRoadProbe.class);

    private static final int MAX_TRIES = 6;
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final HostProbe probe;
    private final @Nullable String host;
    private final RunSignals signals;
    private final Sleeper sleeper;

    /** @param host where outputs lie, with the port if it is named, null if that is this machine */
    OutputRoadProbe(HostProbe probe, @Nullable String host, RunSignals signals, Sleeper sleeper) {
        this.probe = probe;
        this.host = host;
        this.signals = signals;
        this.sleeper = sleeper;
    }

    /** Stops the run if the host cannot be reached. */
    @Override
    public void check() throws InterruptedException {
        if (host == null) {
            return;
        }
        String fault = probe.fault(host);
        for (int attempt = 1; fault != null && attempt < MAX_TRIES && !signals.submitsStopped(); attempt++) {
            if (attempt == 1) {
                log.warn("the host of outputs, {}, cannot be reached, trying for a minute: {}", host, fault);
            }
            sleeper.sleep(PAUSE);
            fault = probe.fault(host);
        }
        if (fault != null) {
            signals.stop(
                    StopReason.OUTAGE,
                    "nothing is bought that could not be fetched: the host of outputs, " + host
                            + ", cannot be reached; " + fault);
        }
    }
}
