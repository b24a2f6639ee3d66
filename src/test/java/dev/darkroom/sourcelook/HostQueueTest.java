package dev.darkroom.sourcelook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.errors.SourceFault;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.sourcelook.AddressLook.LookEnd;
import dev.darkroom.sourcelook.AddressLook.LookOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HostQueueTest {

    private final HostQueue host = new HostQueue();
    private MonotonicTime now = new MonotonicTime(Duration.ofHours(1));

    @Test
    void a_host_is_asked_for_a_few_at_once() {
        add(9);

        assertThat(takeAll()).hasSize(HostQueue.MAX_AT_ONCE);
        host.ended("0", outcome(LookEnd.SETTLED, null), now);
        assertThat(takeAll()).hasSize(1);
    }

    @Test
    void a_pause_is_kept_and_then_one_request_finds_out() {
        add(9);
        String first = take();
        host.ended(first, outcome(LookEnd.PAUSED, Duration.ofSeconds(30)), now);

        now = now.plus(Duration.ofSeconds(29));
        assertThat(takeAll()).isEmpty();
        now = now.plus(Duration.ofSeconds(1));
        assertThat(takeAll()).containsExactly(first);
        host.ended(first, outcome(LookEnd.SETTLED, null), now);
        assertThat(takeAll()).hasSize(HostQueue.MAX_AT_ONCE);
    }

    @Test
    void a_host_that_wants_too_long_a_pause_stays_unknown() {
        add(9);
        assertThat(host.ended(take(), outcome(LookEnd.PAUSED, Duration.ofMinutes(2)), now)
                        .source())
                .isNull();

        assertThat(host.isDone()).isTrue();
    }

    @Test
    void a_host_that_wants_pause_after_pause_stays_unknown() {
        add(9);
        for (int n = 0; n <= HostQueue.MAX_PAUSES; n++) {
            assertThat(host.isDone()).isFalse();
            now = now.plus(Duration.ofSeconds(2));
            host.ended(take(), outcome(LookEnd.PAUSED, Duration.ofSeconds(2)), now);
        }

        assertThat(host.isDone()).isTrue();
    }

    @Test
    void a_silent_host_is_given_up_with_all_that_waits_at_it() {
        add(20);
        int requests = 0;
        List<String> settled = new ArrayList<>();
        while (!host.isDone()) {
            String address = take();
            requests++;
            settled.addAll(
                    host.ended(address, outcome(LookEnd.SILENT, null), now).addresses());
            now = now.plus(Duration.ofSeconds(1));
        }

        assertThat(requests).isEqualTo(HostQueue.MAX_SILENCES);
        assertThat(settled).hasSize(20);
    }

    @Test
    void a_name_that_is_not_known_costs_one_request() {
        add(20);

        assertThat(host.ended(take(), outcome(LookEnd.UNKNOWN_HOST, null), now).addresses())
                .hasSize(20);
        assertThat(host.isDone()).isTrue();
    }

    @Test
    void an_answer_that_may_pass_is_asked_for_once_more() {
        add(1);
        assertThat(host.ended(take(), outcome(LookEnd.FAILED, null), now).addresses())
                .isEmpty();
        assertThat(takeAll()).isEmpty();
        now = now.plus(Duration.ofSeconds(1));

        assertThat(host.ended(take(), outcome(LookEnd.FAILED, null), now).addresses())
                .containsExactly("0");
        assertThat(host.isDone()).isTrue();
    }

    private void add(int addresses) {
        for (int n = 0; n < addresses; n++) {
            host.add(String.valueOf(n));
        }
    }

    private String take() {
        return Objects.requireNonNull(host.take(now));
    }

    private List<String> takeAll() {
        List<String> taken = new ArrayList<>();
        for (String address = host.take(now); address != null; address = host.take(now)) {
            taken.add(address);
        }
        return taken;
    }

    private static LookOutcome outcome(LookEnd end, @Nullable Duration pause) {
        LookedSource source = LookedSource.faulty(Instant.EPOCH, SourceFault.UNREACHABLE, "is away", "Wait", 0);
        return new LookOutcome(source, end, pause, 0);
    }
}
