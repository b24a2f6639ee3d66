package dev.darkroom.runs;

import dev.darkroom.io.Utf8Paths;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.picture.ThumbnailStore;
import dev.darkroom.results.OutputFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;

/**
 * Deletes from an output directory what Darkroom put there, and the folders that are empty then. A file it does not
 * know, or a picture whose size tells that it was changed, stays.
 */
public final class OutputRemoval {

    private final Path output;
    private final Set<Path> folders = new TreeSet<>(Comparator.reverseOrder());
    private long files;
    private long bytes;

    public OutputRemoval(Path output) {
        this.output = output.normalize();
    }

    public void picture(DownloadedPicture picture) {
        Path file = Utf8Paths.resolve(output, picture.file()).normalize();
        try {
            if (file.startsWith(output) && Files.isRegularFile(file) && Files.size(file) == picture.bytes()) {
                delete(file);
            }
            addFolders(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addFolders(Path file) {
        for (Path folder = file.getParent(); folder != null && isInside(folder); folder = folder.getParent()) {
            folders.add(folder);
        }
    }

    private boolean isInside(Path folder) {
        return folder.startsWith(output) && !folder.equals(output);
    }

    public void reports() throws IOException {
        for (Path file : OutputFiles.in(output)) {
            delete(file);
            addFolders(file);
        }
        folders.add(output.resolve(ThumbnailStore.FOLDER));
        folders.add(output.resolve("report"));
        folders.add(output.resolve("images"));
    }

    private void delete(Path file) throws IOException {
        long size = Files.size(file);
        Files.delete(file);
        files++;
        bytes += size;
    }

    /** Deletes the folders that are empty; returns whether the output directory itself is gone. */
    public boolean emptyFolders() throws IOException {
        for (Path folder : folders) {
            deleteIfEmpty(folder);
        }
        deleteIfEmpty(output);
        return Files.notExists(output);
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.delete(folder);
        } catch (NoSuchFileException | DirectoryNotEmptyException leftAlone) {
            // What is in it is not ours.
        }
    }

    public long files() {
        return files;
    }

    public long bytes() {
        return bytes;
    }
}
