package dev.darkroom.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A small text that is kept under a name and is whole at any time: of this moment or of one before. */
public interface DurableText {

    /**
     * Reads it.
     *
     * @return its bytes in UTF-8; empty if it was never written
     * @throws IOException if it cannot be read
     */
    Optional<byte[]> read() throws IOException;

    /**
     * Puts another text in its place; it is durable when this returns.
     *
     * @throws IOException if it cannot be written; it is as it was then
     */
    void write(String text) throws IOException;

    /** Says where it is, for messages. */
    @Override
    String toString();

    /** Returns the text that a file holds, which its owner alone may read. */
    static DurableText inFile(Path file) {
        return new DurableText() {
            @Override
            public Optional<byte[]> read() throws IOException {
                try {
                    return Optional.of(Files.readAllBytes(file));
                } catch (NoSuchFileException none) {
                    return Optional.empty();
                }
            }

            @Override
            public void write(String text) throws IOException {
                try (AtomicFiles files = new AtomicFiles(FileMover.atomic(), LockedFilePolicy.FAIL)) {
                    files.begin(file, FilePermissions.OWNER_ONLY).write(text);
                    files.replaceAll();
                }
            }

            @Override
            public String toString() {
                return file.toString();
            }
        };
    }

    /**
     * Returns a text as it was read, for somebody who does not write it.
     *
     * @param place where it was read from, for messages
     */
    static DurableText asRead(Optional<byte[]> bytes, String place) {
        return new DurableText() {
            @Override
            public Optional<byte[]> read() {
                return bytes;
            }

            @Override
            public void write(String text) throws IOException {
                throw new IOException("it is only read here");
            }

            @Override
            public String toString() {
                return place;
            }
        };
    }
}
