package dev.darkroom.ledger.journal;

import dev.darkroom.io.AtomicFiles;
import dev.darkroom.io.DurableFolders;
import dev.darkroom.io.FailureText;
import dev.darkroom.io.FileMover;
import dev.darkroom.io.FilePermissions;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.rows.OriginRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.SentRequest;
import dev.darkroom.ledger.rows.StoredColumns;
import dev.darkroom.ledger.verdicts.RecordedVerdict;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a run's journal anew from the ledger, when it has lost lines whose events the ledger holds: with them gone, a
 * ledger lost later could not be restored, and its rows would be purchased twice.
 *
 * <p>The new file is whole on disk before it takes the old one's place. While the two change places the ledger says
 * that it holds all of the journal, whichever that is, and the new file under its first name tells that it is not in
 * place.
 */
public final class JournalRewrite {

    private static final Logger log = LoggerFactory.getLogger(JournalRewrite.class);
    private static final int PAGE = 1_000;

    private final JdbcTemplate jdbc;
    private final JsonMapper json;
    private final JournalFormat format;
    private final int run;

    public JournalRewrite(JdbcTemplate jdbc, JsonMapper json, JournalFormat format, int run) {
        this.jdbc = jdbc;
        this.json = json;
        this.format = format;
        this.run = run;
    }

    /** Returns whether a rewriting of the journal was begun and did not come to its end. */
    static boolean isUnfinished(Path journal) {
        return Files.exists(beside(journal, ".new"));
    }

    /**
     * Puts a new journal in the place of the old one, which is kept under another name.
     *
     * @return its length, which is how much of it the ledger holds
     * @throws LedgerException if it cannot be written; then the old one stays
     */
    public long run(Path journal, JournalPosition position) {
        try {
            Path part = beside(journal, ".new");
            Path damaged = free(journal);
            long length = write(part);
            if (Files.size(journal) > 0) {
                AtomicFiles.copy(journal, damaged);
            }
            DurableFolders.force(journal.resolveSibling("").toAbsolutePath());
            position.forget();
            FileMover.durable().move(part, journal);
            position.write(length);
            log.warn(
                    "the purchase journal {} was written anew from the ledger; what was left of it is in {}",
                    journal,
                    damaged);
            return length;
        } catch (IOException e) {
            throw new LedgerException(
                    "the purchase journal " + journal + " is damaged and cannot be written anew: " + FailureText.of(e),
                    e);
        }
    }

    /** Finds a free name for what cannot be read; what an earlier rewriting kept stays, since it is nowhere else. */
    private static Path free(Path journal) throws IOException {
        Path free = beside(journal, ".damaged");
        for (int n = 2; Files.exists(free) && Files.mismatch(free, journal) >= 0; n++) {
            free = beside(journal, ".damaged-" + n);
        }
        return free;
    }

    private static Path beside(Path journal, String ending) {
        return journal.resolveSibling(journal.getFileName() + ending);
    }

    private long write(Path part) throws IOException {
        FilePermissions.OWNER_ONLY.createIfMissing(part);
        try (FileChannel channel =
                        FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
            List<RowHistory.HistoryRow> page = rows(RowKey.firstOf(run));
            while (!page.isEmpty()) {
                write(page, out);
                page = rows(page.get(page.size() - 1).key().value());
            }
            out.flush();
            channel.force(true);
            return channel.size();
        }
    }

    private void write(List<RowHistory.HistoryRow> page, OutputStream out) throws IOException {
        long first = page.get(0).key().value();
        long last = page.get(page.size() - 1).key().value();
        Map<RowKey, List<StoredPurchase>> purchases = new HashMap<>();
        jdbc.query(
                "select * from purchase where row_key between ? and ? order by row_key, attempt",
                row -> {
                    StoredPurchase purchase = StoredPurchase.of(row, json);
                    purchases
                            .computeIfAbsent(purchase.row(), key -> new ArrayList<>())
                            .add(purchase);
                },
                first,
                last);
        Map<RowKey, List<DownloadedPicture>> pictures = new HashMap<>();
        jdbc.query(
                "select * from picture where row_key between ? and ? order by row_key, n",
                row -> {
                    pictures.computeIfAbsent(RowKey.of(row.getLong("row_key")), key -> new ArrayList<>())
                            .add(StoredColumns.toPicture(row, 0));
                },
                first,
                last);
        Map<RowKey, List<StoredFailedCall>> failedCalls = new HashMap<>();
        jdbc.query(
                "select * from tried where row_key between ? and ? order by row_key, attempt, number",
                row -> {
                    StoredFailedCall failedCall = StoredFailedCall.of(row);
                    failedCalls
                            .computeIfAbsent(failedCall.row(), key -> new ArrayList<>())
                            .add(failedCall);
                },
                first,
                last);
        for (RowHistory.HistoryRow row : page) {
            List<RowHistory.DatedEvent> history = RowHistory.of(
                    row,
                    purchases.getOrDefault(row.key(), List.of()),
                    failedCalls.getOrDefault(row.key(), List.of()),
                    pictures.getOrDefault(row.key(), List.of()));
            for (RowHistory.DatedEvent dated : history) {
                out.write(format.line(dated.event(), dated.at()).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static @Nullable SentRequest request(ResultSet row) throws SQLException {
        String inputKey = row.getString("input_key");
        String model = row.getString("model");
        String input = row.getString("input");
        return inputKey == null || model == null || input == null ? null : new SentRequest(inputKey, model, input);
    }

    private static @Nullable OriginRow origin(ResultSet row) throws SQLException {
        long leader = row.getLong("leader");
        if (row.wasNull()) {
            return null;
        }
        RowKey key = RowKey.of(leader);
        return new OriginRow(row.getString("origin_run"), key.run(), key.row());
    }

    private List<RowHistory.HistoryRow> rows(long after) {
        Map<Long, List<RecordedVerdict>> verdicts = verdicts(after);
        return jdbc.query(
                "select s.row_key, s.state, s.attempt, s.words, s.changed_at,"
                        + " i.input_key, i.model, i.input, s.leader, o.id origin_run from row_state s"
                        + " join row_input i on i.row_key = s.row_key"
                        + " left join run o on o.number = s.leader / 4294967296"
                        + " where s.row_key > ? and s.row_key <= ? order by s.row_key limit ?",
                (row, index) -> new RowHistory.HistoryRow(
                        RowKey.of(row.getLong("row_key")),
                        RowState.of(row.getInt("state")),
                        row.getInt("attempt"),
                        row.getString("words"),
                        Instant.ofEpochMilli(row.getLong("changed_at")),
                        request(row),
                        verdicts.getOrDefault(row.getLong("row_key"), List.of()),
                        origin(row)),
                after,
                RowKey.lastOf(run),
                PAGE);
    }

    /** Reads the verdicts on the rows of one page. */
    private Map<Long, List<RecordedVerdict>> verdicts(long after) {
        Map<Long, List<RecordedVerdict>> verdicts = new HashMap<>();
        jdbc.query(
                "select * from verdict where row_key > ? and row_key <= (select coalesce(max(row_key), 0) from"
                        + " (select row_key from row_state where row_key > ? and row_key <= ? order by row_key limit ?) page)"
                        + " order by row_key, number",
                row -> {
                    verdicts.computeIfAbsent(row.getLong("row_key"), key -> new ArrayList<>())
                            .add(RecordedVerdict.of(row));
                },
                after,
                after,
                RowKey.lastOf(run),
                PAGE);
        return verdicts;
    }
}
