package dev.darkroom.publish;

import dev.darkroom.manifest.CsvDialect;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The place that pictures are published to. A file there is whole or absent, and durable when a method that put it there
 * returns. Files are named by their paths relative to it, with slashes. Thread-safe, but for the list.
 */
interface PublishDestination extends Closeable {

    /** Returns the place as people know it. */
    String shown();

    /**
     * Lets nobody else publish there until it is closed or the process ends; what an earlier process left is swept away.
     *
     * @throws HeldDestinationException if somebody else does
     */
    void hold() throws IOException;

    /** Reads the list; empty if there is none. */
    Optional<PublishedList> list() throws IOException;

    /**
     * Puts a list in the place of the one that is there.
     *
     * @throws HeldDestinationException if somebody else publishes there meanwhile, told to take over
     */
    void putList(PublishedList list, CsvDialect dialect) throws IOException;

    /** Returns the size of a file in bytes, or -1 if there is none. */
    long size(String file) throws IOException;

    /** Returns the hash of a file that is there, 64 hex digits; empty if it cannot be told. */
    Optional<String> sha256(String file) throws IOException;

    /** Returns the folder for files that are about to be put there, and for nothing that stays. */
    Path workFolder();

    /** Puts a file of the work folder in its place, over one of the name. */
    void put(String file, Path content, String sha256) throws IOException;

    /** Removes a file; one that is not there is no failure. */
    void remove(String file) throws IOException;

    /** Returns why it cannot have a file of the name; empty if it can. */
    Optional<String> refusal(String file);
}
