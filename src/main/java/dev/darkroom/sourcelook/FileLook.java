package dev.darkroom.sourcelook;

import dev.darkroom.fetch.SourceProbe;
import dev.darkroom.io.LocalPictureReference;
import dev.darkroom.picture.LocalPictureException;
import dev.darkroom.picture.LocalPictures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at pictures on this disk by their first bytes, as at those behind addresses. They were held to be whole pictures within
 * the limits when they were referred to, so that nothing speaks against one here.
 */
final class FileLook {

    private static final Logger log = LoggerFactory.getLogger(FileLook.class);

    /** A header behind more metadata than this is not looked for. */
    private static final int MAX_BYTES = 4 << 20;

    private final @Nullable LocalPictures pictures;
    private final InstantSource wall;

    /** @param pictures null if rows may name none */
    FileLook(@Nullable LocalPictures pictures, InstantSource wall) {
        this.pictures = pictures;
        this.wall = wall;
    }

    /** Returns whether there are no such pictures. */
    boolean isIdle() {
        return pictures == null;
    }

    /**
     * Looks at those that are there and puts what it saw beside their references.
     *
     * @return of how many something is known
     */
    long look(Collection<String> references, LookedSources seen, BooleanSupplier stop) {
        long known = 0;
        for (String text : references) {
            if (stop.getAsBoolean()) {
                break;
            }
            LocalPictureReference reference = LocalPictureReference.parse(text);
            LookedSource source = reference == null ? null : source(reference);
            if (source != null) {
                seen.put(text, source);
                known++;
            }
        }
        return known;
    }

    private @Nullable LookedSource source(LocalPictureReference reference) {
        if (pictures == null) {
            return null;
        }
        try {
            Path file = pictures.find(reference);
            long bytes = Files.size(file);
            Optional<PictureHeader> header = HeaderReader.read(first(file, SourceProbe.MAX_BYTES));
            if (header.isEmpty() && bytes > SourceProbe.MAX_BYTES) {
                header = HeaderReader.read(first(file, MAX_BYTES));
            }
            return header.map(told -> LookedSource.fine(wall.instant(), bytes, told))
                    .orElse(null);
        } catch (LocalPictureException | IOException gone) {
            // Its row says so when it is prepared or sent.
            log.debug("{} was not looked at", reference.path(), gone);
            return null;
        }
    }

    private static byte[] first(Path file, int bytes) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            return input.readNBytes(bytes);
        }
    }
}
