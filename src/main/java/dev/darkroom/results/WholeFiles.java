package dev.darkroom.results;

import dev.darkroom.ledger.DurableFolders;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes files that are whole or not there: each into a temporary file in its own folder, and only when all are
 * written and forced to disk, each over its predecessor. A crash leaves every old file as it was, or the new one, and at
 * most temporary files, which the next writing sweeps away. Not thread-safe.
 */
public final class WholeFiles implements Closeable {

    private static final int BUFFER = 64 * 1024;
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private static final Set<PosixFilePermission> READABLE_BY_GROUP = PosixFilePermissions.fromString("rw-r-----");
    private static final Set<PosixFilePermission> READABLE_BY_ALL = PosixFilePermissions.fromString("rw-r--r--");

    private final Replacement replacement;
    private final List<Part> parts = new ArrayList<>();

    public WholeFiles(FileMover mover, HeldFile held) {
        this.replacement = new Replacement(mover, held);
    }

    /** Begins a file; what cannot be written as UTF-8 becomes a question mark. Folders on the way are made. */
    public Writer begin(Path target) throws IOException {
        return begin(target, READABLE_BY_GROUP);
    }

    /** Likewise a file for other users' programs too; whether they get at it is left to its folder. */
    Writer beginForAll(Path target) throws IOException {
        return begin(target, READABLE_BY_ALL);
    }

    private Writer begin(Path target, Set<PosixFilePermission> mode) throws IOException {
        Path folder = folderOf(target);
        if (!Files.isDirectory(folder)) {
            DurableFolders.create(folder);
        }
        Leftovers.sweep(folder);
        Path temporary = Files.createTempFile(
                folder, Leftovers.prefix(target.getFileName().toString()), Leftovers.SUFFIX, attributes(mode));
        FileChannel channel;
        try {
            if (POSIX) {
                // A strict umask has taken away what was asked for above.
                Files.setPosixFilePermissions(temporary, mode);
            }
            channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
        } catch (IOException unopened) {
            Files.deleteIfExists(temporary);
            throw unopened;
        }
        // An OutputStreamWriter made from a charset replaces lone surrogates, where one of Files would throw.
        Writer writer = new BufferedWriter(
                new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8), BUFFER);
        parts.add(new Part(target, temporary, channel, writer));
        return writer;
    }

    /**
     * Forces all files to disk and puts them in their places, in the order they were begun.
     *
     * @return warnings about files that could not go to their places
     */
    public List<String> replaceAll() throws IOException {
        for (Part part : parts) {
            part.finish();
        }
        List<String> warnings = new ArrayList<>();
        Set<Path> folders = new LinkedHashSet<>();
        for (Part part : parts) {
            replacement.move(part.temporary(), part.target()).ifPresent(warnings::add);
            folders.add(folderOf(part.target()));
        }
        for (Path folder : folders) {
            force(folder);
        }
        return List.copyOf(warnings);
    }

    /** Throws away what was not put in its place. */
    @Override
    public void close() throws IOException {
        for (Part part : parts) {
            // The channel first: a full disk would make the writer's own close fail and leave the file open.
            part.channel().close();
            Files.deleteIfExists(part.temporary());
        }
        parts.clear();
    }

    private static void force(Path folder) throws IOException {
        if (!POSIX) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path folderOf(Path target) {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException(target + " is no file's path");
        }
        return folder;
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> mode) {
        return POSIX ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)} : new FileAttribute<?>[0];
    }

    private record Part(Path target, Path temporary, FileChannel channel, Writer writer) {

        /** The temporary file is whole and on disk when this returns. */
        void finish() throws IOException {
            writer.flush();
            channel.force(true);
            writer.close();
        }
    }
}
