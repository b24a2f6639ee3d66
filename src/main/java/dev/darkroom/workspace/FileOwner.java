package dev.darkroom.workspace;

import java.util.Objects;

/**
 * A user or a group of the file system.
 *
 * @param id its number, or its full name where there are no numbers
 * @param name what people call it; the number where it has no name
 */
public record FileOwner(String id, String name) {

    public FileOwner {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(name, "name is null");
    }

    @Override
    public String toString() {
        return name.equals(id) ? id : name + " (" + id + ")";
    }
}
