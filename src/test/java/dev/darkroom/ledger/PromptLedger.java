package dev.darkroom.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import tools.jackson.databind.json.JsonMapper;

/** The ledger of a run that waits for no group to form: where one thread does everything, none would. */
public final class PromptLedger {

    private static final Duration IDLE = Duration.ofMillis(100);

    private PromptLedger() {}

    public static RunLedger open(
            DataSource dataSource, JsonMapper json, InstantSource clock, RunRecord run, Path journal) {
        return RunLedger.open(dataSource, json, clock, run, journal, false, new EventQueue(Duration.ZERO, IDLE));
    }
}
