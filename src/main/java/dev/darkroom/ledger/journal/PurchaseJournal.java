package dev.darkroom.ledger.journal;

import dev.darkroom.io.ByteLines;
import dev.darkroom.io.DiskFull;
import dev.darkroom.io.DurableFolders;
import dev.darkroom.io.FailureText;
import dev.darkroom.io.FilePermissions;
import dev.darkroom.io.ReservedSpace;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.rows.UnusableLedgerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The append-only file beside the ledger that holds what cannot be worked out again, a line for each event.
 *
 * <p>H2 does not force its file at each commit, so a line is forced to disk here before the ledger's own commit, and
 * the ledger keeps with it how far of the journal it holds: what follows is replayed by the next start. Used by the
 * ledger's writer alone; not thread-safe.
 */
public final class PurchaseJournal implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PurchaseJournal.class);

    private final Path file;
    private final FileChannel channel;
    private final JournalFormat format;
    private final ReservedSpace reserve;
    private final long known;
    private final boolean damaged;
    private long whole;

    /**
     * @param channel at the end of its last whole line
     * @param known how many of its bytes the ledger holds
     * @param damaged whether it has lost lines that the ledger holds
     */
    public PurchaseJournal(
            Path file, FileChannel channel, JournalFormat format, ReservedSpace reserve, long known, boolean damaged)
            throws IOException {
        this.file = file;
        this.channel = channel;
        this.format = format;
        this.reserve = reserve;
        this.known = known;
        this.damaged = damaged;
        this.whole = channel.position();
    }

    /**
     * Opens a run's journal for appending, making it if need be, readable by its owner alone. A torn tail is cut, since
     * a line appended to it would be lost too.
     *
     * @param known how many of its bytes the ledger holds, null if it holds all
     * @param passDamage whether damaged lines are passed over, to save what can be saved
     * @param reserveBytes how much room is kept for what comes when the disk is full
     * @throws LedgerException if it cannot be opened, or is damaged where the ledger has to rely on it
     */
    public static PurchaseJournal open(
            Path file, JournalFormat format, @Nullable Long known, boolean passDamage, int reserveBytes) {
        try {
            boolean fresh = !Files.exists(file);
            FilePermissions.OWNER_ONLY.createIfMissing(file);
            JournalScan scan = JournalScan.of(file);
            long whole = passDamage ? scan.complete() : scan.whole();
            checkDamage(file, scan, known == null ? scan.complete() : known, passDamage);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            cutTornTail(channel, whole);
            channel.position(whole);
            if (fresh) {
                DurableFolders.force(file.resolveSibling("").toAbsolutePath());
            }
            warnIfShort(file, known, whole);
            ReservedSpace reserve = ReservedSpace.make(ReservedSpace.beside(file), reserveBytes);
            boolean damaged =
                    scan.damaged() != null || (known != null && known > whole) || JournalRewrite.isUnfinished(file);
            long held = known == null ? whole : Math.min(known, whole);
            return new PurchaseJournal(file, channel, format, reserve, held, damaged);
        } catch (IOException e) {
            throw new LedgerException("cannot open the purchase journal " + file + ": " + FailureText.of(e), e);
        }
    }

    private static void warnIfShort(Path file, @Nullable Long known, long whole) {
        if (known != null && known > whole) {
            log.warn(
                    "the purchase journal {} has lost its last {} bytes; the ledger knows what they said",
                    file,
                    known - whole);
        }
    }

    private static void checkDamage(Path file, JournalScan scan, long known, boolean passDamage) {
        JournalScan.DamagedLine damage = scan.tail() == null ? scan.damaged() : scan.tail();
        if (damage == null) {
            return;
        }
        if (damage.end() > known && !passDamage) {
            throw unreadable(file, "line " + damage.line());
        }
        log.warn("line {} of the purchase journal {} is damaged", damage.line(), file);
    }

    private static LedgerException unreadable(Path file, String line) {
        return new UnusableLedgerException(line + " of the purchase journal " + file
                + " is damaged, and the ledger does not know what it said. 'resume --rebuild' restores the ledger from"
                + " what can be read; a row that may have been bought becomes unknown");
    }

    private static void cutTornTail(FileChannel channel, long whole) throws IOException {
        if (channel.size() > whole) {
            log.warn("cut {} bytes of an unfinished line off the purchase journal", channel.size() - whole);
            channel.truncate(whole);
            channel.force(true);
        }
    }

    /** The number of its bytes that the ledger held when it was opened. */
    public long known() {
        return known;
    }

    /** The number of its bytes. */
    public long length() {
        return whole;
    }

    /** Returns whether it has lost lines, and all it ever said is in the ledger. */
    public boolean mayBeRewritten() {
        return damaged && whole == known;
    }

    /**
     * Passes on, in order, what was in it when it was opened and the ledger did not hold.
     *
     * @return how many damaged lines told nothing, not even their row; if damage is not passed over there are none
     */
    public int unknown(boolean passDamage, Consumer<JournalLine> consumer) {
        int silent = 0;
        Instant at = Instant.EPOCH;
        try (ByteLines lines = ByteLines.open(file, known)) {
            for (byte[] line = lines.next(); line != null && lines.end() <= whole; line = lines.next()) {
                Optional<JournalLine> read = read(line, at, lines.end(), passDamage);
                if (read.isEmpty()) {
                    silent++;
                    continue;
                }
                at = read.get().at();
                consumer.accept(read.get());
            }
        } catch (IOException e) {
            throw new LedgerException("cannot read the purchase journal " + file + ": " + FailureText.of(e), e);
        }
        return silent;
    }

    /**
     * Passes on, in order, what a journal holds from a byte on, up to the first line that is not whole. It is read alone, so
     * that a process may go on writing it.
     *
     * @return how many of its bytes were read
     */
    public static long readFrom(Path file, JournalFormat format, long from, Consumer<JournalLine> consumer)
            throws IOException {
        long read = from;
        try (ByteLines lines = ByteLines.open(file, from)) {
            for (byte[] line = lines.next(); line != null && JournalFormat.isWhole(line); line = lines.next()) {
                format.read(line, lines.end()).ifPresent(consumer);
                read = lines.end();
            }
        }
        return read;
    }

    private Optional<JournalLine> read(byte[] line, Instant at, long end, boolean salvage) {
        Optional<JournalLine> read = JournalFormat.isWhole(line) ? format.read(line, end) : Optional.empty();
        if (read.isPresent()) {
            return read;
        }
        if (!salvage) {
            throw unreadable(file, "the line up to byte " + end);
        }
        Optional<JournalLine> salvaged = format.salvage(line, at, end);
        if (salvaged.isEmpty()) {
            log.warn("a damaged line of the purchase journal {} tells nothing, up to byte {}", file, end);
        }
        return salvaged;
    }

    /**
     * Appends the events and returns, once they are on disk, how many bytes it has then. If there is no room the
     * reserve is given up for them.
     *
     * @throws IOException if they could not be written; then none of them counts
     */
    public long append(List<LedgerEvent> events, Instant now) throws IOException {
        StringBuilder text = new StringBuilder();
        for (LedgerEvent event : events) {
            text.append(format.line(event, now));
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        while (!write(bytes)) {
            log.info("no space is left for the purchase journal: a part of the reserve was given up for it");
        }
        return whole;
    }

    /** Returns false if there was no room, but may be now. */
    private boolean write(byte[] bytes) throws IOException {
        try {
            channel.position(whole);
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(false);
            whole += bytes.length;
            return true;
        } catch (IOException e) {
            cutHalfWritten(e);
            if (DiskFull.isCauseOf(e) && reserve.release()) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Cuts off what was half written. A torn line would be cut at the next start, but a whole one of a group that
     * failed would count.
     */
    private void cutHalfWritten(IOException why) {
        try {
            channel.truncate(whole);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /**
     * Empties it, once the ledger holds all of it on disk.
     *
     * @throws LedgerException if it cannot be written
     */
    public void clear() {
        try {
            channel.truncate(0);
            channel.force(true);
            whole = 0;
        } catch (IOException e) {
            throw new LedgerException("cannot empty the purchase journal " + file + ": " + FailureText.of(e), e);
        }
    }

    /** Returns whether the disk was full, even if the lines could be written with what was kept in reserve. */
    public boolean shortOfRoom() {
        return reserve.touched();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LedgerException("cannot close the purchase journal: " + FailureText.of(e), e);
        }
        reserve.remove();
    }
}
