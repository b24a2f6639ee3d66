package dev.darkroom.manifest;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what another reader gives, changed or in part: columns, lines and warnings are that one's, and closing closes it. */
public abstract class ReaderOverReader implements ManifestReader {

    private final ManifestReader rows;

    protected ReaderOverReader(ManifestReader rows) {
        this.rows = Objects.requireNonNull(rows, "rows is null");
    }

    /**
     * Returns the other reader's next row, null at the end.
     *
     * @throws IOException if it cannot be read
     */
    protected final @Nullable ManifestRow next() throws IOException {
        return rows.read();
    }

    @Override
    public List<String> columns() {
        return rows.columns();
    }

    @Override
    public @Nullable Character delimiter() {
        return rows.delimiter();
    }

    @Override
    public long headerLine() {
        return rows.headerLine();
    }

    @Override
    public Set<String> doubledColumns() {
        return rows.doubledColumns();
    }

    @Override
    public List<InputProblem> warnings() {
        return rows.warnings();
    }

    @Override
    public final void close() throws IOException {
        rows.close();
    }
}
