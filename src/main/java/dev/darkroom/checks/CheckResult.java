package dev.darkroom.checks;

import dev.darkroom.picture.SmallPicture;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of checking a picture.
 *
 * @param flags in their order, as results have them
 * @param small the picture made small, null if it was not decoded
 */
public record CheckResult(List<String> flags, @Nullable SmallPicture small) {

    public CheckResult {
        flags = List.copyOf(flags);
    }
}
