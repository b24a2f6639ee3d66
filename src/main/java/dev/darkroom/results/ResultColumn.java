package dev.darkroom.results;

import dev.darkroom.ledger.Picture;
import dev.darkroom.ledger.RowOutcome;
import dev.darkroom.results.ColumnValue.MoneyValue;
import dev.darkroom.results.ColumnValue.NumberList;
import dev.darkroom.results.ColumnValue.TextList;
import dev.darkroom.results.ColumnValue.TextValue;
import dev.darkroom.results.ColumnValue.TimeValue;
import dev.darkroom.results.ColumnValue.WholeNumber;
import java.util.List;
import java.util.function.Function;

/**
 * The results manifest's own columns: their names, in an order that scripts rely on, and what each shows of a row. CSV and
 * JSONL are written from this one table.
 */
enum ResultColumn {
    ID("id", new TextValue(RowOutcome::id)),
    LINE("line", new WholeNumber(RowOutcome::line)),
    STATUS("status", new TextValue(row -> row.status().word())),
    REASON("reason", new TextValue(RowOutcome::reason)),
    MODEL("model", new TextValue(RowOutcome::model)),
    REQUEST_ID("request_id", new TextValue(RowOutcome::requestId)),
    OUTPUT_URLS("output_urls", new TextList(RowOutcome::outputUrls)),
    FILES("files", new TextList(row -> ofPictures(row, Picture::file))),
    SHA256("sha256", new TextList(row -> ofPictures(row, Picture::sha256))),
    BYTES("bytes", new NumberList(row -> ofPictures(row, Picture::bytes))),
    WIDTH("width", new NumberList(row -> ofPictures(row, picture -> (long) picture.width()))),
    HEIGHT("height", new NumberList(row -> ofPictures(row, picture -> (long) picture.height()))),
    CONTENT_TYPE("content_type", new TextList(row -> ofPictures(row, Picture::contentType))),
    SEED("seed", new WholeNumber(RowOutcome::seed)),
    ATTEMPTS("attempts", new WholeNumber(row -> (long) row.attempts())),
    SUBMITTED_AT("submitted_at", new TimeValue(RowOutcome::submittedAt)),
    COMPLETED_AT("completed_at", new TimeValue(RowOutcome::completedAt)),
    QUEUE_MS("queue_ms", new WholeNumber(RowOutcome::queueMs)),
    RUN_MS("run_ms", new WholeNumber(RowOutcome::runMs)),
    DOWNLOAD_MS("download_ms", new WholeNumber(RowOutcome::downloadMs)),
    COST_USD("cost_usd", new MoneyValue(RowOutcome::costUsd)),
    INPUT_KEY("input_key", new TextValue(RowOutcome::inputKey)),
    FLAGS("flags", new TextList(RowOutcome::flags)),
    REDO_OF("redo_of", new TextValue(RowOutcome::redoOf));

    private final String title;
    private final ColumnValue value;

    ResultColumn(String title, ColumnValue value) {
        this.title = title;
        this.value = value;
    }

    /** The name in the header, and the key in JSON. */
    String title() {
        return title;
    }

    ColumnValue value() {
        return value;
    }

    private static <T> List<T> ofPictures(RowOutcome row, Function<Picture, T> part) {
        return row.pictures().stream().map(part).toList();
    }
}
