package dev.darkroom.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.time.SettableClock;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What a process does with slots that it shares with others, by a table in memory that tells of each call. */
class SharedSlotsTest {

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock();
    private final FakeAccount account = new FakeAccount();

    @Test
    void takes_more_at_a_time_the_more_it_uses_but_no_more_than_a_batch() {
        CallRateLimiter limiter = leader(100);
        for (int call = 0; call < 100; call++) {
            send(limiter);
        }

        assertThat(account.asked).startsWith(1, 2, 4, 8, 10, 10);
        assertThat(account.asked).hasSize(13);
        assertThat(clock.now().sinceStart()).isEqualTo(Duration.ofMillis(990));
    }

    @Test
    void asks_for_one_at_a_time_where_the_rate_is_low() {
        CallRateLimiter limiter = leader(2);
        for (int call = 0; call < 5; call++) {
            send(limiter);
        }

        assertThat(account.asked).containsOnly(1);
    }

    @Test
    void leaves_the_next_slot_to_others_for_a_while_where_there_are_few() {
        CallRateLimiter limiter = leader(2);
        send(limiter);
        account.asked.clear();

        clock.advance(Duration.ofMillis(249));
        assertThat(limiter.untilNext()).isEqualTo(Duration.ofMillis(251));
        assertThat(account.asked).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(limiter.untilNext()).isEqualTo(Duration.ofMillis(250));
        assertThat(account.asked).containsExactly(1);
    }

    @Test
    void looks_soon_whether_the_others_have_left_it_a_slot() {
        CallRateLimiter limiter = follower(2);
        account.model.setInterval(Duration.ofMillis(500));
        for (int other = 0; other < 4; other++) {
            account.model.take(1);
        }

        assertThat(limiter.untilNext()).isEqualTo(Duration.ofMillis(650));
        assertThat(limiter.takeSlot()).isEqualTo(CallSlot.NONE);
    }

    @Test
    void does_not_ask_again_while_it_has_some_or_knows_when_the_next_is() {
        CallRateLimiter limiter = leader(100);
        for (int call = 0; call < 20; call++) {
            send(limiter);
        }
        int before = account.asked.size();
        for (int look = 0; look < 50; look++) {
            limiter.untilNext();
        }
        assertThat(account.asked).hasSizeLessThanOrEqualTo(before + 1);

        account.model.pause(Duration.ofMinutes(1));
        clock.advance(Duration.ofSeconds(2));
        limiter.untilNext();
        before = account.asked.size();
        for (int look = 0; look < 90; look++) {
            clock.advance(Duration.ofMillis(10));
            limiter.untilNext();
        }
        assertThat(account.asked).hasSize(before);
    }

    @Test
    void gives_up_what_it_did_not_use_and_takes_none_beforehand_until_a_call_leaves() {
        CallRateLimiter limiter = leader(100);
        limiter.untilNext();
        account.asked.clear();
        for (int look = 0; look < 100; look++) {
            clock.advance(Duration.ofMillis(20));
            assertThat(limiter.untilNext()).isZero();
        }

        assertThat(account.asked).containsOnly(0).hasSizeLessThanOrEqualTo(2);
        send(limiter);
        assertThat(account.asked).endsWith(1);
    }

    @Test
    void does_not_send_what_it_did_not_use_in_a_clump() {
        CallRateLimiter limiter = leader(100);
        while (account.asked.size() < 6) {
            send(limiter);
        }
        clock.advance(Duration.ofSeconds(3));
        List<Duration> sent = new ArrayList<>();
        for (int call = 0; call < 20; call++) {
            sent.add(send(limiter));
        }

        for (int call = 1; call < sent.size(); call++) {
            assertThat(sent.get(call).minus(sent.get(call - 1))).isGreaterThanOrEqualTo(Duration.ofNanos(9_700_000));
        }
    }

    @Test
    void a_call_that_is_late_needs_another_slot() {
        CallRateLimiter limiter = leader(100);
        CallSlot slot = limiter.takeSlot();

        clock.advance(Duration.ofMillis(99));
        assertThat(limiter.acquire(slot)).isZero();
        clock.advance(Duration.ofMillis(1));
        assertThat(limiter.acquire(slot)).isNull();
    }

    @Test
    void a_call_that_would_be_late_after_those_before_it_needs_another_slot() {
        CallRateLimiter limiter = leader(100);
        List<CallSlot> slots = new ArrayList<>();
        for (int call = 0; call < 3; call++) {
            slots.add(limiter.takeSlot());
        }
        clock.advance(Duration.ofMillis(99));

        assertThat(limiter.acquire(slots.get(0))).isZero();
        assertThat(limiter.acquire(slots.get(0))).isNull();
        assertThat(limiter.acquire(slots.get(1))).isEqualTo(Duration.ofNanos(9_700_000));
    }

    @Test
    void what_the_way_to_the_database_takes_makes_a_call_late_and_never_early() {
        CallRateLimiter limiter = leader(100);
        account.wayTo = Duration.ofMillis(30);
        account.wayBack = Duration.ofMillis(20);
        CallSlot slot = limiter.takeSlot();

        assertThat(slot.at()).isEqualTo(clock.now());
        assertThat(clock.now().until(slot.lapses())).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void slots_that_come_too_late_are_given_up_unless_they_always_do() {
        CallRateLimiter limiter = leader(100);
        account.wayTo = Duration.ofMillis(150);

        assertThat(limiter.takeSlot()).isEqualTo(CallSlot.NONE);
        CallSlot second = limiter.takeSlot();
        assertThat(second.at()).isEqualTo(clock.now());
        assertThat(limiter.acquire(second)).isZero();
    }

    @Test
    void a_pause_that_another_process_was_asked_for_holds_within_a_second() {
        CallRateLimiter one = leader(100);
        CallRateLimiter other = follower(100);
        send(one);
        send(other);
        one.throttled(clock.now(), Duration.ofSeconds(30));
        assertThat(one.paused()).isTrue();

        clock.advance(Duration.ofSeconds(1));
        CallSlot slot = other.takeSlot();
        other.acquire(slot);

        assertThat(other.pauseLeft()).isEqualTo(Duration.ofSeconds(29));
        assertThat(other.untilNext()).isEqualTo(Duration.ofSeconds(29));
    }

    @Test
    void a_call_that_is_about_to_leave_hears_of_a_pause_though_its_slot_was_taken_before() {
        CallRateLimiter limiter = leader(1);
        limiter.takeSlot();
        CallSlot slot = limiter.takeSlot();
        assertThat(clock.now().until(slot.at())).isEqualTo(Duration.ofSeconds(1));
        account.model.pause(Duration.ofSeconds(5));
        clock.advanceTo(slot.at());

        limiter.acquire(slot);

        assertThat(limiter.paused()).isTrue();
    }

    @Test
    void a_refresh_hears_of_a_pause_that_was_kept_for_calls_whose_slots_are_not_shared() {
        StoredPauses kept =
                new StoredPauses(folder.resolve("pauses.json"), "service", "account", JsonMapper.shared(), clock);
        CallRateLimiter polls = new CallRateLimiter("polls", rate(100), null, kept, clock);
        kept.keep("polls", Duration.ofSeconds(30));
        clock.advance(Duration.ofSeconds(2));
        assertThat(polls.paused()).isFalse();
        polls.refresh();

        assertThat(polls.pauseLeft()).isEqualTo(Duration.ofSeconds(28));
    }

    @Test
    void a_refresh_hears_of_a_pause_and_of_the_rate() {
        CallRateLimiter limiter = follower(100);
        account.model.pause(Duration.ofSeconds(5));
        account.model.setInterval(Duration.ofMillis(40));
        limiter.refresh();

        assertThat(limiter.pauseLeft()).isEqualTo(Duration.ofSeconds(5));
        assertThat(limiter.perSecond()).isEqualByComparingTo("25");
        assertThat(limiter.lowered()).isTrue();
    }

    @Test
    void the_one_that_finds_out_the_rate_tells_it_before_it_takes_a_slot() {
        account.model.setInterval(Duration.ofMillis(1));
        CallRateLimiter limiter = leader(2);
        limiter.untilNext();

        assertThat(account.model.interval()).isEqualTo(Duration.ofMillis(500));
        assertThat(account.told).isEqualTo(1);
        for (int call = 0; call < 10; call++) {
            send(limiter);
        }
        assertThat(account.told).isEqualTo(1);
    }

    @Test
    void the_others_go_by_the_rate_that_one_finds_out() {
        CallRateLimiter limiter = leader(100);
        CallRateLimiter other = follower(100);
        for (int call = 0; call < 50; call++) {
            send(limiter);
            limiter.accepted();
        }
        limiter.throttled(clock.now(), null);
        assertThat(account.model.interval()).isGreaterThan(Duration.ofMillis(10));
        other.refresh();

        assertThat(other.perSecond()).isEqualByComparingTo(limiter.perSecond());
        assertThat(other.lowered()).isTrue();
    }

    @Test
    void what_others_were_told_teaches_the_rate_too_and_once() {
        CallRateLimiter limiter = leader(100);
        clock.advance(Duration.ofSeconds(3));
        for (int call = 0; call < 50; call++) {
            limiter.acceptedElsewhere(Duration.ofMillis(300 + 10 * (50 - call)));
        }
        limiter.throttledElsewhere(Duration.ofMillis(350), Duration.ofMillis(300), Duration.ofSeconds(2));

        assertThat(limiter.pauseLeft()).isEqualTo(Duration.ofMillis(1_700));
        assertThat(account.pauses).isZero();
        BigDecimal learned = limiter.perSecond();
        assertThat(learned.doubleValue()).isBetween(40.0, 50.0);
        assertThat(account.model.interval().toNanos() / 1e9).isBetween(0.020, 0.025);
        clock.advance(Duration.ofMillis(50));
        limiter.throttledElsewhere(Duration.ofMillis(200), Duration.ofMillis(100), Duration.ofSeconds(2));
        assertThat(limiter.perSecond()).isEqualByComparingTo(learned);
    }

    @Test
    void a_follower_says_that_the_service_wants_a_pause_and_leaves_the_rate_alone() {
        CallRateLimiter limiter = follower(100);
        send(limiter);
        limiter.throttled(clock.now(), Duration.ofSeconds(4));

        assertThat(account.pauses).isEqualTo(1);
        assertThat(account.told).isZero();
        assertThat(limiter.lowered()).isFalse();
        assertThat(account.model.take(0).pause()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void a_pause_holds_here_though_the_database_is_away() {
        CallRateLimiter limiter = leader(100);
        account.away = true;

        assertThatThrownBy(() -> limiter.throttled(clock.now(), Duration.ofSeconds(4)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(limiter.paused()).isTrue();
        assertThatThrownBy(limiter::takeSlot).isInstanceOf(IllegalStateException.class);
    }

    private Duration send(CallRateLimiter limiter) {
        Duration wait = null;
        for (int turn = 0; wait == null && turn < 10; turn++) {
            clock.advance(limiter.untilNext());
            CallSlot slot = limiter.takeSlot();
            if (slot.at().isAfter(clock.now())) {
                clock.advanceTo(slot.at());
            }
            wait = limiter.acquire(slot);
        }
        clock.advance(Objects.requireNonNull(wait, "it left"));
        return clock.now().sinceStart();
    }

    private CallRateLimiter leader(int perSecond) {
        return CallRateLimiter.leader("submits", rate(perSecond), null, PauseStore.NONE, account, clock);
    }

    private CallRateLimiter follower(int perSecond) {
        return CallRateLimiter.follower("submits", rate(perSecond), PauseStore.NONE, account, clock);
    }

    private static CallRate rate(int perSecond) {
        return new CallRate(BigDecimal.valueOf(perSecond), Duration.ofSeconds(1));
    }

    /** Counts what is asked, on ways that may take time. */
    private final class FakeAccount implements AccountPace {

        private final PaceModel model = new PaceModel(clock.now().sinceStart().toNanos(), Duration.ofMillis(10));
        private final List<Integer> asked = new ArrayList<>();
        private Duration wayTo = Duration.ZERO;
        private Duration wayBack = Duration.ZERO;
        private int told;
        private int pauses;
        private boolean away;

        @Override
        public SlotGrant take(int most) {
            asked.add(most);
            clock.advance(wayTo);
            arrive();
            SlotGrant grant = model.take(most);
            clock.advance(wayBack);
            return grant;
        }

        @Override
        public void pause(Duration pause) {
            pauses++;
            arrive();
            model.pause(pause);
        }

        @Override
        public void setInterval(Duration interval) {
            told++;
            arrive();
            model.setInterval(interval);
        }

        private void arrive() {
            if (away) {
                throw new IllegalStateException("the database is away");
            }
            model.setClock(clock.now().sinceStart().toNanos());
        }
    }
}
