package dev.darkroom.step;

import dev.darkroom.ledger.rows.NamedRow;
import dev.darkroom.manifest.FileNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds among rows those whose files get the names that a file system is most likely to refuse: the longest, and the one with
 * the most characters beyond ASCII. Not thread-safe.
 */
public final class HardestNames {

    /** The longest of the extensions that files get. */
    public static final String EXTENSION = "webp";

    private final FileNames names;
    private @Nullable NamedRow longest;
    private @Nullable NamedRow leastAscii;
    private long bytes;
    private long beyondAscii;
    private long rows;
    private boolean outdated;

    public HardestNames(FileNames names) {
        this.names = names;
    }

    public void add(NamedRow row) {
        String name = name(names, row);
        long length = name.getBytes(StandardCharsets.UTF_8).length;
        long beyond = name.chars().filter(character -> character >= 0x80).count();
        if (length > bytes) {
            longest = row;
            bytes = length;
        }
        if (beyond > beyondAscii) {
            leastAscii = row;
            beyondAscii = beyond;
        }
        rows++;
    }

    /** Adds all rows that were added there. */
    public void addAll(HardestNames others) {
        if (others.bytes > bytes) {
            longest = others.longest;
            bytes = others.bytes;
        }
        if (others.beyondAscii > beyondAscii) {
            leastAscii = others.leastAscii;
            beyondAscii = others.beyondAscii;
        }
        rows += others.rows;
    }

    /** Tells that rows which were added get other names. */
    public void outdate() {
        outdated = true;
    }

    /** Returns whether these are the names of so many rows, as many as were added. */
    public boolean isOf(long all) {
        return !outdated && rows == all;
    }

    /** The rows with those names. */
    public List<NamedRow> rows() {
        return Stream.of(longest, leastAscii).filter(Objects::nonNull).toList();
    }

    /** Returns the name of a row's first file. */
    public static String name(FileNames names, NamedRow row) {
        return names.path(row.id(), row.kept(), 1, EXTENSION, row.byHash());
    }
}
