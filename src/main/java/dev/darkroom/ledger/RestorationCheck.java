package dev.darkroom.ledger;

import dev.darkroom.io.ByteLines;
import dev.darkroom.ledger.journal.JournalClaim;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds a restored ledger against a run's purchase journal, by a reading of its own that shares nothing with the code
 * that restored it: each purchase that the journal names, with its request and its files, must be in the ledger; files
 * that the journal says are gone need not.
 */
public final class RestorationCheck {

    private static final int PAGE = 500;
    private static final int NAMED = 20;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final RunRecord run;
    private final long rows;
    private final TreeSet<Integer> missing = new TreeSet<>();
    private final TreeSet<Integer> withoutFiles = new TreeSet<>();
    private final Set<Integer> filesLost = new HashSet<>();

    public RestorationCheck(DataSource dataSource, JsonMapper json, RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.json = json;
        this.run = run;
        this.rows = new RowStaging(dataSource, run::createdAt).count(run.number());
    }

    /**
     * Checks a run.
     *
     * @throws LedgerException if the ledger lacks something; it must not be used
     */
    public void check(Path journal) throws IOException {
        LastWord last = new LastWord();
        List<JournalClaim> page = new ArrayList<>();
        try (ByteLines lines = ByteLines.open(journal, 0)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                JournalClaim claim = JournalClaim.of(line, json);
                if (claim == null) {
                    continue;
                }
                last.hear(claim);
                if (claim.loses()) {
                    filesLost.add(claim.row());
                }
                page.add(claim);
                if (page.size() == PAGE) {
                    compare(page);
                }
            }
        }
        compare(page);
        withoutFiles.removeAll(filesLost);
        missing.addAll(withoutFiles);
        jdbc.sql("select row_key from row_state where row_key > ? and row_key <= ? and state = ?")
                .params(RowKey.firstOf(run.number()), RowKey.lastOf(run.number()), RowState.PENDING.code())
                .query(row -> {
                    int number = RowKey.of(row.getLong("row_key")).row();
                    if (last.isBought(number)) {
                        missing.add(number);
                    }
                });
        if (!missing.isEmpty()) {
            throw new LedgerException("by its purchase journal " + named()
                    + " bought, or may have been, and a ledger restored from it would not hold that");
        }
    }

    private String named() {
        String named = missing.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "));
        String more = missing.size() > NAMED ? " and " + (missing.size() - NAMED) + " more" : "";
        return missing.size() == 1 ? "row " + named + " was" : "rows " + named + more + " were";
    }

    private void compare(List<JournalClaim> page) {
        List<JournalClaim> claims =
                page.stream().filter(claim -> claim.isOfPurchase(rows)).toList();
        page.clear();
        if (claims.isEmpty()) {
            return;
        }
        List<Long> keys = claims.stream()
                .map(claim -> new RowKey(run.number(), claim.row()).value())
                .distinct()
                .toList();
        Map<Integer, List<RestoredPurchase>> held = jdbc
                .sql("select row_key, attempt, request_id, state from purchase where row_key in (" + "?"
                        + ", ?".repeat(keys.size() - 1) + ")")
                .params(keys)
                .query((row, index) -> new RestoredPurchase(
                        RowKey.of(row.getLong("row_key")).row(),
                        row.getInt("attempt"),
                        String.valueOf(row.getString("request_id")),
                        row.getInt("state")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(RestoredPurchase::row));
        for (JournalClaim claim : claims) {
            List<RestoredPurchase> purchases = held.getOrDefault(claim.row(), List.of()).stream()
                    .filter(purchase -> purchase.meets(claim))
                    .toList();
            if (purchases.isEmpty()) {
                missing.add(claim.row());
            } else if (claim.fetched() && purchases.stream().noneMatch(RestoredPurchase::hasFiles)) {
                withoutFiles.add(claim.row());
            }
        }
    }

    /** A purchase of the restored ledger. */
    private record RestoredPurchase(int row, int attempt, String requestId, int state) {

        private boolean meets(JournalClaim claim) {
            return attempt == claim.attempt()
                    && (claim.requestId() == null || claim.requestId().equals(requestId));
        }

        private boolean hasFiles() {
            return state == RowState.SUCCEEDED.code();
        }
    }

    /** Keeps of each row whether the last readable line about it says that it was purchased. */
    private final class LastWord {
        private byte[] said = new byte[1_024];

        private void hear(JournalClaim claim) {
            if (claim.damaged() || !(claim.isOfPurchase(rows) || claim.releases())) {
                return;
            }
            if (claim.row() >= said.length) {
                said = Arrays.copyOf(said, Math.max(claim.row() + 1, said.length * 2));
            }
            said[claim.row()] = (byte) (claim.releases() ? 0 : 1);
        }

        private boolean isBought(int row) {
            return row < said.length && said[row] == 1;
        }
    }
}
