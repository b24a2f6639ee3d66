package dev.darkroom.night;

import dev.darkroom.time.SettableClock;
import java.time.Duration;
import java.util.List;

/** Sets the wall clock, stops the process or takes the service away, at moments of a process that are left to chance. */
class ClockTrouble {

    static final Duration HOUR = Duration.ofHours(1);
    static final Duration STOP = Duration.ofMinutes(25);
    static final Duration OUTAGE = Duration.ofMinutes(21);

    static final ClockTrouble NONE = new ClockTrouble();

    /** The faults that may happen. */
    enum ClockFault {
        NONE,
        /** The wall clock is set back by an hour. */
        BACK,
        /** The wall clock is set forward by an hour. */
        FORWARD,
        /** The process stands still for 25 minutes, and the service gets on with its work. */
        STOP,
        /** The process stands still for 25 minutes, and so does the work at the service. */
        STOP_AND_STALL,
        /** The service is away for 21 minutes, and does not get on with its work. */
        OUTAGE,
        /** By chance one or the other, but for the last, and other spans of time. */
        ANY;

        /**
         * Returns the least time between two calls; the workers that waited for their moment when the process was
         * stopped run on together.
         */
        Duration leastApart(Duration interval) {
            return switch (this) {
                case STOP, STOP_AND_STALL, ANY -> Duration.ZERO;
                default -> interval;
            };
        }

        ClockTrouble of(SettableClock clock, ScriptedService service, SeededChance chance, NightTrace trace) {
            return this == NONE ? ClockTrouble.NONE : new ByChance(this, clock, service, chance, trace);
        }
    }

    /** Makes trouble by chance; called at each step of the process. */
    void step() {}

    private static final class ByChance extends ClockTrouble {

        private static final int MAX_STEPS = 400;
        private static final List<ClockFault> ALL =
                List.of(ClockFault.BACK, ClockFault.FORWARD, ClockFault.STOP, ClockFault.STOP_AND_STALL);

        private final ClockFault kind;
        private final SettableClock clock;
        private final ScriptedService service;
        private final SeededChance chance;
        private final NightTrace trace;
        private int left;
        private int untilNext;

        private ByChance(
                ClockFault kind, SettableClock clock, ScriptedService service, SeededChance chance, NightTrace trace) {
            this.kind = kind;
            this.clock = clock;
            this.service = service;
            this.chance = chance;
            this.trace = trace;
            this.left = kind == ClockFault.ANY ? chance.between(1, 3) : 1;
            this.untilNext = next();
        }

        private int next() {
            return chance.between(1, chance.of(20, MAX_STEPS));
        }

        @Override
        void step() {
            if (left > 0 && --untilNext == 0) {
                left--;
                untilNext = next();
                happen();
            }
        }

        private void happen() {
            ClockFault now = kind == ClockFault.ANY ? chance.of(ALL) : kind;
            trace.add("clocks:", now);
            switch (now) {
                case BACK -> clock.turnWall(span(HOUR).negated());
                case FORWARD -> clock.turnWall(span(HOUR));
                case STOP -> clock.advance(span(STOP));
                case STOP_AND_STALL -> {
                    Duration time = span(STOP);
                    service.standStill(time);
                    clock.advance(time);
                }
                case OUTAGE -> service.leave(OUTAGE);
                default -> throw new AssertionError(now);
            }
        }

        private Duration span(Duration time) {
            return kind == ClockFault.ANY ? chance.seconds(1, 2.0 * time.toSeconds()) : time;
        }
    }
}
