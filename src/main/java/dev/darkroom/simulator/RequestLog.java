package dev.darkroom.simulator;

import dev.darkroom.io.FileMover;
import dev.darkroom.simulator.faults.SimulatorJson;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * The log of what the simulator must not forget: a file that only grows, one JSON object a line. A line is with the
 * operating system when {@link #append} returns, so that it survives the end of the process, though not of the machine.
 * A last line that a kill tore is cut off when the file is opened. Not thread-safe.
 */
final class RequestLog implements Closeable {

    private static final int TAIL = 1 << 16;

    private final Path file;
    private FileChannel channel;

    RequestLog(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            cutTornLine(file);
        }
        channel = openToAppend(file);
    }

    /**
     * Passes every line on in the order in which they were written.
     *
     * @throws IllegalStateException at a line that is no JSON object
     */
    void replay(Consumer<ObjectNode> reader) throws IOException {
        long number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                reader.accept(parse(line, number));
            }
        }
    }

    void append(ObjectNode event) {
        write(channel, event);
    }

    /** Forgets, at once, all lines but these. */
    void retain(Predicate<ObjectNode> wanted) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel target = openToAppend(fresh)) {
            replay(event -> {
                if (wanted.test(event)) {
                    write(target, event);
                }
            });
            target.force(true);
        }
        channel.close();
        FileMover.durable().move(fresh, file);
        channel = openToAppend(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private ObjectNode parse(String line, long number) {
        @Nullable Exception cause = null;
        try {
            if (SimulatorJson.read(line.getBytes(StandardCharsets.UTF_8)) instanceof ObjectNode event) {
                return event;
            }
        } catch (JacksonException e) {
            cause = e;
        }
        throw new IllegalStateException(
                file + ":" + number + " is damaged; delete the file to let the simulator begin anew", cause);
    }

    private void write(FileChannel target, ObjectNode event) {
        byte[] json = SimulatorJson.bytes(event);
        ByteBuffer line = ByteBuffer.allocate(json.length + 1);
        line.put(json).put((byte) '\n').flip();
        try {
            while (line.hasRemaining()) {
                target.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static FileChannel openToAppend(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    private static void cutTornLine(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long whole = bytes.length();
            while (whole > 0) {
                int size = (int) Math.min(TAIL, whole);
                byte[] tail = new byte[size];
                bytes.seek(whole - size);
                bytes.readFully(tail);
                int end = size;
                while (end > 0 && tail[end - 1] != '\n') {
                    end--;
                }
                whole -= size - end;
                if (end > 0) {
                    break;
                }
            }
            bytes.setLength(whole);
        }
    }
}
