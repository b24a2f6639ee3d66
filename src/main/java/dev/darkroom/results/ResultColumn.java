package dev.darkroom.results;

import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.history.RowVerdict;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.verdicts.RecordedVerdict;
import dev.darkroom.results.ColumnValue.MoneyValue;
import dev.darkroom.results.ColumnValue.NumberList;
import dev.darkroom.results.ColumnValue.TextList;
import dev.darkroom.results.ColumnValue.TextValue;
import dev.darkroom.results.ColumnValue.TimeValue;
import dev.darkroom.results.ColumnValue.WholeNumber;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shows one value of a row in the results manifest. CSV and JSONL are both written from the one table of these.
 *
 * @param title the name in the header, and the key in JSON
 * @param value what it shows of a row
 */
record ResultColumn(String title, ColumnValue value) {

    static final String OUTPUT_URLS = "output_urls";
    static final String FILES = "files";

    /** The results manifest's own columns, in an order that scripts rely on. */
    static final List<ResultColumn> OWN = List.of(
            new ResultColumn("id", new TextValue(RowOutcome::id)),
            new ResultColumn("line", new WholeNumber(RowOutcome::line)),
            new ResultColumn("status", new TextValue(row -> row.status().keyword())),
            new ResultColumn("reason", new TextValue(RowOutcome::reason)),
            new ResultColumn("model", new TextValue(RowOutcome::model)),
            new ResultColumn("request_id", new TextValue(RowOutcome::requestId)),
            new ResultColumn(OUTPUT_URLS, new TextList(RowOutcome::outputUrls)),
            new ResultColumn(FILES, new TextList(row -> ofPictures(row, DownloadedPicture::file))),
            new ResultColumn("sha256", new TextList(row -> ofPictures(row, DownloadedPicture::sha256))),
            new ResultColumn("bytes", new NumberList(row -> ofPictures(row, DownloadedPicture::bytes))),
            new ResultColumn("width", new NumberList(row -> ofPictures(row, picture -> (long) picture.width()))),
            new ResultColumn("height", new NumberList(row -> ofPictures(row, picture -> (long) picture.height()))),
            new ResultColumn("content_type", new TextList(row -> ofPictures(row, DownloadedPicture::contentType))),
            new ResultColumn("seed", new WholeNumber(RowOutcome::seed)),
            new ResultColumn("attempts", new WholeNumber(row -> (long) row.attempts())),
            new ResultColumn("submitted_at", new TimeValue(RowOutcome::submittedAt)),
            new ResultColumn("completed_at", new TimeValue(RowOutcome::completedAt)),
            new ResultColumn("queue_ms", new WholeNumber(RowOutcome::queueMs)),
            new ResultColumn("run_ms", new WholeNumber(RowOutcome::runMs)),
            new ResultColumn("download_ms", new WholeNumber(RowOutcome::downloadMs)),
            new ResultColumn("cost_usd", new MoneyValue(RowOutcome::costUsd)),
            new ResultColumn("input_key", new TextValue(RowOutcome::inputKey)),
            new ResultColumn("flags", new TextList(RowOutcome::flags)),
            new ResultColumn("redo_of", new TextValue(RowOutcome::redoOf)));

    /** What people have said of the pictures: behind the user's columns, in results of runs that somebody has reviewed. */
    static final List<ResultColumn> REVIEW = List.of(
            new ResultColumn(
                    "verdict",
                    new TextValue(row -> said(row, last -> last.verdict().keyword()))),
            new ResultColumn("verdict_note", new TextValue(row -> said(row, RecordedVerdict::note))),
            new ResultColumn("reviewer", new TextValue(row -> said(row, RecordedVerdict::reviewer))),
            new ResultColumn("reviewed_at", new TimeValue(row -> said(row, RecordedVerdict::decidedAt))),
            new ResultColumn(
                    "verdict_from",
                    new TextValue(
                            row -> row.verdict() == null ? null : row.verdict().carriedFrom())));

    private static <T> @Nullable T said(RowOutcome row, Function<RecordedVerdict, @Nullable T> part) {
        RowVerdict verdict = row.verdict();
        return verdict == null ? null : part.apply(verdict.last());
    }

    private static <T> List<T> ofPictures(RowOutcome row, Function<DownloadedPicture, T> part) {
        return row.pictures().stream().map(part).toList();
    }
}
