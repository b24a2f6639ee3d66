package dev.darkroom.stage;

import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads the run's copy of the manifest. How many rows are in the ledger is kept with each chunk, so that a restart
 * begins behind the last one that was committed. Used by one thread.
 */
public final class ManifestItemReader implements ItemStreamReader<ManifestRow> {

    private static final String ROWS = "manifest.rows";

    private final Manifest manifest;
    private final long most;
    private @Nullable ManifestReader reader;
    private long rows;

    /** @param most how many rows the run is about */
    public ManifestItemReader(Manifest manifest, long most) {
        this.manifest = manifest;
        this.most = most;
    }

    @Override
    public void open(ExecutionContext context) {
        long staged = context.getLong(ROWS, 0);
        try {
            reader = manifest.open();
            while (rows < staged && read() != null) {
                // Rows before the last committed chunk are in the ledger.
            }
        } catch (IOException e) {
            throw new ItemStreamException("cannot read the manifest " + manifest.name() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public @Nullable ManifestRow read() throws IOException {
        if (rows >= most) {
            return null;
        }
        ManifestRow row =
                Objects.requireNonNull(reader, "the reader is not open").read();
        if (row != null) {
            rows++;
        }
        return row;
    }

    @Override
    public void update(ExecutionContext context) {
        context.putLong(ROWS, rows);
    }

    @Override
    public void close() {
        try {
            if (reader != null) {
                reader.close();
            }
        } catch (IOException e) {
            throw new ItemStreamException("cannot close the manifest " + manifest.name(), e);
        }
    }
}
