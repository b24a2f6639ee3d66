package dev.darkroom.crash;

/**
 * A durable boundary of the program, named by the method that stands at it. If a method is renamed, its point is never
 * reached, and its test fails.
 */
enum CrashPoint {
    RUN_FOLDER_MADE("job.RunFolder", "create", Side.AFTER, ""),
    RUN_RECORDED("ledger.Runs", "add", Side.AFTER, ""),
    RUN_DESCRIBED("job.RunFolder", "describe", Side.AFTER, ""),
    CHUNK_WRITTEN("stage.LedgerItemWriter", "write", Side.AFTER, ""),
    CHUNK_COMMITTED("stage.LedgerItemWriter", "write", Side.BEFORE, ""),
    ALL_STAGED("stage.RecoverTasklet", "execute", Side.BEFORE, ""),
    INDEXES_BUILT("ledger.LedgerDatabase", "buildIndexes", Side.AFTER, ""),
    CHECKED("stage.CheckTasklet", "execute", Side.AFTER, ""),
    READY_TO_BUY("submit.PreflightTasklet", "execute", Side.AFTER, ""),
    INTENT_JOURNALED("ledger.PurchaseJournal", "append", Side.AFTER, "Intended[row=RowKey[run=1, row={row}]"),
    INTENT_COMMITTED("ledger.RunLedger", "committed", Side.BEFORE, "Intended[row=RowKey[run=1, row={row}]"),
    REQUEST_ACCEPTED("api.HttpImageService", "submit", Side.BEFORE, "edit number {row}."),
    ANSWER_READ("api.HttpImageService", "submit", Side.AFTER, "edit number {row}."),
    ID_JOURNALED("ledger.PurchaseJournal", "append", Side.AFTER, "Accepted[row=RowKey[run=1, row={row}]"),
    ID_COMMITTED("ledger.RunLedger", "committed", Side.BEFORE, "Accepted[row=RowKey[run=1, row={row}]"),
    COMPLETION_SEEN("api.HttpImageService", "result", Side.AFTER, "=Succeeded["),
    COMPLETION_COMMITTED("ledger.RunLedger", "committed", Side.BEFORE, "Completed[row=RowKey[run=1, row={row}]"),
    PART_WRITTEN("fetch.Fetcher", "next", Side.AFTER, "=-1"),
    PART_FORCED("fetch.Fetcher", "fetch", Side.AFTER, ""),
    PICTURE_RENAMED("io.DurableFolders", "force", Side.BEFORE, "/images]"),
    FOLDER_FORCED("download.Placement", "place", Side.AFTER, ""),
    FETCHED_JOURNALED("ledger.PurchaseJournal", "append", Side.AFTER, "Fetched[row=RowKey[run=1, row={row}]"),
    SUCCESS_COMMITTED("ledger.RunLedger", "committed", Side.BEFORE, "Fetched[row=RowKey[run=1, row={row}]"),
    RESULT_FILE_WRITTEN("io.WholeFiles$Part", "finish", Side.AFTER, "/{file}"),
    RESULT_FILE_RENAMED("io.Replacement", "move", Side.AFTER, "/{file}"),
    SUMMARY_WRITTEN("results.SummaryFile", "write", Side.AFTER, "state=FINISHED"),
    END_RECORDED("ledger.Runs", "ended", Side.AFTER, ""),
    EXECUTION_RECOVERED("job.BatchLauncher", "mend", Side.AFTER, ""),
    RECOVERY_JOURNALED("ledger.PurchaseJournal", "append", Side.AFTER, "Lost["),
    RECOVERY_HALF_COMMITTED("ledger.JournalReplay", "run", Side.AFTER, ""),
    RECOVERY_COMMITTED("ledger.RunLedger", "catchUp", Side.AFTER, ""),
    RECOVERED("stage.RecoverTasklet", "execute", Side.AFTER, "");

    private final String type;
    private final String method;
    private final Side side;
    private final String words;

    /** @param words what self, arguments or result of the call must tell; empty for any call */
    CrashPoint(String type, String method, Side side, String words) {
        this.type = type;
        this.method = method;
        this.side = side;
        this.words = words;
    }

    String type() {
        return "dev.darkroom." + type;
    }

    String method() {
        return method;
    }

    Side side() {
        return side;
    }

    /** The words, of this row. */
    String words(int row) {
        return words.replace("{row}", String.valueOf(row));
    }

    /** The words, of this file. */
    String words(String file) {
        return words.replace("{file}", file);
    }

    /** Whether the words name a row, so that calls need not be counted. */
    boolean namesRow() {
        return words.contains("{row}");
    }

    /** Whether it lies on the way of one row from intent to success. */
    boolean isOfOneRow() {
        return compareTo(INTENT_JOURNALED) >= 0 && compareTo(SUCCESS_COMMITTED) <= 0;
    }

    enum Side {
        BEFORE,
        AFTER
    }
}
