package dev.darkroom.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import tools.jackson.databind.json.JsonMapper;

/**
 * The append-only file beside the ledger that holds what money depends on: one line each, {@code <CRC-32C> <JSON>}.
 *
 * <p>H2 does not force its file at each commit, so a line is forced to disk here before the ledger's own commit. Used
 * by the ledger's writer alone; not thread-safe.
 */
final class PurchaseJournal implements AutoCloseable {

    private final FileChannel channel;
    private final JsonMapper json;

    private PurchaseJournal(FileChannel channel, JsonMapper json) {
        this.channel = channel;
        this.json = json;
    }

    /** Opens a run's journal for appending, making it if need be; readable by its owner alone. */
    static PurchaseJournal open(Path file, JsonMapper json) {
        try {
            PrivateFiles.create(file);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            return new PurchaseJournal(channel, json);
        } catch (IOException e) {
            throw new LedgerException("cannot open the purchase journal " + file + ": " + e.getMessage(), e);
        }
    }

    /** Appends the lines and returns once they are on disk. */
    void append(List<JournalLine> lines) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        for (JournalLine line : lines) {
            String body = json.writeValueAsString(line);
            text.append(checksum(body)).append(' ').append(body).append('\n');
        }
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    static String checksum(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
