package dev.darkroom.manifest;

import dev.darkroom.errors.ErrorCode;
import java.util.List;

/** Words for a manifest that cannot be used as a whole. */
final class Refusal {

    private Refusal() {}

    static ManifestException of(String file, long line, ErrorCode code, String message, String remedy) {
        return new ManifestException(List.of(new Problem(file, line, null, code, message, remedy, false)));
    }

    static Problem damaged(String file, long line, Exception why) {
        return new Problem(
                file,
                line,
                null,
                ErrorCode.DAMAGED_GZIP,
                "the gzip file is damaged or cut off: " + why.getMessage(),
                "Copy or pack it again",
                false);
    }
}
