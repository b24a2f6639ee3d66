package dev.darkroom.ledger.journal;

import dev.darkroom.io.ByteLines;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The result of checking all checksums of a journal. Bytes that a process was writing when it died are a torn tail and
 * count for nothing; a line that is damaged before others that are whole means that the disk cannot be trusted.
 *
 * @param whole how many bytes there are up to and with the last whole line; what follows is a torn tail
 * @param damaged the last damaged line before that, null if there is none
 * @param tail the last damaged line behind it that has come to its end, null if there is none: no write that was broken
 *     off leaves one
 */
public record JournalScan(
        long whole, @Nullable DamagedLine damaged, @Nullable DamagedLine tail) {

    public static JournalScan of(Path file) throws IOException {
        long whole = 0;
        long number = 0;
        DamagedLine damaged = null;
        DamagedLine tail = null;
        try (ByteLines lines = ByteLines.open(file, 0)) {
            while (lines.advance()) {
                number++;
                if (lines.is(JournalFormat::isWhole)) {
                    whole = lines.end();
                    damaged = tail == null ? damaged : tail;
                    tail = null;
                } else {
                    tail = new DamagedLine(number, lines.end());
                }
            }
        }
        return new JournalScan(whole, damaged, tail);
    }

    /** The number of bytes up to and with the last line that ends in a line break. */
    long complete() {
        return tail == null ? whole : tail.end();
    }

    /**
     * A line that is not as it was written.
     *
     * @param line its number, from 1
     * @param end how many bytes there are up to and with it
     */
    public record DamagedLine(long line, long end) {}
}
