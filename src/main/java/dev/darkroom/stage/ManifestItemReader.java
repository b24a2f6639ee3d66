package dev.darkroom.stage;

import dev.darkroom.io.FailureText;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import java.io.IOException;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads the run's copy of the manifest. Rows enter the ledger in manifest order, each chunk whole, so that a start
 * begins behind as many as are there; the count kept with each chunk is for those who read the batch records. Used by
 * one thread.
 */
final class ManifestItemReader implements ItemStreamReader<ManifestRow> {

    private static final String ROWS = "manifest.rows";

    private final Manifest manifest;
    private final long most;
    private final LongSupplier staged;
    private @Nullable ManifestReader reader;
    private long rows;

    /**
     * @param most how many rows the run is about
     * @param staged how many of them are in the ledger, called when the step begins
     */
    ManifestItemReader(Manifest manifest, long most, LongSupplier staged) {
        this.manifest = manifest;
        this.most = most;
        this.staged = staged;
    }

    @Override
    public void open(ExecutionContext context) {
        long there = staged.getAsLong();
        try {
            reader = manifest.open();
            while (rows < there && read() != null) {
                // These rows are in the ledger.
            }
        } catch (IOException e) {
            throw new ItemStreamException("cannot read the manifest " + manifest.name() + ": " + FailureText.of(e), e);
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

    /** Returns how many rows the run is about. */
    long total() {
        return most;
    }

    /** Returns how many rows are read, those that were in the ledger among them. */
    long rows() {
        return rows;
    }

    @Override
    public void update(ExecutionContext context) {
        keep(context, rows);
    }

    /** Keeps how many rows were handed on. */
    static void keep(ExecutionContext context, long rows) {
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
