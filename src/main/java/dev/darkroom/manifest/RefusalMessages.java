package dev.darkroom.manifest;

import dev.darkroom.errors.ErrorCode;
import java.util.List;

/** Messages for a manifest that cannot be used as a whole. */
final class RefusalMessages {

    private RefusalMessages() {}

    static ManifestException of(String file, long line, ErrorCode code, String message, String remedy) {
        return new ManifestException(List.of(new InputProblem(file, line, null, code, message, remedy, false)));
    }

    static InputProblem damaged(String file, long line) {
        return new InputProblem(
                file,
                line,
                null,
                ErrorCode.DAMAGED_GZIP,
                "the gzip file is damaged or cut off",
                "Copy or pack it again",
                false);
    }
}
