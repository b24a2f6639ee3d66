package dev.darkroom.scenes;

import dev.darkroom.ledger.PromptLedger;
import dev.darkroom.ledger.RowStaging;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.earlier.AdoptedPurchases;
import dev.darkroom.ledger.earlier.DuplicateFinder;
import dev.darkroom.ledger.earlier.EarlierRowFinder;
import dev.darkroom.ledger.earlier.ReviewRejections;
import dev.darkroom.ledger.earlier.UnpurchasedRows;
import dev.darkroom.ledger.history.FailedCall;
import dev.darkroom.ledger.history.FailedCalls;
import dev.darkroom.ledger.history.PurchaseTotals;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.history.RunFigures;
import dev.darkroom.ledger.history.RunOutcomes;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.EarlierRow;
import dev.darkroom.ledger.rows.EventTables;
import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.ledger.rows.ReviewRecorded;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.ledger.rows.UnpurchasedRow;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.time.SettableClock;
import dev.darkroom.workspace.PostgresAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A real ledger in a folder, with one run after the other in it. The newest run is the one rows go into. */
public final class LedgerScene implements AutoCloseable {

    public static final String SERVICE = "https://model-api.runcomfy.net/v1";

    /** The numbers in the ledger, which must never change: ledgers out there hold them. */
    private static final List<String> STATE_CODES = List.of(
            "PENDING",
            "SUBMITTING",
            "SUBMITTED",
            "COMPLETED",
            "SUCCEEDED",
            "REJECTED",
            "REUSED",
            "FOLLOWER",
            "FAILED",
            "CANCELLED",
            "TIMED_OUT",
            "DOWNLOAD_FAILED",
            "UNKNOWN");

    private final Path folder;
    private final @Nullable String shared;
    private final SettableClock clock = new SettableClock();
    private final JsonMapper json = JsonMapper.shared();
    private LedgerDatabase database;
    private RunRecord run;
    private RunLedger ledger;

    public LedgerScene(Path folder) {
        this.folder = folder;
        this.shared = TestDatabase.isPostgres() ? PostgresServer.newSchema() : null;
        this.database = openDatabase();
        begin("first", SERVICE);
    }

    /** Begins another run at a service. */
    public void begin(String id, String service) {
        begin(record(id, service, folder.resolve("out-" + id)));
    }

    /** Begins another run at {@link #SERVICE} whose job describes what it sends by this JSON. */
    public void beginSending(String id, String sent) {
        begin(record(id, SERVICE, folder.resolve("out-" + id), "0".repeat(64), sent));
    }

    private void begin(RunRecord record) {
        if (ledger != null) {
            ledger.close();
        }
        run = new RunStore(dataSource(), json).add(record);
        database.buildIndexes();
        openLedger();
    }

    private void openLedger() {
        ledger = PromptLedger.open(dataSource(), json, clock, run, journal());
    }

    private LedgerDatabase openDatabase() {
        return shared == null
                ? LedgerDatabase.open(folder.resolve("ledger"), "1.2.3")
                : LedgerDatabase.open(new PostgresAddress(shared, ""), "1.2.3");
    }

    /** Opens the ledger anew as a new process would: everything closed and opened again. */
    public void reopen() {
        close();
        database = openDatabase();
        openLedger();
    }

    public static RunRecord record(String id, String service, Path output) {
        return record(id, service, output, "0".repeat(64));
    }

    public static RunRecord record(String id, String service, Path output, String manifestSha256) {
        return record(id, service, output, manifestSha256, "{}");
    }

    private static RunRecord record(String id, String service, Path output, String manifestSha256, String sent) {
        return new RunRecord(
                0,
                id,
                "retouch",
                service,
                "catalog.csv",
                manifestSha256,
                null,
                output,
                sent,
                ',',
                List.of("brand"),
                null,
                RunRecord.RunState.RUNNING,
                null,
                null,
                new SettableClock().instant(),
                null);
    }

    public SettableClock clock() {
        return clock;
    }

    public DataSource dataSource() {
        return database.dataSource();
    }

    public RunLedger ledger() {
        return ledger;
    }

    public RunRecord run() {
        return run;
    }

    public Path output() {
        return run.output();
    }

    public Path journal() {
        return folder.resolve(run.id() + ".journal");
    }

    public DuplicateFinder equalRows() {
        return new DuplicateFinder(dataSource(), json, clock, run);
    }

    public UnpurchasedRows unbought() {
        return new UnpurchasedRows(dataSource(), json, clock, run);
    }

    public EarlierRowFinder earlier() {
        return new EarlierRowFinder(dataSource(), run.service(), run);
    }

    public ReviewRejections rejections() {
        return new ReviewRejections(dataSource(), run.service(), earlier());
    }

    /** Returns what the run's rows that are still to be submitted would adopt. */
    public List<LedgerEvent> takeOvers(boolean doubtToo) {
        List<UnpurchasedRow> rows = unbought().after(0);
        List<String> keys = rows.stream().map(UnpurchasedRow::inputKey).toList();
        Map<String, EarlierRow> found = new AdoptedPurchases(earlier(), rejections())
                .among(keys, doubtToo)
                .bought();
        return rows.stream()
                .filter(row -> found.containsKey(row.inputKey()))
                .map(row -> row.takesOver(found.get(row.inputKey())))
                .toList();
    }

    public RowKey key(int row) {
        return new RowKey(run.number(), row);
    }

    /** Stages rows {@code 1..count}, each with an input of its own. */
    public LedgerScene rows(int count) {
        List<StagedRow> rows = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            rows.add(row(number, "row-" + number, run.id() + "/" + number));
        }
        return stage(rows);
    }

    public LedgerScene stage(List<StagedRow> rows) {
        new RowStaging(dataSource(), clock).add(run.number(), rows);
        ledger.recount();
        return this;
    }

    /** Returns a valid row; rows of one {@code input} are equal. */
    public static StagedRow row(long number, String id, String input) {
        return row(number, id, input, "flash", 1, null);
    }

    public static StagedRow row(long number, String id, String input, String model, int outputs, RowReason rejected) {
        boolean valid = rejected == null;
        return new StagedRow(
                number,
                number + 1,
                id,
                id.toLowerCase(Locale.ROOT),
                model,
                valid ? "{\"prompt\":\"" + input + "\"}" : null,
                valid ? "key of " + input : null,
                7L,
                outputs,
                "{\"brand\":\"Nord\"}",
                null,
                rejected);
    }

    public void apply(LedgerEvent event) {
        if (!ledger.apply(event)) {
            throw new AssertionError("the row is not where the test thinks: " + event);
        }
    }

    public void intend(int row, int attempt, String estimate) {
        apply(new LedgerEvent.SubmitIntended(key(row), attempt, estimate == null ? null : new BigDecimal(estimate)));
    }

    /** Submits the row; its request is {@code request-<row>}. */
    public void submit(int row, String estimate) {
        intend(row, 1, estimate);
        apply(new LedgerEvent.SubmitAccepted(key(row), 1, "request-" + row));
    }

    /** Finds the row equal to one that another run has. */
    public void reuse(int row) {
        JdbcClient.create(dataSource())
                .sql("update row_state set state = ? where row_key = ?")
                .params(STATE_CODES.indexOf("REUSED") + 1, ((long) run.number() << 32) | row)
                .update();
        ledger.recount();
    }

    /** Marks a row as reused without pictures, as earlier versions did before they shared them. */
    public void markReused(int row, RowKey origin) {
        JdbcClient.create(dataSource())
                .sql("update row_state set state = ?, leader = ? where row_key = ?")
                .params(STATE_CODES.indexOf("REUSED") + 1, origin.value(), key(row).value())
                .update();
    }

    public void complete(int row, String estimate, String cost, List<String> urls) {
        submit(row, estimate);
        apply(new LedgerEvent.RequestCompleted(
                key(row), 1, urls, new JobTimes(null, null), cost == null ? null : new BigDecimal(cost)));
    }

    /** Lets the row succeed with files that stand in the run's output directory, each holding its own name. */
    public List<DownloadedPicture> succeed(int row, String... files) {
        complete(row, "0.02", null, List.of("https://cdn.runcomfy.net/" + row));
        List<DownloadedPicture> pictures = new ArrayList<>();
        for (String file : files) {
            pictures.add(picture(file));
        }
        apply(new OutputsDownloaded(key(row), 1, pictures, 12));
        return pictures;
    }

    /** Lets the row succeed with a file, purchased under a request of this name. */
    public void succeedAs(int row, String request, String file) {
        intend(row, 1, "0.02");
        apply(new LedgerEvent.SubmitAccepted(key(row), 1, request));
        apply(new LedgerEvent.RequestCompleted(
                key(row), 1, List.of("https://cdn.runcomfy.net/" + request), new JobTimes(null, null), null));
        apply(new OutputsDownloaded(key(row), 1, List.of(picture(file)), 12));
    }

    /** Rejects a row of an earlier run, as a reviewer does. */
    public void reject(RowKey row) {
        new ReviewRecorded(row, 1, RowState.SUCCEEDED, true, null)
                .record(new EventTables(new JdbcTemplate(dataSource()), JsonMapper.shared()), clock.instant());
    }

    public DownloadedPicture picture(String file) {
        try {
            Path target = output().resolve(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, file);
            return new DownloadedPicture(file, sha256(file), file.length(), 512, 256, "image/png");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public RowState state(int row) {
        for (RowState state : RowState.values()) {
            Integer found = JdbcClient.create(dataSource())
                    .sql("select count(*) from row_state where row_key = ? and state = ?")
                    .params(((long) run.number() << 32) | row, STATE_CODES.indexOf(state.name()) + 1)
                    .query(Integer.class)
                    .single();
            if (found == 1) {
                return state;
            }
        }
        throw new AssertionError("no row " + row);
    }

    /** Returns the row's latest purchase, 0 if there is none. */
    public int attempt(int row) {
        return JdbcClient.create(dataSource())
                .sql("select attempt from row_state where row_key = ?")
                .param(((long) run.number() << 32) | row)
                .query(Integer.class)
                .single();
    }

    public List<RowOutcome> outcomes() {
        List<RowOutcome> outcomes = new ArrayList<>();
        new RunOutcomes(dataSource(), json, run).forEach(outcomes::add);
        return outcomes;
    }

    /** Returns the failed calls on the rows' way. */
    public List<FailedCall> failedCalls() {
        List<FailedCall> tries = new ArrayList<>();
        new FailedCalls(dataSource(), run).forEach(tries::add);
        return tries;
    }

    public PurchaseTotals accounts() {
        return new RunFigures(dataSource(), run).accounts();
    }

    public RowOutcome outcome(int row) {
        return outcomes().get(row - 1);
    }

    @Override
    public void close() {
        ledger.close();
        database.close();
    }
}
