package dev.darkroom.io;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Resolves names to paths whose bytes are UTF-8 whatever the platform's charset is: under cron's POSIX locale the JDK
 * spells ASCII alone, and what one process places another has to find under another locale.
 */
public final class Utf8Paths {

    private static final String UNESCAPED = "/-._~";

    private Utf8Paths() {}

    /**
     * Resolves a name against a folder.
     *
     * @param name relative, its folders parted by {@code /}
     * @throws InvalidPathException if no file system here can have such a name
     */
    public static Path resolve(Path folder, String name) {
        try {
            return folder.resolve(name);
        } catch (InvalidPathException unspellable) {
            if (name.indexOf('\0') >= 0) {
                throw unspellable;
            }
            return folder.resolve(relative(folder, name));
        }
    }

    /** Goes by an address: its escaped bytes become the path's as they are. */
    private static Path relative(Path folder, String name) {
        Path root = folder.toAbsolutePath().getRoot();
        return root.relativize(Path.of(URI.create(root.toUri() + escaped(name))));
    }

    private static String escaped(String name) {
        StringBuilder escaped = new StringBuilder();
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (each & 0xFF);
            boolean plain =
                    character < 0x80 && (Character.isLetterOrDigit(character) || UNESCAPED.indexOf(character) >= 0);
            escaped.append(plain ? String.valueOf(character) : percent(each));
        }
        return escaped.toString();
    }

    private static String percent(byte each) {
        return "%" + Character.forDigit((each >> 4) & 0xF, 16) + Character.forDigit(each & 0xF, 16);
    }
}
