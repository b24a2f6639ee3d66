package dev.darkroom.results;

import dev.darkroom.ledger.history.RowOutcome;
import java.io.IOException;

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
        for (ResultColumn column : ResultColumn.OWN) {
            column.value().addTo(csv, row);
        }
        for (String column : columns.kept().keySet()) {
            csv.text(CellText.of(row.kept().path(column), csv.decimalPoint()));
        }
        for (ResultColumn column : columns.review()) {
            column.value().addTo(csv, row);
        }
        csv.endLine();
    }
}
