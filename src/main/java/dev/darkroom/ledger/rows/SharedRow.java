package dev.darkroom.ledger.rows;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that gets the pictures of an equal one.
 *
 * @param key which one
 * @param attempt its latest purchase, 0 if there was none
 * @param name what its files are called by
 * @param leader the equal row
 * @param sourceOutput the output directory of the equal row's run
 * @param source the equal row's pictures
 * @param requestId by which the service knows the equal row's purchase, null if it made none
 */
public record SharedRow(
        RowKey key,
        int attempt,
        NamedRow name,
        RowKey leader,
        Path sourceOutput,
        List<DownloadedPicture> source,
        @Nullable String requestId) {

    public SharedRow {
        source = List.copyOf(source);
    }
}
