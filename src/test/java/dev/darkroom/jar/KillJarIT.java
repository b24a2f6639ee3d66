package dev.darkroom.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.crash.PurchaseAudit;
import dev.darkroom.jar.KillRound.ProcessPhase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the packaged program with SIGKILL at random instants and starts it again by the same command until it is
 * finished. How often is the system property {@code darkroom.kills}, 200 with the Maven profile {@code long}; the
 * totals are also written to {@code target/kills.txt}.
 */
class KillJarIT {

    private static final int KILLS = Integer.getInteger("darkroom.kills", 5);
    private static final long SEED = Long.getLong("darkroom.kill-seed", 20261121);

    private static final List<JobShape> FEW = List.of(
            new JobShape(60, 30_000, "40/s", List.of(KillAim.STAGING, KillAim.RESULTS)),
            new JobShape(120, 0, "40/s", List.of(KillAim.EARLY, KillAim.BUYING, KillAim.BUYING)));

    private static final JobShape SMALL = new JobShape(
            120,
            0,
            "40/s",
            List.of(
                    KillAim.EARLY,
                    KillAim.BUYING,
                    KillAim.BUYING,
                    KillAim.BUYING,
                    KillAim.BUYING,
                    KillAim.BUYING,
                    KillAim.BUYING));

    private static final List<JobShape> MANY = List.of(
            new JobShape(
                    60,
                    30_000,
                    "40/s",
                    List.of(KillAim.STAGING, KillAim.STAGING, KillAim.BUYING, KillAim.RESULTS, KillAim.RESULTS)),
            SMALL,
            SMALL,
            new JobShape(160, 0, "2/s", List.of(KillAim.LATE, KillAim.BUYING, KillAim.EARLY)),
            SMALL,
            SMALL,
            SMALL,
            SMALL);

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final Map<ProcessPhase, Integer> killsByPhase = new EnumMap<>(ProcessPhase.class);
    private int kills;
    private long rows;
    private long unknown;
    private long settled;
    private long explained;
    private long duplicates;
    private long purchases;

    @Test
    void nothing_is_bought_twice_and_nothing_paid_for_is_lost() throws Exception {
        List<JobShape> shapes = KILLS <= 5 ? FEW : MANY;
        long start = System.nanoTime();
        try (PackagedProgram.SimulatorProcess simulator = new PackagedProgram(folder)
                .simulator("--capacity", "16", "--service-time", "300ms", "--storage", "service")) {
            for (int number = 0; kills < KILLS; number++) {
                JobShape shape = shapes.get(number % shapes.size());
                KillRound round = new KillRound(folder, "round" + number, simulator)
                        .write(shape.rows, shape.rejected, shape.rate);
                killAll(round, shape.aims);
                compare(round, number % 2 == 1);
            }
        } finally {
            tell((System.nanoTime() - start) / 1_000_000_000);
        }
    }

    private void killAll(KillRound round, List<KillAim> aims) throws Exception {
        for (KillAim aim : aims) {
            Process process = round.start();
            boolean alive = aim.phase == null || round.awaits(process, aim.phase);
            int wait = aim.from + random.nextInt(aim.to - aim.from);
            if (!alive || process.waitFor(wait, TimeUnit.MILLISECONDS)) {
                return;
            }
            ProcessPhase phase = round.phase(process);
            process.destroyForcibly().waitFor();
            killsByPhase.merge(phase, 1, Integer::sum);
            kills++;
            if (kills == KILLS) {
                return;
            }
        }
    }

    private void compare(KillRound round, boolean settles) throws Exception {
        assertThat(round.finish()).as(round.said()).isIn(0, 5);
        PurchaseAudit books = round.books();
        books.agree(round.workspace());
        assertThat(books.statuses().values()).isSubsetOf("succeeded", "unknown", "rejected");
        Set<String> doubtful = books.unknown();
        rows += round.rows();
        unknown += doubtful.size();
        duplicates += books.duplicates();
        if (settles && !doubtful.isEmpty()) {
            assertThat(round.settle()).as(round.said()).isIn(0, 5);
            books = round.books();
            books.agree(round.workspace(), doubtful);
            assertThat(books.unknown()).isEmpty();
            settled += doubtful.size();
            explained += books.duplicates();
        }
        purchases += books.purchases();
    }

    private void tell(long seconds) throws IOException {
        StringBuilder totals = new StringBuilder();
        line(totals, "rows", rows);
        line(totals, "kills", kills);
        killsByPhase.forEach((phase, count) -> line(totals, "kills while " + phase, count));
        line(totals, "purchases", purchases);
        line(totals, "rows unknown", unknown);
        line(totals, "duplicates", duplicates);
        line(totals, "unknown rows bought again by the user", settled);
        line(totals, "of these bought twice", explained);
        line(totals, "seconds", seconds);
        line(totals, "seed", SEED);
        System.out.print(totals);
        Files.writeString(Path.of("target", "kills.txt"), totals);
    }

    private static void line(StringBuilder totals, String name, long value) {
        totals.append("%-40s%d%n".formatted(name, value));
    }

    /** A kind of job, and when its processes are killed, one after the other. */
    private record JobShape(int rows, int rejected, String rate, List<KillAim> aims) {}

    /**
     * An instant for a kill: so many milliseconds, by chance, after the process was first seen in a phase, or after its
     * start.
     */
    private enum KillAim {
        EARLY(null, 0, 2_000),
        STAGING(ProcessPhase.STAGING, 0, 1_500),
        BUYING(ProcessPhase.BUYING, 0, 2_500),
        LATE(ProcessPhase.BUYING, 60_000, 75_000),
        RESULTS(ProcessPhase.WRITING_RESULTS, 0, 600);

        private final @Nullable ProcessPhase phase;
        private final int from;
        private final int to;

        KillAim(@Nullable ProcessPhase phase, int from, int to) {
            this.phase = phase;
            this.from = from;
            this.to = to;
        }
    }
}
