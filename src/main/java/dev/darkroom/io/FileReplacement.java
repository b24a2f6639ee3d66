package dev.darkroom.io;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Moves finished files over old ones, and knows a way round those that are held open. */
final class FileReplacement {

    private static final int MAX_NAMES = 1_000;

    private final FileMover mover;
    private final LockedFilePolicy held;

    FileReplacement(FileMover mover, LockedFilePolicy held) {
        this.mover = mover;
        this.held = held;
    }

    /**
     * Moves a file to its place.
     *
     * @return a warning if it could not go there
     * @throws IOException if it could go nowhere
     */
    Optional<String> move(Path from, Path to) throws IOException {
        try {
            mover.move(from, to);
            return Optional.empty();
        } catch (FileSystemException refused) {
            if (held == LockedFilePolicy.FAIL || !Files.exists(to)) {
                throw refused;
            }
            return Optional.of(held == LockedFilePolicy.LEAVE ? left(to) : beside(from, to, refused));
        }
    }

    private static String left(Path to) {
        return name(to) + " could not be replaced: another program holds it open. It shows an earlier moment";
    }

    private String beside(Path from, Path to, FileSystemException refused) throws IOException {
        Path free = freeName(to);
        try {
            mover.move(from, free);
        } catch (IOException again) {
            again.addSuppressed(refused);
            throw again;
        }
        return name(to) + " could not be replaced: another program holds it open. The new one is " + name(free)
                + " beside it; close the old one and run report to have it in its place";
    }

    /** Finds a name that is not in use: the file there may be the user's own copy. */
    private static Path freeName(Path taken) throws IOException {
        String name = taken.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        String extension = dot < 0 ? "" : name.substring(dot);
        for (int number = 2; number < MAX_NAMES; number++) {
            Path free = taken.resolveSibling(stem + " (" + number + ")" + extension);
            if (Files.notExists(free)) {
                return free;
            }
        }
        throw new FileSystemException(taken.toString(), null, "no name beside it is free");
    }

    private static String name(Path file) {
        return SafeText.line(file.getFileName().toString());
    }
}
