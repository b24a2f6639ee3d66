package dev.darkroom.manifest;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a manifest once, from its first row to its last, one row in memory at a time. Not thread-safe. */
public interface ManifestReader extends Closeable {

    /** Returns the header's columns in order; for JSONL the keys seen so far, in the order they were first seen. */
    List<String> columns();

    /** Returns what stands between the cells; null for JSONL. */
    default @Nullable Character delimiter() {
        return null;
    }

    /** Returns the line of the header, from 1; 0 for JSONL. */
    default long headerLine() {
        return 0;
    }

    /** Returns the columns' names that the header holds more than once. */
    default Set<String> doubledColumns() {
        return Set.of();
    }

    /** Returns what of the rows read so far is not as it should be and loses nothing. */
    default List<InputProblem> warnings() {
        return List.of();
    }

    /**
     * Returns the next row, or null at the end. A row that is broken by itself is returned as such.
     *
     * @throws ManifestException if the file cannot be read as a whole from here on: an open quote, bytes that are no
     *     UTF-8
     * @throws IOException if the file cannot be read at all
     */
    @Nullable
    ManifestRow read() throws IOException;

    /** Reads some of a manifest's rows, or others made of them. */
    interface Layer {

        /**
         * Returns the rows that are read where the manifest's own are read by another; it closes that one.
         *
         * @throws IOException if the manifest cannot be read
         */
        ManifestReader over(ManifestReader rows) throws IOException;

        /** Returns what tells these rows from those of other layers: equal texts read the same rows. */
        String description();
    }
}
