package dev.darkroom.reuse;

import dev.darkroom.bucket.BucketFolder;
import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.bucket.Buckets;
import dev.darkroom.bucket.StoredObject;
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
    private final @Nullable Buckets buckets;

    /**
     * @param proved remembers what was proved
     * @param buckets the way to pictures in buckets; null to take the ledger's word for these
     */
    StoredPictures(ProvedFiles proved, @Nullable Buckets buckets) {
        this.proved = proved;
        this.buckets = buckets;
    }

    @Override
    public @Nullable ReuseRefusal fault(Path output, List<DownloadedPicture> pictures) throws IOException {
        if (pictures.isEmpty()) {
            return ReuseRefusal.FILE_GONE;
        }
        BucketLocation location = BucketLocation.of(output).orElse(null);
        if (location != null) {
            return buckets == null ? null : fault(new BucketFolder(buckets, location), pictures);
        }
        for (DownloadedPicture picture : pictures) {
            ReuseRefusal fault = fault(Utf8Paths.resolve(output, picture.file()), picture);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static @Nullable ReuseRefusal fault(BucketFolder bucket, List<DownloadedPicture> pictures)
            throws IOException {
        for (DownloadedPicture picture : pictures) {
            StoredObject object = bucket.head(picture.file()).orElse(null);
            if (object == null) {
                return ReuseRefusal.FILE_GONE;
            }
            if (object.bytes() != picture.bytes() || !picture.sha256().equals(object.sha256())) {
                return ReuseRefusal.FILE_CHANGED;
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
