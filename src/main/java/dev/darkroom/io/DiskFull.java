package dev.darkroom.io;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a failure comes of a full disk or a used-up quota, which Java has no exception of its own for.
 *
 * <p>The operating system's message tells, wherever in the chain of causes it stands: H2 closes itself at the first
 * write that finds no room, keeps that as the cause of what it throws later, and Spring wraps it all once more.
 */
public final class DiskFull {

    private static final int H2_IO_EXCEPTION = 90028;
    private static final int H2_IO_EXCEPTION_WITH_FILE = 90031;
    private static final Path ALWAYS_FULL = Path.of("/dev/full");
    private static final Set<String> MESSAGES = messages();

    private DiskFull() {}

    /** Returns whether the failure, one of its causes or one of those it suppressed is that no room was left. */
    public static boolean isCauseOf(Throwable failure) {
        return find(failure, DiskFull::saysSo).isPresent();
    }

    /**
     * Returns the failure as one that says where no room is left.
     *
     * @param otherwise the place to name if the failure does not tell
     */
    public static DiskFullException locate(Throwable failure, Path otherwise) {
        return find(failure, DiskFullException.class::isInstance)
                .map(DiskFullException.class::cast)
                .orElseGet(() -> new DiskFullException(place(failure).orElse(otherwise), failure));
    }

    /** Returns the folder or file that no room was left for, if the failure tells. */
    public static Optional<Path> place(Throwable failure) {
        Optional<Throwable> located = find(failure, DiskFullException.class::isInstance);
        if (located.isPresent()) {
            return Optional.of(((DiskFullException) located.get()).where());
        }
        return find(failure, cause -> saysSo(cause) && file(cause) != null)
                .map(cause -> Path.of(String.valueOf(file(cause))));
    }

    /** Returns whether it was the ledger's database that found no room, and closed itself. */
    public static boolean closedLedger(Throwable failure) {
        return isCauseOf(failure)
                && find(failure, SQLException.class::isInstance).isPresent();
    }

    private static @Nullable String file(Throwable cause) {
        return cause instanceof FileSystemException refused ? refused.getFile() : null;
    }

    private static boolean saysSo(Throwable cause) {
        String message = cause.getMessage();
        if (cause instanceof DiskFullException) {
            return true;
        }
        if (message == null) {
            return false;
        }
        if (cause instanceof IOException) {
            return MESSAGES.stream().anyMatch(known -> is(message, known));
        }
        return cause instanceof SQLException refused
                && (refused.getErrorCode() == H2_IO_EXCEPTION || refused.getErrorCode() == H2_IO_EXCEPTION_WITH_FILE)
                && MESSAGES.stream().anyMatch(message::contains);
    }

    /** Returns whether the words stand alone, or after the name of the file; amid others they may be a stranger's. */
    private static boolean is(String message, String known) {
        return message.equals(known) || message.endsWith(": " + known) || message.endsWith("(" + known + ")");
    }

    /**
     * Lists the words of Linux, macOS and Windows, and those of this machine's own language where a device tells them.
     */
    private static Set<String> messages() {
        Set<String> messages = new LinkedHashSet<>(List.of(
                "No space left on device",
                "Disk quota exceeded",
                "Disc quota exceeded",
                "File too large",
                "There is not enough space on the disk",
                "The disk is full",
                "Not enough quota is available to process this command"));
        if (Files.exists(ALWAYS_FULL)) {
            try {
                Files.write(ALWAYS_FULL, new byte[1], StandardOpenOption.WRITE);
            } catch (IOException e) {
                Optional.ofNullable(e.getMessage())
                        .filter(message -> !message.contains(ALWAYS_FULL.toString()))
                        .ifPresent(messages::add);
            }
        }
        return Set.copyOf(messages);
    }

    private static Optional<Throwable> find(Throwable failure, Predicate<Throwable> wanted) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>(List.of(failure));
        while (!open.isEmpty()) {
            Throwable next = open.removeFirst();
            if (!seen.add(next)) {
                continue;
            }
            if (wanted.test(next)) {
                return Optional.of(next);
            }
            Optional.ofNullable(next.getCause()).ifPresent(open::add);
            open.addAll(List.of(next.getSuppressed()));
        }
        return Optional.empty();
    }
}
