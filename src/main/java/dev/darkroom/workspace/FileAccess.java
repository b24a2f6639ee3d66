package dev.darkroom.workspace;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The owner of a file and the others who may write it.
 *
 * @param owner the user it belongs to
 * @param administrator whether that is the system itself, which may write everything anyway
 * @param group the group that may write it, null if none may
 * @param everybody whether all users may write it
 * @param sticky whether what lies in it can be put away by its own owner alone, whoever else may write the folder
 * @param link whether it is a symbolic link
 */
public record FileAccess(
        FileOwner owner,
        boolean administrator,
        @Nullable FileOwner group,
        boolean everybody,
        boolean sticky,
        boolean link) {

    public FileAccess {
        Objects.requireNonNull(owner, "owner is null");
    }
}
