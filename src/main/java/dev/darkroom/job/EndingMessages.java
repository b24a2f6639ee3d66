package dev.darkroom.job;

import dev.darkroom.io.CountText;
import dev.darkroom.io.FailureText;
import dev.darkroom.io.SafeText;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.signals.RunSignals.StopSignal;
import dev.darkroom.ledger.signals.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The messages to the user when a process's part of a run has ended before the run has. */
final class EndingMessages {

    /** The ledger keeps no more than 4,000 characters of a reason. */
    private static final int MAX_OF_DEFECT = 1_000;

    private final RunLedger ledger;
    private final boolean finished;

    /** @param finished whether the run has come to its end, where no stop stands any more */
    EndingMessages(RunLedger ledger, boolean finished) {
        this.ledger = ledger;
        this.finished = finished;
    }

    /**
     * Returns the reason for the run's state, as it is recorded: a keyword, and what happened; null if nothing stopped
     * it. A stop that stands goes before what ended this process.
     */
    @Nullable
    String reason(@Nullable String refused, Optional<Throwable> defect, @Nullable StopSignal stopped) {
        String why = ofProcess(refused, defect, stopped);
        StopSignal standing = besides(stopped);
        if (why == null || standing == null) {
            return why;
        }
        return StopReason.both(signalMessage(standing), why);
    }

    /** Returns the stop that stands if it is another than that which ended this process. */
    private @Nullable StopSignal besides(@Nullable StopSignal stopped) {
        return finished || (stopped != null && stopped.reason().stands())
                ? null
                : ledger.standingStop().standing().orElse(null);
    }

    private static @Nullable String ofProcess(
            @Nullable String refused, Optional<Throwable> defect, @Nullable StopSignal stopped) {
        if (refused != null) {
            return StopReason.REFUSED.keyword() + ": " + refused;
        }
        if (stopped != null) {
            return signalMessage(stopped);
        }
        return defect.map(why -> StopReason.FAILURE.keyword() + ": " + stepFailed(why))
                .orElse(null);
    }

    private static String signalMessage(StopSignal stopped) {
        return stopped.reason().keyword() + ": " + stopped.message();
    }

    private static String stepFailed(Throwable why) {
        return "a step failed: " + SafeText.line(FailureText.of(why), MAX_OF_DEFECT);
    }

    /**
     * Returns a message a line.
     *
     * @param refused why nothing was to be submitted, null if it was
     * @param defect what a step failed of
     * @param stopped why the run stopped, null if it did not
     */
    List<String> of(@Nullable String refused, Optional<Throwable> defect, @Nullable StopSignal stopped) {
        List<String> messages = new ArrayList<>();
        if (refused != null) {
            messages.add(refused);
        }
        if (stopped != null) {
            if (stopped.reason() != StopReason.REFUSED) {
                messages.add(signalMessage(stopped));
            }
        } else {
            defect.ifPresent(why -> messages.add(stepFailed(why)));
        }
        StopSignal standing = besides(stopped);
        if (standing != null) {
            messages.add(signalMessage(standing));
        }
        boolean failed = stopped == null
                ? defect.isPresent()
                : stopped.reason() == StopReason.FAILURE || stopped.reason() == StopReason.UNPREPARED;
        if (failed) {
            messages.add(
                    "what was bought is recorded, and 'resume' goes on; if it fails again, report it with run.log");
        }
        if (stopped != null && stopped.reason() == StopReason.DISK_FULL) {
            messages.add("nothing that was bought is lost: make room, then go on");
        }
        if (stopped != null && stopped.reason() == StopReason.BUCKET) {
            messages.add("nothing that was bought is lost: pictures that are not in the bucket are fetched again, at no"
                    + " cost, by the next start");
        }
        long atService = ledger.count(RowState.SUBMITTED);
        if (atService > 0) {
            messages.add(CountText.of(atService, "request goes", "requests go")
                    + " on at the service; the next start collects what comes of them");
        }
        return messages;
    }
}
