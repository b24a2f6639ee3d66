package dev.darkroom.ledger;

import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.shared.GroupFence;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens ledgers that wait for no group to form, since where one thread does everything none would, and keep hardly any
 * room in reserve, since tests open thousands.
 */
public final class PromptLedger {

    private static final Duration IDLE = Duration.ofMillis(1);
    private static final int RESERVE_BYTES = 1_000;

    private PromptLedger() {}

    public static RunLedger open(
            DataSource dataSource, JsonMapper json, InstantSource clock, RunRecord run, Path journal) {
        return open(dataSource, json, clock, run, journal, false);
    }

    static RunLedger open(
            DataSource dataSource,
            JsonMapper json,
            InstantSource clock,
            RunRecord run,
            Path journal,
            boolean restoring) {
        EventQueue prompt = new EventQueue(Duration.ZERO, IDLE);
        return RunLedger.open(
                dataSource, json, clock, run, journal, restoring, prompt, Duration.ZERO, RESERVE_BYTES, null);
    }

    /** Opens the ledger of a run that another process manages. */
    public static RunLedger openLeased(
            DataSource dataSource,
            JsonMapper json,
            InstantSource clock,
            RunRecord run,
            Path journal,
            GroupFence fence) {
        EventQueue prompt = new EventQueue(Duration.ZERO, IDLE);
        return RunLedger.open(
                dataSource, json, clock, run, journal, false, prompt, Duration.ZERO, RESERVE_BYTES, fence);
    }
}
