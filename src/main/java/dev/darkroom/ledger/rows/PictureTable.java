package dev.darkroom.ledger.rows;

import dev.darkroom.ledger.verdicts.RecordedVerdict;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** A row's pictures and what was said of them, as events write them. */
final class PictureTable {

    private static final String INSERT = """
            insert into picture (row_key, n, file, sha256, bytes, width, height, content_type, flags)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final JdbcTemplate jdbc;
    private final VerdictTable verdicts;

    PictureTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.verdicts = new VerdictTable(jdbc);
    }

    void replace(RowKey row, List<DownloadedPicture> pictures) {
        jdbc.update("delete from picture where row_key = ?", row.value());
        for (int n = 1; n <= pictures.size(); n++) {
            DownloadedPicture picture = pictures.get(n - 1);
            jdbc.update(
                    INSERT,
                    row.value(),
                    n,
                    picture.file(),
                    picture.sha256(),
                    picture.bytes(),
                    picture.width(),
                    picture.height(),
                    picture.contentType(),
                    StoredColumns.flags(picture.flags()));
        }
    }

    /** Deletes the row's pictures and what was said of them, since it is to have others. */
    void forget(RowKey row) {
        jdbc.update("delete from picture where row_key = ?", row.value());
        verdicts.forget(row);
    }

    /** Records new flags of the pictures. */
    void flagsRevised(FlagsRevised event) {
        for (int n = 1; n <= event.flags().size(); n++) {
            jdbc.update(
                    "update picture set flags = ? where row_key = ? and n = ?",
                    StoredColumns.flags(event.flags().get(n - 1)),
                    event.row().value(),
                    n);
        }
    }

    void reviewed(RowKey row, RecordedVerdict said) {
        verdicts.add(row, said);
    }
}
