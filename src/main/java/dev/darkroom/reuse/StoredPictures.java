package dev.darkroom.reuse;

import dev.darkroom.io.Sha256;
import dev.darkroom.io.Utf8Paths;
import dev.darkroom.ledger.rows.DownloadedPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds pictures in an output directory against what is recorded of them. */
final class StoredPictures {

    private StoredPictures() {}

    /** The fault of the pictures, null if all are as they were downloaded. */
    static @Nullable ReuseRefusal fault(Path output, List<DownloadedPicture> pictures) throws IOException {
        if (pictures.isEmpty()) {
            return ReuseRefusal.FILE_GONE;
        }
        for (DownloadedPicture picture : pictures) {
            Path file = Utf8Paths.resolve(output, picture.file());
            if (!Files.isRegularFile(file)) {
                return ReuseRefusal.FILE_GONE;
            }
            if (Files.size(file) != picture.bytes() || !Sha256.hex(file).equals(picture.sha256())) {
                return ReuseRefusal.FILE_CHANGED;
            }
        }
        return null;
    }
}
