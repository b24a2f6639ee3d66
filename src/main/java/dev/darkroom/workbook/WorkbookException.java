package dev.darkroom.workbook;

import dev.darkroom.errors.ErrorCode;
import java.util.Objects;

/** A workbook that cannot be used as a whole. */
public final class WorkbookException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final long row;
    private final String message;
    private final String remedy;

    /**
     * @param row the sheet's row at fault, from 1; 0 where the workbook is
     * @param message what is wrong
     * @param remedy what to do about it
     */
    WorkbookException(ErrorCode code, long row, String message, String remedy) {
        super(message + ". " + remedy);
        this.code = Objects.requireNonNull(code, "code is null");
        this.row = row;
        this.message = message;
        this.remedy = remedy;
    }

    static WorkbookException damaged(long row) {
        return new WorkbookException(
                ErrorCode.DAMAGED_WORKBOOK,
                row,
                "the workbook is damaged or not one",
                "Open it in a spreadsheet and save it again as .xlsx");
    }

    static WorkbookException tooLarge(long row, String what) {
        return new WorkbookException(
                ErrorCode.WORKBOOK_TOO_LARGE, row, what, "Save the sheet with the rows alone, or as CSV UTF-8");
    }

    public ErrorCode code() {
        return code;
    }

    /** Returns the sheet's row at fault, from 1; 0 where the workbook is. */
    public long row() {
        return row;
    }

    /** Returns what is wrong. */
    public String problem() {
        return message;
    }

    /** Returns what to do about it. */
    public String remedy() {
        return remedy;
    }
}
