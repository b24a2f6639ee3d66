package dev.darkroom.night;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.darkroom.jobfile.rules.FailThreshold;
import dev.darkroom.jobfile.rules.PollRules;
import dev.darkroom.jobfile.rules.RetryRules;
import dev.darkroom.ledger.NightLedger;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.pace.CallRate;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.time.SettableClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Plays nights in which all is well but the clocks: the wall clock is set, the process stands still, the service is
 * away, at a moment left to chance. {@code darkroom.seeds} says how many, {@code darkroom.first-seed} which is the
 * first.
 */
class ClocksIT {

    private static final long SEEDS = Long.getLong("darkroom.seeds", 20);
    private static final long FIRST = Long.getLong("darkroom.first-seed", 1);

    /**
     * The timeout, longer than any job waits or works in these nights, and shorter than anybody stands still or is
     * away.
     */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    /** The time that a night takes whose clocks are well. */
    private static final Duration DEFAULT = Duration.ofMinutes(5);

    private final Logger log = (Logger) LoggerFactory.getLogger("dev.darkroom");
    private final Level before = log.getLevel();

    @TempDir
    Path folder;

    private NightLedger ledger;

    @BeforeEach
    void open() {
        log.setLevel(Level.OFF);
        ledger = new NightLedger(folder);
    }

    @AfterEach
    void close() {
        ledger.close();
        log.setLevel(before);
    }

    @ParameterizedTest
    @EnumSource(
            value = ClockTrouble.ClockFault.class,
            names = {"NONE", "BACK", "FORWARD", "STOP", "STOP_AND_STALL", "OUTAGE"})
    void nothing_stalls_and_nothing_is_cancelled_or_timed_out(ClockTrouble.ClockFault clocks) throws Exception {
        for (long seed : LongStream.range(FIRST, FIRST + SEEDS).toArray()) {
            SettableClock clock = new SettableClock();
            NightTrace trace = new NightTrace(clock);
            try {
                night(new SeededChance(seed), clocks, clock, trace);
            } catch (Throwable e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage() + "\n" + trace, e);
            }
        }
    }

    private void night(SeededChance chance, ClockTrouble.ClockFault clocks, SettableClock clock, NightTrace trace)
            throws InterruptedException, IOException {
        NightScript script = script(chance, clocks);
        Map<String, Integer> outputs = new LinkedHashMap<>();
        List<StagedRow> rows = new ArrayList<>();
        for (int row = 1; row <= script.rows(); row++) {
            outputs.put("picture-" + row, 1);
            rows.add(LedgerScene.row(row, "row-" + row, "picture-" + row));
        }
        ledger.begin("clocks-" + clocks, rows, clock);
        ScriptedService service = new ScriptedService(script, chance.split(), clock, trace, outputs);
        try (RunLedger opened = ledger.open(clock)) {
            opened.recovery().recover();
            assertThat(new ProcessRun(script, opened, service, clock, chance, trace, ledger.output(), false, false)
                            .run())
                    .as("why it stopped")
                    .isNull();
        }
        check(clocks, clock, trace);
        ledger.forget();
        ledger.deleteFiles();
        FileSystemUtils.deleteRecursively(ledger.output());
    }

    private void check(ClockTrouble.ClockFault clocks, SettableClock clock, NightTrace trace) {
        assertThat(trace.lines()).noneMatch(line -> line.contains(" cancel "));
        Duration longest = DEFAULT.plus(lost(clocks));
        assertThat(clock.now().sinceStart()).as("the whole night").isLessThan(longest);
        for (RowOutcome row : ledger.outcomes()) {
            assertThat(ledger.rows().values())
                    .allMatch(standing -> standing.state() == RowState.SUCCEEDED
                            || (clocks == ClockTrouble.ClockFault.OUTAGE && standing.state() == RowState.UNKNOWN));
            assertBetween(row.queueMs(), longest);
            assertBetween(row.runMs(), longest);
            assertBetween(row.downloadMs(), longest);
        }
    }

    private static void assertBetween(@Nullable Long millis, Duration longest) {
        if (millis != null) {
            assertThat(millis).isBetween(0L, longest.toMillis());
        }
    }

    private static Duration lost(ClockTrouble.ClockFault clocks) {
        return switch (clocks) {
            case STOP -> ClockTrouble.STOP;
            // The service itself then says that it takes long, and is looked at less often.
            case STOP_AND_STALL -> ClockTrouble.STOP.plus(DEFAULT);
            case OUTAGE -> ClockTrouble.OUTAGE.plus(DEFAULT);
            default -> Duration.ZERO;
        };
    }

    private static NightScript script(SeededChance chance, ClockTrouble.ClockFault clocks) {
        Map<NightFault, Double> well = new EnumMap<>(NightFault.class);
        for (NightFault fault : NightFault.values()) {
            well.put(fault, 0.0);
        }
        return new NightScript(
                chance.between(1, 9),
                chance.between(1, 6),
                new CallRate(BigDecimal.valueOf(chance.of(1, 5, 20)), Duration.ofSeconds(1)),
                new PollRules(TIMEOUT, TIMEOUT),
                new RetryRules(3, Duration.ofSeconds(1), Duration.ofSeconds(30)),
                Duration.ofMinutes(30),
                3,
                null,
                null,
                new FailThreshold(0L, null),
                null,
                0,
                clocks,
                chance.in(0.3),
                List.of(),
                well);
    }
}
