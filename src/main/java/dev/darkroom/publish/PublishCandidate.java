package dev.darkroom.publish;

import dev.darkroom.picture.PictureType;
import dev.darkroom.picture.mark.DigitalSourceType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A picture that is to be published.
 *
 * @param id its row's id
 * @param file its name at the destination, with slashes
 * @param source its file, relative to the run's output directory
 * @param sha256 the hash of that
 * @param type what that is
 * @param madeOf how it came about
 * @param kept the row's own columns
 */
record PublishCandidate(
        String id,
        String file,
        String source,
        String sha256,
        PictureType type,
        DigitalSourceType madeOf,
        Map<String, String> kept) {

    PublishCandidate {
        Objects.requireNonNull(type, "type is null");
        Objects.requireNonNull(madeOf, "madeOf is null");
        kept = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
    }
}
