package dev.darkroom.fetch;

import java.io.IOException;
import java.nio.file.Path;

/** Fetches outputs from where they are. Thread-safe. */
public interface PictureSource {

    /**
     * Fetches the output into the file, not forced to disk, and returns its size and hash.
     *
     * @throws FetchException if it did not come whole
     * @throws IOException if there is no room for it
     */
    PictureFetcher.FetchedFile fetch(String url, Path part) throws FetchException, IOException, InterruptedException;

    /** Breaks off the fetches under way. */
    void breakOff();
}
