package dev.darkroom.review.server;

import dev.darkroom.picture.ThumbnailStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The files of a run that are served: its page, the sheets, the thumbnails and the pictures that its results name. */
final class ServedFiles {

    static final String PAGE = "report.html";

    private static final Pattern SHEET = Pattern.compile("report/sheet-[1-9]\\d{0,5}\\.html");

    private final Path output;
    private final Set<String> pictures;

    /** @param pictures their files, relative to the output directory, with slashes */
    ServedFiles(Path output, Set<String> pictures) {
        this.output = output;
        this.pictures = Set.copyOf(pictures);
    }

    /** Finds a file by its name, decoded; empty if there is none that is served. Links that lead out are none. */
    Optional<Path> find(String name) throws IOException {
        if (!isPage(name) && !ThumbnailStore.isNamedLikeOne(name) && !pictures.contains(name)) {
            return Optional.empty();
        }
        Path file = output.resolve(name);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Path real = file.toRealPath();
        return real.startsWith(output.toRealPath()) ? Optional.of(real) : Optional.empty();
    }

    /** Returns whether it is named like a page, which is served with leave to send decisions. */
    static boolean isPage(String name) {
        return name.equals(PAGE) || SHEET.matcher(name).matches();
    }

    /** Returns the media type of a file by its name. */
    static String type(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return switch (lower.substring(lower.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "jpg", "jpeg" -> "image/jpeg";
            case "png" -> "image/png";
            case "webp" -> "image/webp";
            case "gif" -> "image/gif";
            default -> "application/octet-stream";
        };
    }
}
