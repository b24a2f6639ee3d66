package dev.darkroom.ledger.rows;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** A row's pictures and what was said of them, as events write them. */
final class PictureTable {

    private static final String INSERT = """
            insert into picture (row_key, n, file, sha256, bytes, width, height, content_type, flags)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final JdbcTemplate jdbc;

    PictureTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
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

    /** Deletes the row's pictures and their review, since it is to have others. */
    void forget(RowKey row) {
        jdbc.update("delete from picture where row_key = ?", row.value());
        jdbc.update("delete from review where row_key = ?", row.value());
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

    void reviewed(ReviewRecorded event, Instant now) {
        jdbc.update("delete from review where row_key = ?", event.row().value());
        jdbc.update(
                "insert into review (row_key, rejected, note, reviewed_at) values (?, ?, ?, ?)",
                event.row().value(),
                event.rejected(),
                StoredColumns.text(event.note()),
                now.toEpochMilli());
    }
}
