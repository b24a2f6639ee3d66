package dev.darkroom.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.darkroom.crash.PurchaseAudit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends signals to the packaged program in every phase: it ends in time with its code, and the same line goes on. How
 * often is the system property {@code darkroom.stops}; how long it took is also written to {@code target/stops.txt}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StopJarIT {

    private static final int TIMES = Integer.getInteger("darkroom.stops", 1);
    private static final int STOPPED = 4;
    /**
     * The time for a stop, less than the half minute for which a slow picture halts, and more than a busy machine
     * needs.
     */
    private static final Duration MAX = Duration.ofSeconds(25);

    @TempDir
    Path folder;

    private final Map<String, List<Long>> millis = new ConcurrentSkipListMap<>();

    @Test
    void a_signal_while_rows_are_bought_ends_the_process_in_time_and_nothing_is_lost() throws Exception {
        try (PackagedProgram.SimulatorProcess simulator = simulator("4s")) {
            for (int time = 0; time < TIMES; time++) {
                KillRound round = new KillRound(folder, "small" + time, simulator)
                        .fault(2, "submit-slow")
                        .faultOnce(6, "output-slow")
                        .write(6, 0, "40/s");

                Process pacing = round.start("--rate", "1/min");
                assertThat(round.awaits(pacing, () -> round.accepted() >= 1))
                        .as(round.said())
                        .isTrue();
                assertThat(stop("waiting for the pace", "TERM", pacing))
                        .as(round.said())
                        .isEqualTo(STOPPED);

                Process sending = round.start("--max-in-flight", "1");
                assertThat(round.awaits(sending, () -> round.accepted() >= 2))
                        .as(round.said())
                        .isTrue();
                assertThat(stop("submit on the wire", "TERM", sending))
                        .as(round.said())
                        .isEqualTo(STOPPED);

                Process polling = round.start();
                assertThat(round.awaits(polling, () -> round.accepted() >= 6))
                        .as(round.said())
                        .isTrue();
                assertThat(stop("polling", "TERM", polling)).as(round.said()).isEqualTo(STOPPED);

                Process downloading = round.start();
                assertThat(round.awaits(
                                downloading,
                                () -> round.count("images", "*.jpg") == 5 && round.count("images", ".*.part") == 1))
                        .as(round.said())
                        .isTrue();
                assertThat(stop("downloading", "TERM", downloading))
                        .as(round.said())
                        .isEqualTo(STOPPED);

                assertThat(round.finish()).as(round.said()).isZero();
                PurchaseAudit books = round.books();
                books.agree(round.workspace());
                assertThat(books.statuses().values()).containsOnly("succeeded");
            }
        }
    }

    @Test
    void a_signal_while_rows_are_staged_or_results_are_written_ends_the_process_in_time() throws Exception {
        try (PackagedProgram.SimulatorProcess simulator = simulator("100ms")) {
            for (int time = 0; time < TIMES; time++) {
                KillRound round = new KillRound(folder, "large" + time, simulator).write(20, 6_000, "40/s");

                Process staging = round.start();
                assertThat(round.awaits(staging, round::launched))
                        .as(round.said())
                        .isTrue();
                assertThat(stop("staging", "TERM", staging)).as(round.said()).isEqualTo(STOPPED);

                Process buying = round.start();
                assertThat(round.awaits(buying, KillRound.ProcessPhase.BUYING))
                        .as(round.said())
                        .isTrue();
                assertThat(stop("before the first submit", "TERM", buying))
                        .as(round.said())
                        .isEqualTo(STOPPED);

                Process checking = round.withoutSummary().start();
                assertThat(round.awaits(checking, round::launched))
                        .as(round.said())
                        .isTrue();
                assertThat(stop("recovering", "TERM", checking))
                        .as(round.said())
                        .isEqualTo(STOPPED);

                // Every row has come to its end by then: the run ends as it would have.
                Process writing = round.start();
                assertThat(round.awaits(writing, KillRound.ProcessPhase.WRITING_RESULTS))
                        .as(round.said())
                        .isTrue();
                assertThat(stop("writing results", "TERM", writing))
                        .as(round.said())
                        .isEqualTo(5);

                assertThat(round.finish()).as(round.said()).isEqualTo(5);
                PurchaseAudit books = round.books();
                books.agree(round.workspace());
                assertThat(books.statuses().values()).containsOnly("succeeded", "rejected");
            }
        }
    }

    @Test
    void an_interrupt_is_as_good_as_a_termination() throws Exception {
        try (PackagedProgram.SimulatorProcess simulator = simulator("100ms")) {
            for (int time = 0; time < TIMES; time++) {
                KillRound round = new KillRound(folder, "interrupted" + time, simulator).write(3, 0, "1/min");
                Process process = round.start();
                assertThat(round.awaits(process, () -> round.accepted() >= 1))
                        .as(round.said())
                        .isTrue();
                boolean ignored = ignoresInterrupt(process);
                if (ignored) {
                    process.destroyForcibly().waitFor();
                }
                assumeThat(ignored).as("started in the background of a shell").isFalse();
                assertThat(stop("interrupted", "INT", process)).as(round.said()).isEqualTo(STOPPED);
                assertThat(round.finish()).as(round.said()).isZero();
                round.books().agree(round.workspace());
            }
        }
    }

    @Test
    void a_second_signal_ends_the_process_at_once() throws Exception {
        try (PackagedProgram.SimulatorProcess simulator = simulator("100ms")) {
            for (int time = 0; time < TIMES; time++) {
                KillRound round = new KillRound(folder, "impatient" + time, simulator)
                        .fault(1, "submit-slow")
                        .write(2, 0, "40/s");
                Process process = round.start("--max-in-flight", "1");
                assertThat(round.awaits(process, () -> round.accepted() >= 1))
                        .as(round.said())
                        .isTrue();
                send("TERM", process);
                assertThat(process.waitFor(500, TimeUnit.MILLISECONDS)).isFalse();
                assertThat(stop("second signal", "TERM", process))
                        .as(round.said())
                        .isEqualTo(STOPPED);
                assertThat(round.finish()).as(round.said()).isEqualTo(5);
                round.books().agree(round.workspace());
                assertThat(round.books().unknown()).hasSize(1);
            }
        }
    }

    @AfterAll
    void tell() throws IOException {
        StringBuilder table = new StringBuilder("%-28s%8s%8s%8s%8s%n".formatted("ms", "times", "min", "median", "max"));
        millis.forEach((phase, all) -> {
            List<Long> sorted = all.stream().sorted().toList();
            table.append("%-28s%8d%8d%8d%8d%n"
                    .formatted(
                            phase,
                            sorted.size(),
                            sorted.get(0),
                            sorted.get(sorted.size() / 2),
                            sorted.get(sorted.size() - 1)));
        });
        System.out.print(table);
        Files.writeString(Path.of("target", "stops.txt"), table);
    }

    private PackagedProgram.SimulatorProcess simulator(String serviceTime) throws IOException {
        return new PackagedProgram(folder).simulator("--capacity", "16", "--service-time", serviceTime);
    }

    /** Sends the signal and waits for the end, which has to come in time; returns the exit code. */
    private int stop(String phase, String signal, Process process) throws IOException, InterruptedException {
        long start = System.nanoTime();
        send(signal, process);
        boolean ended = process.waitFor(2 * MAX.toSeconds(), TimeUnit.SECONDS);
        long took = (System.nanoTime() - start) / 1_000_000;
        millis.computeIfAbsent(phase, key -> new ArrayList<>()).add(took);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(took).as("milliseconds to the end, %s", phase).isLessThan(MAX.toMillis());
        return process.exitValue();
    }

    private static void send(String signal, Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** Returns whether the signal is ignored, as by a shell's background process and whatever it starts. */
    private static boolean ignoresInterrupt(Process process) throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }
}
