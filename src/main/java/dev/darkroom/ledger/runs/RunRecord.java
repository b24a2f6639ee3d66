package dev.darkroom.ledger.runs;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run as the ledger knows it.
 *
 * @param number its number in the ledger
 * @param id its name, such as {@code nightly-2026-11-21}
 * @param job the job's name
 * @param service the service it submits to
 * @param manifest the manifest as the user named it
 * @param manifestSha256 of the manifest's bytes
 * @param first how many rows of the manifest it is about, null for all
 * @param output its output directory, absolute
 * @param sent what it would send, as JSON: two runs that differ here are not the same
 * @param delimiter of the CSV files it writes
 * @param keptColumns the user's own columns in its results
 * @param price per output in USD, null if unknown
 * @param state where it stands
 * @param stopReason why it stopped, null if it did not
 * @param exitCode of its last process, null before the first end
 * @param createdAt when it began
 * @param endedAt when its last process ended, null while it runs
 */
public record RunRecord(
        int number,
        String id,
        String job,
        String service,
        String manifest,
        String manifestSha256,
        @Nullable Long first,
        Path output,
        String sent,
        char delimiter,
        List<String> keptColumns,
        @Nullable BigDecimal price,
        RunState state,
        @Nullable String stopReason,
        @Nullable Integer exitCode,
        Instant createdAt,
        @Nullable Instant endedAt) {

    public RunRecord {
        keptColumns = List.copyOf(keptColumns);
    }

    /**
     * Returns which rows of the manifest it is about, as far as anything but {@link #first} says, as JSON: runs of the same
     * rows have the same; null for all.
     */
    public @Nullable JsonNode chosenRows() {
        return JsonMapper.shared().readTree(sent).get("rows");
    }

    /** Returns whether it is about some rows of the manifest alone. */
    public boolean isOfSomeRows() {
        return first != null || chosenRows() != null;
    }

    /** Returns it with another output directory, as it is on another host. */
    public RunRecord at(Path directory) {
        return new RunRecord(
                number,
                id,
                job,
                service,
                manifest,
                manifestSha256,
                first,
                directory,
                sent,
                delimiter,
                keptColumns,
                price,
                state,
                stopReason,
                exitCode,
                createdAt,
                endedAt);
    }

    /** The state of a run. */
    public enum RunState {
        RUNNING,
        STOPPED,
        FINISHED;

        /** The word in files and on the terminal. */
        public String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
