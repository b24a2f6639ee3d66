package dev.darkroom.results;

import dev.darkroom.ledger.Picture;
import dev.darkroom.ledger.RowOutcome;
import java.io.IOException;
import java.math.BigDecimal;

/** {@code results.csv}: one line for every manifest row, several values of a row joined with {@code |}. */
final class ResultsCsv {

    private final CsvFile csv;
    private final ResultColumns columns;

    ResultsCsv(CsvFile csv, ResultColumns columns) throws IOException {
        this.csv = csv;
        this.columns = columns;
        csv.header(columns.names());
    }

    void add(RowOutcome row) throws IOException {
        BigDecimal cost = row.costUsd();
        csv.text(row.id())
                .number(row.line())
                .text(row.status().word())
                .text(row.reason())
                .text(row.model())
                .text(row.requestId())
                .joined(row.outputUrls().stream())
                .joined(row.pictures().stream().map(Picture::file))
                .joined(row.pictures().stream().map(Picture::sha256))
                .joined(row.pictures().stream().map(picture -> Long.toString(picture.bytes())))
                .joined(row.pictures().stream().map(picture -> Integer.toString(picture.width())))
                .joined(row.pictures().stream().map(picture -> Integer.toString(picture.height())))
                .joined(row.pictures().stream().map(Picture::contentType))
                .number(row.seed())
                .number(row.attempts())
                .time(row.submittedAt())
                .time(row.completedAt())
                .number(row.queueMs())
                .number(row.runMs())
                .number(row.downloadMs())
                .decimal(cost == null ? null : Texts.money(cost))
                .text(row.inputKey())
                .joined(row.flags().stream())
                .text(row.redoOf());
        for (String column : columns.kept().keySet()) {
            csv.text(CellText.of(row.kept().path(column), csv.decimalPoint()));
        }
        csv.endLine();
    }
}
