package dev.darkroom.reuse;

import dev.darkroom.download.ProvedFiles;
import dev.darkroom.io.Sha256;
import dev.darkroom.io.Utf8Paths;
import dev.darkroom.ledger.rows.DownloadedPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds pictures in an output directory against what is recorded of them. One of which that was proved before, and which is
 * the same file still, is not read again.
 */
final class StoredPictures implements PictureCheck {

    private final ProvedFiles proved;

    /** @param proved remembers what was proved */
    StoredPictures(ProvedFiles proved) {
        this.proved = proved;
    }

    @Override
    public @Nullable ReuseRefusal fault(Path output, List<DownloadedPicture> pictures) throws IOException {
        if (pictures.isEmpty()) {
            return ReuseRefusal.FILE_GONE;
        }
        for (DownloadedPicture picture : pictures) {
            ReuseRefusal fault = fault(Utf8Paths.resolve(output, picture.file()), picture);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private @Nullable ReuseRefusal fault(Path file, DownloadedPicture picture) throws IOException {
        ProvedFiles.FileProof before = proved.look(file, picture.sha256());
        if (proved.has(before)) {
            return null;
        }
        if (!Files.isRegularFile(file)) {
            return ReuseRefusal.FILE_GONE;
        }
        if (Files.size(file) != picture.bytes() || !Sha256.hex(file).equals(picture.sha256())) {
            return ReuseRefusal.FILE_CHANGED;
        }
        proved.prove(before, file, picture.sha256());
        return null;
    }
}
