package dev.darkroom.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.collect.SimulatedPolling.NoticedEnd;
import dev.darkroom.collect.SimulatedPolling.ServiceTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds how late ends are noticed and how many polls that takes. Rows before the first ends are learned count too. */
class PollingSimulationTest {

    private static final double MAX_POLLS = 2.5;

    @ParameterizedTest
    @CsvSource({"1, 200", "10, 20", "60, 4"})
    void requests_that_all_take_the_same_time_are_polled_once_when_they_have_ended(int seconds, int rate) {
        List<NoticedEnd> ends = new SimulatedPolling(rate, List.of()).run(2_000, constant(seconds));
        assertThat(polls(ends)).isLessThan(1.3 + inVain(seconds));
        assertThat(late(ends, 0.95)).isLessThan(Duration.ofMillis(300).multipliedBy(seconds));
        List<NoticedEnd> known = ends.subList(1_000, 2_000);
        assertThat(polls(known)).isLessThan(1.1 + inVain(seconds));
        assertThat(late(known, 0.95)).isLessThan(Duration.ofMillis(40).multipliedBy(seconds));
    }

    /** Returns how many polls there are since no request is left alone for more than a minute. */
    private static int inVain(int seconds) {
        return seconds < 60 ? 0 : 1;
    }

    @ParameterizedTest
    @CsvSource({"1, 200", "10, 20", "60, 4"})
    void an_end_is_noticed_within_three_tenths_of_the_usual_time(int seconds, int rate) {
        List<NoticedEnd> ends = new SimulatedPolling(rate, List.of()).run(2_000, lognormal(seconds, 0.25));
        assertThat(polls(ends)).isLessThan(MAX_POLLS);
        assertThat(late(ends, 0.95)).isLessThan(Duration.ofMillis(300).multipliedBy(seconds));
    }

    @Test
    void times_that_differ_so_much_that_many_polls_were_needed_are_polled_less_often() {
        List<NoticedEnd> ends = new SimulatedPolling(200, List.of()).run(2_000, lognormal(1, 0.6));
        assertThat(polls(ends)).isLessThan(MAX_POLLS);
        assertThat(late(ends, 0.95)).isLessThan(Duration.ofMillis(700));
    }

    @Test
    void of_two_modes_each_is_noticed_in_proportion_and_nothing_is_polled_between_them() {
        ServiceTime fast = lognormal(1, 0.1);
        ServiceTime slow = lognormal(10, 0.1);
        List<NoticedEnd> ends = new SimulatedPolling(50, List.of())
                .run(2_000, (row, random) -> random.nextDouble() < 0.7 ? fast.of(row, random) : slow.of(row, random));
        assertThat(polls(ends)).isLessThan(MAX_POLLS);
        assertThat(lateShare(ends.subList(1_000, 2_000), 0.95)).isLessThan(0.3);
    }

    @Test
    void times_that_grow_within_the_night_are_learned() {
        ServiceTime first = lognormal(1, 0.2);
        ServiceTime later = lognormal(5, 0.2);
        List<NoticedEnd> ends = new SimulatedPolling(20, List.of())
                .run(3_000, (row, random) -> row < 1_000 ? first.of(row, random) : later.of(row, random));
        assertThat(polls(ends)).isLessThan(MAX_POLLS);
        assertThat(late(ends.subList(2_000, 3_000), 0.95)).isLessThan(Duration.ofMillis(1_500));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void times_that_shrink_within_the_night_are_learned(boolean told) {
        List<NoticedEnd> ends = new SimulatedPolling(20, List.of())
                .stamps(at -> told ? at : null)
                .run(3_000, (row, random) -> row < 1_000 ? Duration.ofSeconds(10) : Duration.ofSeconds(1));
        assertThat(polls(ends)).isLessThan(MAX_POLLS);
        assertThat(late(ends.subList(2_000, 3_000), 0.95)).isLessThan(Duration.ofMillis(300));
    }

    static Stream<Arguments> clocks() {
        return Stream.of(
                Arguments.of("tells no time", (UnaryOperator<@Nullable Instant>) at -> null),
                Arguments.of("is ahead", shifted(Duration.ofMillis(300))),
                Arguments.of("is behind", shifted(Duration.ofMillis(-300))),
                Arguments.of("is far ahead", shifted(Duration.ofHours(8))),
                Arguments.of("tells seconds", (UnaryOperator<@Nullable Instant>)
                        at -> at == null ? null : at.truncatedTo(ChronoUnit.SECONDS)));
    }

    private static UnaryOperator<@Nullable Instant> shifted(Duration by) {
        return at -> at == null ? null : at.plus(by);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clocks")
    void what_the_services_clock_tells_falsely_does_not_mislead(String name, UnaryOperator<@Nullable Instant> clock) {
        List<NoticedEnd> same =
                new SimulatedPolling(200, List.of()).stamps(clock).run(2_000, constant(1));
        assertThat(polls(same)).isLessThan(1.5);
        assertThat(late(same, 0.95)).isLessThan(Duration.ofMillis(150));
        List<NoticedEnd> spread =
                new SimulatedPolling(200, List.of()).stamps(clock).run(2_000, lognormal(1, 0.2));
        assertThat(polls(spread)).isLessThan(MAX_POLLS);
        assertThat(late(spread, 0.95)).isLessThan(Duration.ofMillis(350));
    }

    @Test
    void what_earlier_runs_saw_spares_the_first_rows_their_polls() {
        List<NoticedEnd> ends =
                new SimulatedPolling(20, Collections.nCopies(200, Duration.ofSeconds(10))).run(100, constant(10));
        assertThat(polls(ends)).isLessThan(1.1);
        assertThat(late(ends, 0.95)).isLessThan(Duration.ofMillis(400));
    }

    @Test
    void after_a_pause_fresh_requests_do_not_wait_until_all_others_were_polled() {
        List<NoticedEnd> ends = new SimulatedPolling(2, List.of())
                .away(Duration.ofMinutes(2), Duration.ofMinutes(10))
                .run(2_000, constant(1));
        assertThat(polls(ends)).isLessThan(1.2);
        List<NoticedEnd> waiting = ends.subList(240, 1_430);
        assertThat(late(waiting, 1)).as("all are polled within some 70 s").isLessThan(Duration.ofSeconds(680));
        List<NoticedEnd> fresh = ends.subList(1_440, 1_560);
        assertThat(late(fresh, 0.95)).isLessThan(Duration.ofMillis(300));
    }

    private static ServiceTime constant(int seconds) {
        return (row, random) -> Duration.ofSeconds(seconds);
    }

    private static ServiceTime lognormal(int median, double spread) {
        return (row, random) -> Duration.ofNanos((long) (median * Math.exp(spread * random.nextGaussian()) * 1e9));
    }

    private static double polls(List<NoticedEnd> ends) {
        return ends.stream().mapToInt(NoticedEnd::polls).average().orElseThrow();
    }

    private static Duration late(List<NoticedEnd> ends, double share) {
        List<Duration> sorted = ends.stream().map(NoticedEnd::late).sorted().toList();
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    private static double lateShare(List<NoticedEnd> ends, double share) {
        List<Double> sorted = ends.stream().map(NoticedEnd::lateShare).sorted().toList();
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
