package dev.darkroom.pace;

import dev.darkroom.time.SettableClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Three processes that submit with one account, made up by chance: at times there is nothing to send, they stand still, die,
 * wait for the database, are throttled, and the rate and the server's clock are set meanwhile. Time is counted in nanoseconds
 * since the beginning; whoever is the furthest behind makes the next move.
 */
final class SimulatedHosts {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final long TROUBLE = 3 * SECOND;
    private static final long END = 13 * SECOND;
    private static final long LAST = 2 * SECOND;
    private static final long SERVER_START = 1_795_000_000 * SECOND;
    private static final int HOSTS = 3;

    private final Random random;
    private final CallRate asked;
    private final PaceModel model;
    private final List<Host> hosts = new ArrayList<>();
    private final List<Long> sent = new ArrayList<>();
    private final List<SetRate> rates = new ArrayList<>();
    private final List<Long> lateAnswers = new ArrayList<>();
    private final boolean ledByOne;
    private long served;
    private long turnedBack;
    private long lastSlot = -1;
    private @Nullable String clash;
    private boolean calm;

    SimulatedHosts(long seed) {
        this.random = new Random(seed);
        this.ledByOne = random.nextBoolean();
        this.asked = new CallRate(
                BigDecimal.valueOf(Math.round(1_000 * Math.pow(10, random.nextDouble() * 2.6)), 3),
                Duration.ofSeconds(1));
        this.model = new PaceModel(SERVER_START, asked.interval());
        rates.add(new SetRate(0, asked.interval().toNanos()));
        for (int number = 0; number < HOSTS; number++) {
            hosts.add(new Host(random.nextLong(50 * MILLI), ledByOne && number == 0));
        }
    }

    /** Lets them work; returns what was wrong then, or nothing. */
    Optional<String> work() {
        moveUntil(TROUBLE);
        calm = true;
        long quick = asked.interval().toNanos();
        if (!ledByOne) {
            setInterval(TROUBLE, quick);
        }
        moveUntil(END);
        if (clash != null) {
            return Optional.of(clash);
        }
        return tooMany().or(this::standstill);
    }

    private void moveUntil(long end) {
        for (Host host = furthestBehind(); host.next() < end; host = furthestBehind()) {
            if (!calm) {
                interfere(host);
            }
            host.move();
        }
    }

    private Host furthestBehind() {
        return hosts.stream().min(Comparator.comparingLong(Host::next)).orElseThrow();
    }

    private void interfere(Host host) {
        switch (random.nextInt(400)) {
            case 0, 1 -> host.stall(random.nextLong(50 * MILLI));
            case 2 -> host.stall(random.nextLong(3 * SECOND));
            case 3 -> hosts.set(hosts.indexOf(host), new Host(host.now() + random.nextLong(SECOND), host.leads));
            case 4 -> turnedBack += random.nextLong(2 * SECOND);
            case 5 -> {
                if (!ledByOne) {
                    setInterval(host.now(), (long) (SECOND / Math.pow(10, random.nextDouble() * 2.6)));
                }
            }
            default -> {}
        }
    }

    private void setInterval(long time, long nanos) {
        rates.add(new SetRate(time, nanos));
        model.setInterval(Duration.ofNanos(nanos));
    }

    /** Looks for a second in which more left than the rate and a batch. */
    private Optional<String> tooMany() {
        sent.sort(Comparator.naturalOrder());
        int last = 0;
        for (int first = 0; first < sent.size(); first++) {
            long from = sent.get(first);
            while (last < sent.size() && sent.get(last) < from + SECOND) {
                last++;
            }
            long most = most(from);
            if (last - first > most) {
                return Optional.of(last - first + " left in the second from " + from + ", of " + most);
            }
        }
        return Optional.empty();
    }

    private long most(long from) {
        long quickest = Long.MAX_VALUE;
        for (int rate = 0; rate < rates.size(); rate++) {
            long until = rate + 1 < rates.size() ? rates.get(rate + 1).time() : Long.MAX_VALUE;
            if (until > from - 3 * SECOND && rates.get(rate).time() < from + SECOND) {
                quickest = Math.min(quickest, rates.get(rate).interval());
            }
        }
        long late = lateAnswers.stream()
                .filter(time -> time > from - 3 * SECOND && time < from + SECOND)
                .count();
        return (SECOND + quickest - 1) / quickest + SlotBatch.size(Duration.ofNanos(quickest)) + late;
    }

    /** Looks whether nearly all slots were used in the end, when all was well. */
    private Optional<String> standstill() {
        long left = sent.stream().filter(time -> time >= END - LAST).count();
        double possible = (double) LAST / model.interval().toNanos();
        return left < possible * 0.9 - 2
                ? Optional.of("only " + left + " left in the end, of " + possible)
                : Optional.empty();
    }

    private record SetRate(long time, long interval) {}

    private enum Stage {
        WAITS,
        NEEDS_SLOT,
        LEAVES
    }

    private record Row(long time, Stage stage, CallSlot slot) {}

    /** One process; its database calls hold up all that it does. */
    private final class Host implements AccountPace {

        private final SettableClock clock = new SettableClock();
        private final MonotonicClock awake = new AwakeClock(clock);
        private final PriorityQueue<Row> rows = new PriorityQueue<>(Comparator.comparingLong(Row::time));
        private final boolean leads;
        private final CallRateLimiter limiter;
        private final int window = 1 + random.nextInt(12);
        private long nextTake;
        private int late;

        Host(long start, boolean leads) {
            clock.advance(Duration.ofNanos(start));
            this.leads = leads;
            this.nextTake = start;
            this.limiter = leads
                    ? CallRateLimiter.leader("submits", asked, null, PauseStore.NONE, this, awake)
                    : CallRateLimiter.follower("submits", asked, PauseStore.NONE, this, awake);
        }

        long now() {
            return clock.now().sinceStart().toNanos();
        }

        long next() {
            Row first = rows.peek();
            return Math.max(now(), first == null ? nextTake : Math.min(nextTake, first.time()));
        }

        void stall(long nanos) {
            clock.advance(Duration.ofNanos(nanos));
        }

        void move() {
            long time = next();
            while (now() < time) {
                clock.advance(Duration.ofNanos(Math.min(time - now(), SECOND / 2)));
                awake.now();
            }
            Row row = rows.peek();
            if (row != null && row.time() <= time) {
                rows.remove();
                move(row);
            } else {
                consider();
            }
        }

        private void consider() {
            if (rows.size() >= window) {
                nextTake = now() + 5 * MILLI;
                return;
            }
            if (!calm && random.nextInt(50) == 0) {
                nextTake = now() + random.nextLong(500 * MILLI);
                return;
            }
            long wait = limiter.untilNext().toNanos() - 20 * MILLI;
            if (wait > 0) {
                nextTake = now() + Math.min(wait, SECOND / 5);
                return;
            }
            long written = now() + random.nextLong(calm || random.nextInt(20) > 0 ? 10 * MILLI : 300 * MILLI);
            CallSlot slot = limiter.takeSlot();
            rows.add(new Row(Math.max(written, now() + until(slot)), Stage.WAITS, slot));
            nextTake = now();
        }

        private long until(CallSlot slot) {
            return slot == CallSlot.NONE
                    ? 0
                    : Math.max(0, awake.now().until(slot.at()).toNanos());
        }

        private void move(Row row) {
            switch (row.stage()) {
                case NEEDS_SLOT -> {
                    CallSlot another = limiter.takeSlot();
                    rows.add(new Row(now() + until(another), Stage.WAITS, another));
                }
                case WAITS -> {
                    Duration wait = limiter.acquire(row.slot());
                    if (wait == null) {
                        seekAnother();
                    } else {
                        rows.add(new Row(now() + wait.toNanos(), Stage.LEAVES, row.slot()));
                    }
                }
                case LEAVES -> {
                    if (row.slot().isUsableAt(awake.now())) {
                        leave();
                    } else {
                        seekAnother();
                    }
                }
            }
        }

        private void seekAnother() {
            if (!limiter.paused()) {
                long wait = Math.min(SECOND, limiter.untilNext().toNanos());
                rows.add(new Row(now() + wait, Stage.NEEDS_SLOT, CallSlot.NONE));
            }
        }

        private void leave() {
            if (limiter.paused()) {
                return;
            }
            sent.add(now());
            if (calm || random.nextInt(100) > 0) {
                limiter.accepted();
            } else {
                limiter.throttled(awake.now(), Duration.ofMillis(random.nextInt(2_000)));
            }
        }

        @Override
        public SlotGrant take(int most) {
            MonotonicTime asking = awake.now();
            arrive();
            SlotGrant grant = model.take(most);
            long first = now() + grant.untilFirst().toNanos();
            if (grant.slots() > 0) {
                if (first <= lastSlot) {
                    clash = "the slot at " + first + " is not after the one at " + lastSlot;
                }
                lastSlot = first + (grant.slots() - 1) * grant.interval().toNanos();
            }
            comeBack();
            if (grant.slots() > 0) {
                Duration took = asking.until(awake.now());
                late = took.compareTo(SlotBatch.lateness(grant.interval())) < 0 ? 0 : late + 1;
                if (late > 1) {
                    lateAnswers.add(now());
                }
            }
            return grant;
        }

        @Override
        public void pause(Duration pause) {
            arrive();
            model.pause(pause);
            comeBack();
        }

        @Override
        public void setInterval(Duration interval) {
            arrive();
            SimulatedHosts.this.setInterval(now(), interval.toNanos());
            comeBack();
        }

        /** Whoever asks later is served later. */
        private void arrive() {
            served = Math.max(served, now() + way());
            stall(served - now());
            model.setClock(SERVER_START + served - turnedBack);
        }

        private void comeBack() {
            stall(way());
        }

        private long way() {
            return random.nextLong(calm || random.nextInt(50) > 0 ? MILLI : 300 * MILLI);
        }
    }
}
