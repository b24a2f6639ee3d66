package dev.darkroom.submit;

import dev.darkroom.jobfile.rules.WindowRule;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.signals.RunSignals.StopSignal;
import dev.darkroom.ledger.signals.StopReason;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lets rows be submitted only in the job's window, by the clock on the wall, and only until the window ends in which the
 * process started.
 */
public final class WindowGuard implements SubmitGuard {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm VV", Locale.ROOT);

    private final WindowRule window;
    private final ZoneId zone;
    private final @Nullable Instant end;
    private final InstantSource wall;

    /**
     * @param zone of a window that names none
     * @param start when the process started
     */
    public WindowGuard(WindowRule window, ZoneId zone, Instant start, InstantSource wall) {
        this.window = window;
        this.zone = window.zoneOr(zone);
        this.end = window.endOfOpen(start, zone).orElse(null);
        this.wall = wall;
    }

    @Override
    public @Nullable StopSignal before(PendingRow row) {
        return overdue();
    }

    @Override
    public @Nullable StopSignal overdue() {
        Instant now = wall.instant();
        if (end != null && now.isBefore(end) && window.endOfOpen(now, zone).isPresent()) {
            return null;
        }
        String opens = window.opensAfter(now, zone).atZone(zone).format(MOMENT);
        return new StopSignal(
                StopReason.WINDOW, "nothing is bought outside the window " + window + "; it opens at " + opens);
    }
}
