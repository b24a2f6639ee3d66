package dev.darkroom.crash;

import dev.darkroom.scenes.TestDatabase;

/**
 * A durable boundary of the program, named by the method that stands at it. If a method is renamed, its point is never
 * reached, and its test fails.
 */
enum CrashPoint {
    RUN_FOLDER_MADE("runs.RunFolder", "create", CrashSide.AFTER, ""),
    RUN_RECORDED("ledger.runs.RunStore", "add", CrashSide.AFTER, ""),
    RUN_DESCRIBED("runs.RunFolder", "describe", CrashSide.AFTER, ""),
    CHUNK_WRITTEN("stage.LedgerItemWriter", "write", CrashSide.AFTER, ""),
    CHUNK_COMMITTED("stage.LedgerItemWriter", "write", CrashSide.BEFORE, ""),
    ALL_STAGED("stage.RecoverTasklet", "execute", CrashSide.BEFORE, ""),
    INDEXES_BUILT("ledger.database.LedgerDatabase", "buildIndexes", CrashSide.AFTER, ""),
    CHECKED("stage.CheckTasklet", "execute", CrashSide.AFTER, ""),
    READY_TO_BUY("submit.PreflightTasklet", "execute", CrashSide.AFTER, ""),
    INTENT_JOURNALED(
            "ledger.journal.PurchaseJournal", "append", CrashSide.AFTER, "SubmitIntended[row=RowKey[run=1, row={row}]"),
    INTENT_RECORDED("ledger.RunCounters", "recorded", CrashSide.AFTER, "SubmitIntended[row=RowKey[run=1, row={row}]"),
    REQUEST_ACCEPTED("api.HttpImageService", "submit", CrashSide.BEFORE, "edit number {row}."),
    ANSWER_READ("api.HttpImageService", "submit", CrashSide.AFTER, "edit number {row}."),
    ID_JOURNALED(
            "ledger.journal.PurchaseJournal", "append", CrashSide.AFTER, "SubmitAccepted[row=RowKey[run=1, row={row}]"),
    ID_RECORDED("ledger.RunCounters", "recorded", CrashSide.AFTER, "SubmitAccepted[row=RowKey[run=1, row={row}]"),
    ID_COMMITTED("ledger.RunCounters", "committed", CrashSide.BEFORE, "SubmitAccepted[row=RowKey[run=1, row={row}]"),
    COMPLETION_SEEN("api.HttpImageService", "result", CrashSide.AFTER, "=RequestSucceeded["),
    COMPLETION_COMMITTED(
            "ledger.RunCounters", "committed", CrashSide.BEFORE, "RequestCompleted[row=RowKey[run=1, row={row}]"),
    PART_WRITTEN("fetch.PictureFetcher", "next", CrashSide.AFTER, "=-1"),
    PART_FETCHED("fetch.PictureFetcher", "fetch", CrashSide.AFTER, ""),
    OUTPUTS_INSPECTED("download.OutputDownload", "inspect", CrashSide.AFTER, ""),
    GROUP_FORCED("download.OutputPlacement", "moveFiles", CrashSide.BEFORE, ""),
    PICTURE_RENAMED("download.ImageStore", "move", CrashSide.AFTER, ""),
    GROUP_RENAMED("io.DurableFolders", "force", CrashSide.BEFORE, "/images]"),
    FOLDERS_FORCED("download.OutputPlacement", "forceFolders", CrashSide.AFTER, ""),
    FETCHED_JOURNALED(
            "ledger.journal.PurchaseJournal",
            "append",
            CrashSide.AFTER,
            "OutputsDownloaded[row=RowKey[run=1, row={row}]"),
    SUCCESS_COMMITTED(
            "ledger.RunCounters", "committed", CrashSide.BEFORE, "OutputsDownloaded[row=RowKey[run=1, row={row}]"),
    RESULT_FILE_WRITTEN("io.AtomicFiles$PartFile", "finish", CrashSide.AFTER, "/{file}"),
    RESULT_FILE_RENAMED("io.FileReplacement", "move", CrashSide.AFTER, "/{file}"),
    SUMMARY_WRITTEN("results.SummaryFile", "write", CrashSide.AFTER, "state=FINISHED"),
    END_RECORDED("ledger.runs.RunStore", "ended", CrashSide.AFTER, ""),
    EXECUTION_RECOVERED("job.BatchLauncher", "mend", CrashSide.AFTER, ""),
    RECOVERY_JOURNALED("ledger.journal.PurchaseJournal", "append", CrashSide.AFTER, "SubmitUnknown["),
    RECOVERY_HALF_COMMITTED("ledger.JournalReplay", "run", CrashSide.AFTER, ""),
    RECOVERY_COMMITTED("ledger.RunRecovery", "catchUp", CrashSide.AFTER, ""),
    RECOVERED("stage.RecoverTasklet", "execute", CrashSide.AFTER, ""),
    LOOKED_UP("reuse.LookUpTasklet", "execute", CrashSide.AFTER, ""),
    PICTURES_LINKED("reuse.PictureCopy", "force", CrashSide.AFTER, ""),
    REUSE_JOURNALED(
            "ledger.journal.PurchaseJournal", "append", CrashSide.AFTER, "PictureShared[row=RowKey[run=2, row={row}]"),
    REUSE_COMMITTED("ledger.RunCounters", "committed", CrashSide.BEFORE, "PictureShared[row=RowKey[run=2, row={row}]"),
    COPY_SEALED("ledger.shared.CopySeal", "put", CrashSide.AFTER, ""),
    COPY_FILLED("runs.SharedFilesCopy", "store", CrashSide.AFTER, ""),
    COPY_COMMITTED("ledger.transfer.LedgerTransfer", "copy", CrashSide.AFTER, ""),
    COPY_MARKED("workspace.MoveMark", "write", CrashSide.AFTER, "moved=true"),
    COPY_OPENED("ledger.shared.CopySeal", "remove", CrashSide.AFTER, ""),
    PUBLISH_HELD("publish.FolderDestination", "hold", CrashSide.AFTER, ""),
    PUBLISH_PLANNED("publish.FolderDestination", "putList", CrashSide.BEFORE, ""),
    PUBLISH_LISTED("publish.FolderDestination", "putList", CrashSide.AFTER, ""),
    PUBLISH_READY("publish.FolderDestination", "put", CrashSide.BEFORE, ""),
    PUBLISH_PUT("publish.FolderDestination", "put", CrashSide.AFTER, ""),
    PUBLISH_REMOVED("publish.FolderDestination", "remove", CrashSide.AFTER, "");

    private final String type;
    private final String method;
    private final CrashSide side;
    private final String message;

    /** @param message what self, arguments or result of the call must tell; empty for any call */
    CrashPoint(String type, String method, CrashSide side, String message) {
        this.type = type;
        this.method = method;
        this.side = side;
        this.message = message;
    }

    String type() {
        return "dev.darkroom." + type;
    }

    String method() {
        return method;
    }

    CrashSide side() {
        return side;
    }

    /** Returns the text that the call must tell, of this row. */
    String message(int row) {
        return message.replace("{row}", String.valueOf(row));
    }

    /** Returns the text that the call must tell, of this file. */
    String message(String file) {
        return message.replace("{file}", file);
    }

    /** Returns whether the text names a row, so that calls need not be counted. */
    boolean namesRow() {
        return message.contains("{row}");
    }

    /** Returns whether it is passed with the ledger that tests go by: where that is PostgreSQL, a commit is the journal. */
    boolean isPassed() {
        boolean ofJournal = type.startsWith("ledger.journal.") || this == RECOVERY_HALF_COMMITTED;
        return !ofJournal || !TestDatabase.isPostgres();
    }

    /** Returns whether it is about what the ledger holds, not about files or answers in memory. */
    boolean isOfLedger() {
        return type.startsWith("ledger.") || this == REQUEST_ACCEPTED;
    }

    /** Returns the first point at which a request's id is not lost any more. */
    static CrashPoint idKnown() {
        return TestDatabase.isPostgres() ? ID_RECORDED : ID_JOURNALED;
    }

    /** Returns whether it lies on the way of one row from intent to success. */
    boolean isOfOneRow() {
        return compareTo(INTENT_JOURNALED) >= 0 && compareTo(SUCCESS_COMMITTED) <= 0;
    }

    /** Returns whether it is passed once for a group of rows, of which there may be fewer than rows. */
    boolean isOfOneGroup() {
        return this == GROUP_FORCED || this == GROUP_RENAMED || this == FOLDERS_FORCED;
    }

    enum CrashSide {
        BEFORE,
        AFTER
    }
}
