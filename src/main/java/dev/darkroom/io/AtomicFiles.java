package dev.darkroom.io;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Writes files that are whole or not there: each into a temporary file in its own folder, and only when all are
 * written and forced to disk, each over its predecessor. A crash leaves every old file as it was, or the new one, and at
 * most temporary files, which the next writing sweeps away. Not thread-safe.
 */
public final class AtomicFiles implements Closeable {

    private static final int BUFFER = 64 * 1024;

    private final FileReplacement replacement;
    private final List<PartFile> parts = new ArrayList<>();

    public AtomicFiles(FileMover mover, LockedFilePolicy held) {
        this.replacement = new FileReplacement(mover, held);
    }

    /**
     * Begins a file that its group may read; what cannot be written as UTF-8 becomes a question mark. Folders on the way
     * are made.
     */
    public Writer begin(Path target) throws IOException {
        return begin(target, FilePermissions.GROUP_READABLE);
    }

    /** Begins a file with these permissions likewise. */
    public Writer begin(Path target, FilePermissions permissions) throws IOException {
        // An OutputStreamWriter made from a charset replaces lone surrogates, where one of Files would throw.
        return begin(
                target,
                permissions,
                bytes -> new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), BUFFER));
    }

    /** Begins a file of bytes likewise. */
    public OutputStream beginBytes(Path target, FilePermissions permissions) throws IOException {
        return begin(target, permissions, bytes -> new BufferedOutputStream(bytes, BUFFER));
    }

    private <T extends Flushable> T begin(Path target, FilePermissions permissions, Function<OutputStream, T> buffer)
            throws IOException {
        Path temporary = temporary(target, permissions);
        FileChannel channel;
        try {
            channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
        } catch (IOException unopened) {
            Files.deleteIfExists(temporary);
            throw unopened;
        }
        T content = buffer.apply(Channels.newOutputStream(channel));
        parts.add(new PartFile(target, temporary, channel, content));
        return content;
    }

    private static Path temporary(Path target, FilePermissions permissions) throws IOException {
        Path folder = folderOf(target);
        if (!Files.isDirectory(folder)) {
            DurableFolders.create(folder);
        }
        StaleTempFiles.sweep(folder);
        return permissions.createTemporary(
                folder, StaleTempFiles.prefix(target.getFileName().toString()), StaleTempFiles.SUFFIX);
    }

    /** Copies a file, its permissions and times too, to a place that holds the whole copy or what it held before. */
    public static void copy(Path source, Path target) throws IOException {
        Path temporary = temporary(target, FilePermissions.OWNER_ONLY);
        try {
            Files.copy(source, temporary, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            FileMover.durable().move(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Forces all files to disk and puts them in their places, in the order they were begun.
     *
     * @return warnings about files that could not go to their places
     */
    public List<String> replaceAll() throws IOException {
        for (PartFile part : parts) {
            part.finish();
        }
        List<String> warnings = new ArrayList<>();
        Set<Path> folders = new LinkedHashSet<>();
        for (PartFile part : parts) {
            replacement.move(part.temporary(), part.target()).ifPresent(warnings::add);
            folders.add(folderOf(part.target()));
        }
        for (Path folder : folders) {
            DurableFolders.force(folder);
        }
        return List.copyOf(warnings);
    }

    /** Throws away what was not put in its place. */
    @Override
    public void close() throws IOException {
        for (PartFile part : parts) {
            // The channel first: a full disk would make the writer's own close fail and leave the file open.
            part.channel().close();
            Files.deleteIfExists(part.temporary());
        }
        parts.clear();
    }

    private static Path folderOf(Path target) {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException(target + " is not a file's path");
        }
        return folder;
    }

    private record PartFile(Path target, Path temporary, FileChannel channel, Flushable content) {

        /** Finishes the temporary file, which is whole and on disk when this returns. */
        void finish() throws IOException {
            content.flush();
            channel.force(true);
            channel.close();
        }
    }
}
