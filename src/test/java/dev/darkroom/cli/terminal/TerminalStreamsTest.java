package dev.darkroom.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
class TerminalStreamsTest {

    private static final String WIDE = "input\nerror\n50 120\n";
    private static final String NARROW = "input\nerror\n50 60\n";

    @ParameterizedTest
    @CsvSource({
        "'input\nerror\n24 120\n', true, true",
        "'error\n24 80', true, false",
        "'input\n', false, false",
        "'', false, false"
    })
    void the_system_tells_what_the_streams_are(String answer, boolean shows, boolean answers) {
        TerminalStreams terminal = new TerminalStreams(Map.of(), () -> answer);
        assertThat(terminal.shows()).isEqualTo(shows);
        assertThat(terminal.answers()).isEqualTo(answers);
    }

    @Test
    void what_the_launcher_told_is_not_asked_for_again() {
        for (String told : List.of(WIDE, "")) {
            TerminalStreams terminal = new TerminalStreams(Map.of(), told, () -> {
                throw new AssertionError("asked");
            });
            assertThat(terminal.shows()).isEqualTo(!told.isEmpty());
            assertThat(terminal.columns()).isEqualTo(told.isEmpty() ? 80 : 120);
        }
    }

    @Test
    void a_window_that_changes_is_measured_anew_whatever_the_launcher_told() {
        TerminalStreams terminal = new TerminalStreams(Map.of(), WIDE, () -> NARROW);
        terminal.measure();
        assertThat(terminal.columns()).isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource({
        "'error\n24 120\n', '', 120",
        "'error\n0 0\n', '', 80",
        "'error\n24 5\n', '', 80",
        "'error\n', 132, 132",
        "'error\n', no, 80",
        ", 90, 90"
    })
    void the_width_is_the_systems_else_the_environments_else_the_usual(String answer, String variable, int columns) {
        assertThat(new TerminalStreams(Map.of("COLUMNS", variable), () -> answer).columns())
                .isEqualTo(columns);
    }

    @Test
    void the_system_is_asked_at_the_start_and_when_the_window_changed_but_for_no_drawing() {
        AtomicInteger asked = new AtomicInteger();
        Deque<String> answers = new ArrayDeque<>(List.of(WIDE, NARROW));
        TerminalStreams terminal = new TerminalStreams(Map.of(), () -> {
            asked.incrementAndGet();
            return answers.poll();
        });
        TerminalScreen screen = screen(terminal);
        for (int drawing = 0; drawing < 100; drawing++) {
            terminal.shows();
            terminal.answers();
            screen.live(columns -> new TerminalScreen.ScreenLine("x".repeat(columns), columns));
            screen.stay("a line");
        }
        assertThat(asked).hasValue(1);
        assertThat(terminal.columns()).isEqualTo(120);
        terminal.measure();
        assertThat(terminal.columns()).isEqualTo(60);
        terminal.measure();
        assertThat(terminal.columns()).as("when nobody answers it is as it was").isEqualTo(60);
    }

    @Test
    void a_system_that_does_not_answer_holds_up_no_line_and_a_dragged_window_asks_once_more() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger times = new AtomicInteger();
        TerminalStreams terminal = new TerminalStreams(Map.of(), () -> {
            if (times.getAndIncrement() == 1) {
                asked.countDown();
                await(released);
            }
            return times.get() > 2 ? NARROW : WIDE;
        });
        Thread signal = new Thread(terminal::measure);
        signal.start();
        asked.await();
        Thread[] more = new Thread[20];
        for (int index = 0; index < more.length; index++) {
            more[index] = new Thread(terminal::measure);
            more[index].start();
        }
        screen(terminal).live(columns -> new TerminalScreen.ScreenLine("drawn", 5));
        assertThat(terminal.columns()).isEqualTo(120);
        int waiting = 0;
        while (waiting != 1) {
            Thread.onSpinWait();
            waiting = 0;
            for (Thread thread : more) {
                waiting += thread.isAlive() ? 1 : 0;
            }
        }
        released.countDown();
        signal.join();
        for (Thread thread : more) {
            thread.join();
        }
        assertThat(times).hasValue(3);
        assertThat(terminal.columns()).isEqualTo(60);
    }

    private static TerminalScreen screen(TerminalStreams terminal) {
        return new TerminalScreen(
                new ByteArrayOutputStream(),
                StandardCharsets.UTF_8,
                new TerminalCapabilities(true, true, true, false),
                terminal::columns);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
