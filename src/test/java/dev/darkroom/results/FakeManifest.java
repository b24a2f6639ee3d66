package dev.darkroom.results;

import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A manifest of rows given as JSON; it may break off after some of them. */
final class FakeManifest implements ManifestReader {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> columns;
    private final Iterator<String> rows;
    private final boolean breaksOff;
    private long number;
    private boolean closed;

    private FakeManifest(List<String> columns, List<String> rows, boolean breaksOff) {
        this.columns = columns;
        this.rows = rows.iterator();
        this.breaksOff = breaksOff;
    }

    static FakeManifest of(List<String> columns, String... rows) {
        return new FakeManifest(columns, List.of(rows), false);
    }

    static FakeManifest breakingOff(List<String> columns, String... rows) {
        return new FakeManifest(columns, List.of(rows), true);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public @Nullable ManifestRow read() {
        if (rows.hasNext()) {
            number++;
            return new ManifestRow(number, number + 1, (ObjectNode) JSON.readTree(rows.next()), null);
        }
        if (breaksOff) {
            throw new ManifestException(List.of(new InputProblem(
                    "catalog.csv", number + 2, null, "BROKEN_QUOTE", "a quote is never closed", "Close it", false)));
        }
        return null;
    }

    @Override
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
