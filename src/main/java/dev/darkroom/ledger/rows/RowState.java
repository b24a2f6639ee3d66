package dev.darkroom.ledger.rows;

import static java.util.Map.entry;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The states a row passes, and the one table of the moves between them. Each state has a fixed code in the ledger, so
 * that the order of the constants may change.
 */
public enum RowState {
    /** Not sent yet. */
    PENDING(1, RowStatus.PENDING),
    /** The intent to submit it is durable; whether it was sent is known only to the process that did. */
    SUBMITTING(2, RowStatus.SUBMITTED),
    /** Purchased: the service's request id is durable. */
    SUBMITTED(3, RowStatus.SUBMITTED),
    /** Done at the service; its outputs are to be fetched. */
    COMPLETED(4, RowStatus.SUBMITTED),
    /** Its pictures are in place. */
    SUCCEEDED(5, RowStatus.SUCCEEDED),
    /** Invalid, never sent. */
    REJECTED(6, RowStatus.REJECTED),
    /** Equal to a row of an earlier run that succeeded. */
    REUSED(7, RowStatus.REUSED),
    /** Equal to an earlier row of its run, whose fate it shares. */
    FOLLOWER(8, RowStatus.PENDING),
    /** Refused or failed at the service, or its outputs are gone. */
    FAILED(9, RowStatus.FAILED),
    /** Cancelled at the service, or by the user before it was sent. */
    CANCELLED(10, RowStatus.CANCELLED),
    /** Still at work at the service when its time ran out. */
    TIMED_OUT(11, RowStatus.TIMED_OUT),
    /** Paid for, not fetched. */
    DOWNLOAD_FAILED(12, RowStatus.DOWNLOAD_FAILED),
    /** The submit's answer was lost. */
    UNKNOWN(13, RowStatus.UNKNOWN);

    private static final Map<RowState, Set<RowState>> MOVES = Map.ofEntries(
            entry(PENDING, EnumSet.of(SUBMITTING, SUBMITTED, UNKNOWN, FOLLOWER, REUSED, REJECTED, CANCELLED)),
            entry(SUBMITTING, EnumSet.of(SUBMITTED, PENDING, FAILED, UNKNOWN)),
            entry(SUBMITTED, EnumSet.of(COMPLETED, FAILED, CANCELLED, TIMED_OUT)),
            entry(COMPLETED, EnumSet.of(SUCCEEDED, DOWNLOAD_FAILED, FAILED)),
            entry(TIMED_OUT, EnumSet.of(SUBMITTED)),
            entry(DOWNLOAD_FAILED, EnumSet.of(COMPLETED)),
            entry(UNKNOWN, EnumSet.of(PENDING, SUBMITTED)),
            entry(FAILED, EnumSet.of(PENDING)),
            entry(CANCELLED, EnumSet.of(PENDING)),
            entry(FOLLOWER, EnumSet.of(PENDING, FOLLOWER)),
            entry(REUSED, EnumSet.of(PENDING, REUSED)),
            entry(SUCCEEDED, EnumSet.of(FAILED, COMPLETED)),
            entry(REJECTED, EnumSet.noneOf(RowState.class)));

    private static final Set<RowState> REASONED = Collections.unmodifiableSet(
            EnumSet.of(REJECTED, FAILED, CANCELLED, TIMED_OUT, DOWNLOAD_FAILED, UNKNOWN, FOLLOWER));

    private final int code;
    private final RowStatus status;

    RowState(int code, RowStatus status) {
        this.code = code;
        this.status = status;
    }

    /** The state's number in the ledger. */
    public int code() {
        return code;
    }

    /** The status in which users see a row in this state; a follower is seen as its leader is. */
    public RowStatus status() {
        return status;
    }

    /**
     * The status in which users see a row in this state.
     *
     * @param leader the state of the row whose fate it shares, null if there is none
     * @param pictured whether it has pictures of its own
     */
    public RowStatus seen(@Nullable RowState leader, boolean pictured) {
        if (this == REUSED && leader != null && !pictured) {
            return RowStatus.PENDING;
        }
        if (this != FOLLOWER || leader == null) {
            return status;
        }
        if (leader != SUCCEEDED && leader != REUSED) {
            return leader.status;
        }
        if (pictured) {
            return RowStatus.REUSED;
        }
        return leader == REUSED ? RowStatus.PENDING : RowStatus.SUBMITTED;
    }

    /** Returns whether a row may move from this state to {@code next}. */
    public boolean mayBecome(RowState next) {
        return MOVES.getOrDefault(this, Set.of()).contains(next);
    }

    /** Returns whether a row in this state still has to be worked on before its run is finished. */
    public boolean open() {
        return this == PENDING || this == SUBMITTING || this == SUBMITTED || this == COMPLETED;
    }

    /** The states whose rows have a reason, or their leader's. */
    public static Set<RowState> withReason() {
        return REASONED;
    }

    public static RowState of(int code) {
        for (RowState state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        throw new IllegalArgumentException("a newer version of Darkroom has worked on this ledger, update Darkroom:"
                + " the state of a row is not known here: " + code);
    }
}
