package dev.darkroom.download;

import dev.darkroom.fetch.Fetcher;
import dev.darkroom.ledger.Picture;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds pictures in an output directory against what is recorded of them. */
final class StoredPictures {

    private StoredPictures() {}

    /** What is wrong with them, null if all are as they were fetched. */
    static @Nullable NotReused fault(Path output, List<Picture> pictures) throws IOException {
        if (pictures.isEmpty()) {
            return NotReused.FILE_GONE;
        }
        for (Picture picture : pictures) {
            Path file = output.resolve(picture.file());
            if (!Files.isRegularFile(file)) {
                return NotReused.FILE_GONE;
            }
            if (Files.size(file) != picture.bytes() || !hash(file).equals(picture.sha256())) {
                return NotReused.FILE_CHANGED;
            }
        }
        return null;
    }

    private static String hash(Path file) throws IOException {
        MessageDigest digest = Fetcher.sha256();
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
