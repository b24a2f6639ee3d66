package dev.darkroom.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Forces to disk what was written: the bytes of a file, the names in a folder. */
public interface DiskForce {

    /** Forces a file's bytes and length. */
    void file(Path file) throws IOException;

    /** Forces the names in a folder. */
    void folder(Path folder) throws IOException;

    /** Returns the file system's own. */
    static DiskForce system() {
        return new DiskForce() {
            @Override
            public void file(Path file) throws IOException {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }

            @Override
            public void folder(Path folder) throws IOException {
                DurableFolders.force(folder);
            }
        };
    }
}
