package dev.darkroom.ledger;

import dev.darkroom.ledger.figures.KeptFigures;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PendingModel;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.spending.SpendingAccounts;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** All that is kept in memory of a run's rows: moved by every event, and read from the ledger whenever that is in doubt. */
final class RunCounters {

    private final JdbcClient jdbc;
    private final RunRecord run;
    private final StoredRedownloads storedRedownloads;
    private final WorkPages pages;
    private final ReentrantLock committing = new ReentrantLock();
    private final ReadingLock reading = new ReadingLock(committing);
    private final StateCounts states = new StateCounts();
    private final RedownloadedRows redownloads = new RedownloadedRows();
    private final KeptFigures figures = new KeptFigures(reading);
    private final SpendingAccounts accounts;
    private final RunWork work;
    private final EndedRows ended;
    private volatile @Nullable VersionedModels pendingModels;

    RunCounters(DataSource dataSource, JsonMapper json, RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.run = run;
        this.storedRedownloads = new StoredRedownloads(jdbc, run.number());
        this.pages = new WorkPages(dataSource, json, run.number());
        this.accounts = new SpendingAccounts(jdbc, run);
        this.work = new RunWork(
                run.number(), pages, states, storedRedownloads, this::pendingModels, reading, figures::taken);
        this.ended = new EndedRows(dataSource, run.number());
    }

    /** To be held while a group is written and told: who holds it sees no event in the ledger that is not told yet. */
    Lock committing() {
        return committing;
    }

    /** To be held while tables are read: who holds it sees no event there that is not told yet, be it of this process or not. */
    ReadingLock reading() {
        return reading;
    }

    /** Begins with no rows: those that this process works on are lent to it. */
    void beginWithout() {
        work.beginWithout();
    }

    /** The run's number. */
    int run() {
        return run.number();
    }

    WorkPages pages() {
        return pages;
    }

    StateCounts states() {
        return states;
    }

    RedownloadedRows redownloads() {
        return redownloads;
    }

    KeptFigures figures() {
        return figures;
    }

    SpendingAccounts accounts() {
        return accounts;
    }

    RunWork work() {
        return work;
    }

    EndedRows ended() {
        return ended;
    }

    /** The rows under way whose pictures the service has lost, and which nobody has submitted since. */
    List<WorkPages.RowPosition> lostAtService() {
        return storedRedownloads.lost();
    }

    /** Counts events that are durable. */
    void recorded(List<LedgerEvent> events) {
        accounts.moved(events);
        work.recorded(events);
        ended.moved(events, redownloads::isLost);
        states.moved(events);
        // Last: whoever sees that no row may come back sees the rows that came back.
        redownloads.moved(events);
    }

    /** Hands on the rows of recorded events, which the tables show by now. */
    void committed(List<LedgerEvent> events) {
        if (!events.isEmpty()) {
            work.committed(events);
            figures.moved(events);
            states.wake();
        }
    }

    /** The pending rows, by model; read again only after a row has moved, since each time takes a pass over them all. */
    List<PendingModel> pendingModels() {
        long version = states.version();
        VersionedModels known = pendingModels;
        if (known == null || known.version != version) {
            known = new VersionedModels(version, pages.pendingModels(null));
            pendingModels = known;
        }
        return known.models;
    }

    /** Takes models for those of the pending rows, if they are as many: rows only leave that state until they are submitted. */
    void know(List<PendingModel> models) {
        long version = states.version();
        long rows = models.stream().mapToLong(PendingModel::rows).sum();
        if (rows == states.of(List.of(RowState.PENDING))) {
            pendingModels = new VersionedModels(version, models);
        }
    }

    /** Counts anew. */
    void read() {
        readRows();
        accounts.read();
        redownloads.reset(storedRedownloads.open());
    }

    /** Counts anew after rows were moved past the events, without handing out again what others have taken. */
    void placed(BitSet rows) {
        readStates();
        accounts.read();
        work.placed(rows);
        figures.outdate();
    }

    /** Counts the rows anew, and no purchases: of a run that is nearly through, these take several times as long. */
    void readRows() {
        readStates();
        work.read();
        figures.outdate();
    }

    private void readStates() {
        Map<RowState, Long> stored = new EnumMap<>(RowState.class);
        jdbc.sql("select state, count(*) n from row_state where row_key > ? and row_key <= ? group by state")
                .params(RowKey.firstOf(run.number()), RowKey.lastOf(run.number()))
                .query(row -> {
                    stored.put(RowState.of(row.getInt("state")), row.getLong("n"));
                });
        states.reset(stored);
    }

    /** @param version of the rows' states before they were read */
    private record VersionedModels(long version, List<PendingModel> models) {}
}
