package dev.darkroom.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The append-only file beside the ledger that holds what money depends on: one line each, {@code <CRC-32C> <JSON>}.
 *
 * <p>H2 does not force its file at each commit, so a line is forced to disk here before the ledger's own commit. Used
 * by the ledger's writer alone; not thread-safe.
 */
final class PurchaseJournal implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PurchaseJournal.class);

    private static final String RESERVE = ".reserve";

    private final FileChannel channel;
    private final JsonMapper json;
    private final Reserve reserve;
    private long whole;

    /** @param channel at the end of its last whole line */
    PurchaseJournal(FileChannel channel, JsonMapper json, Reserve reserve) throws IOException {
        this.channel = channel;
        this.json = json;
        this.reserve = reserve;
        this.whole = channel.position();
    }

    /**
     * Opens a run's journal for appending, making it if need be, readable by its owner alone. What it holds is handed on
     * first; a torn tail is cut, since a line appended to it would be lost too.
     *
     * @param passDamage whether damaged lines are passed over
     * @throws LedgerException if it cannot be opened, or is damaged
     */
    static PurchaseJournal open(Path file, JsonMapper json, boolean passDamage, Consumer<JournalLine> lines) {
        try {
            boolean fresh = !Files.exists(file);
            PrivateFiles.create(file);
            long whole = new JournalReader(json, passDamage).read(file, lines);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            if (channel.size() > whole) {
                log.warn("cut {} bytes of an unfinished line off the purchase journal", channel.size() - whole);
                channel.truncate(whole);
                channel.force(true);
            }
            channel.position(whole);
            if (fresh) {
                PrivateFiles.forceFolder(file.resolveSibling("").toAbsolutePath());
            }
            Reserve reserve = Reserve.make(file.resolveSibling(file.getFileName() + RESERVE));
            return new PurchaseJournal(channel, json, reserve);
        } catch (IOException e) {
            throw new LedgerException("cannot open the purchase journal " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Appends the lines and returns once they are on disk. If there is no room the reserve is given up for them.
     *
     * @throws IOException if they could not be written; then none of them counts
     */
    void append(List<JournalLine> lines) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        for (JournalLine line : lines) {
            String body = json.writeValueAsString(line);
            text.append(checksum(body)).append(' ').append(body).append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        while (!write(bytes)) {
            log.info("no space is left for the purchase journal: a part of the reserve was given up for it");
        }
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

    /** A torn line would be cut at the next start, but a whole one of a group that failed would count. */
    private void cutHalfWritten(IOException why) {
        try {
            channel.truncate(whole);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /** Whether the disk was full, even if the lines could be written with what was kept in reserve. */
    boolean shortOfRoom() {
        return reserve.touched();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        reserve.remove();
    }

    static String checksum(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
