package dev.darkroom.io;

import java.nio.file.Path;

/**
 * A failure for want of room for something that must be durable. What was acknowledged before is kept, and the run can
 * be resumed when there is room.
 */
public final class DiskFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String where;

    /** @param where the folder or file that no room is left for */
    public DiskFullException(Path where, Throwable cause) {
        super(message(where), cause);
        this.where = where.toString();
    }

    /** Returns the folder or file that no room is left for. */
    public Path where() {
        return Path.of(where);
    }

    public static String message(Path where) {
        return "no space is left for " + where.toAbsolutePath() + ": its disk is full, or a quota is used up";
    }
}
