package dev.darkroom.workspace;

import dev.darkroom.io.DurableText;
import dev.darkroom.io.FailureText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The mark in a workspace's folder that its ledger is copied into a database. Once it has moved, the ledger in the folder buys
 * nothing any more: both together would buy twice.
 *
 * @param copy the name of the copy, which the database knows too until it counts
 * @param database where it is, as it may be shown
 * @param moved whether the copy is whole, and the ledger in the folder does not count any more
 */
public record MoveMark(String copy, String database, boolean moved) {

    private static final String NAME = "moved.json";
    private static final String COPY = "copy";
    private static final String DATABASE = "database";
    private static final String STATE = "state";
    private static final String MOVED = "moved";

    /**
     * Reads it.
     *
     * @return empty if the ledger was never copied
     * @throws WorkspaceException if the mark cannot be read
     */
    public static Optional<MoveMark> find(Workspace workspace) {
        Path file = file(workspace);
        try {
            Optional<byte[]> written = DurableText.inFile(file).read();
            return written.isEmpty() ? Optional.empty() : Optional.of(parse(written.get(), file));
        } catch (IOException e) {
            throw new WorkspaceException(
                    "the mark " + file + " cannot be read, which says whether the workspace was moved"
                            + " to a database: " + FailureText.of(e));
        }
    }

    private static MoveMark parse(byte[] written, Path file) {
        try {
            JsonNode mark = JsonMapper.shared().readTree(written);
            String copy = mark.path(COPY).asString("");
            String state = mark.path(STATE).asString("");
            if (!copy.isEmpty() && !state.isEmpty()) {
                return new MoveMark(copy, mark.path(DATABASE).asString("?"), state.equals(MOVED));
            }
        } catch (JacksonException damaged) {
            // As a mark that says nothing.
        }
        throw new WorkspaceException("the mark " + file + " is damaged, which says whether the workspace was moved to a"
                + " database: put it back from a backup, or find out from whoever moved it");
    }

    /** Writes it; it is durable when this returns. */
    public void write(Workspace workspace) throws IOException {
        ObjectNode mark = JsonMapper.shared().createObjectNode();
        mark.put(STATE, moved ? MOVED : "copying");
        mark.put(DATABASE, database);
        mark.put(COPY, copy);
        DurableText.inFile(file(workspace)).write(mark.toPrettyString() + "\n");
    }

    /** Returns it as it is once the copy is whole. */
    public MoveMark asMoved() {
        return new MoveMark(copy, database, true);
    }

    /**
     * Holds everybody off the ledger of a workspace that was moved.
     *
     * @throws WorkspaceException if it was; its folder may still be that of a host which shares the database
     */
    public static void checkNotMoved(Workspace workspace) {
        if (workspace.isShared()) {
            return;
        }
        find(workspace).filter(MoveMark::moved).ifPresent(mark -> {
            throw new WorkspaceException("the workspace " + workspace.home() + " was moved to the database "
                    + mark.database + ", where its runs go on; here it would buy again what is bought there. Set"
                    + " DARKROOM_DB to that database, or name another workspace by DARKROOM_HOME. If the move was cut off,"
                    + " 'workspace copy' with the same --to ends it");
        });
    }

    /** Says for messages at the database where the ledger lies that is copied, such as {@code /srv/.darkroom on studio}. */
    public static String placeOf(Workspace workspace) {
        return workspace.home() + " on " + HostName.current();
    }

    private static Path file(Workspace workspace) {
        return workspace.home().resolve(NAME);
    }
}
