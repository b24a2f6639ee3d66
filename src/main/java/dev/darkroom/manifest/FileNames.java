package dev.darkroom.manifest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * Names the downloaded files by the job's template. Values are made safe for every common file system; a {@code /} of
 * the template makes a folder, one of a value does not.
 */
public final class FileNames {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}]+?)\\s*}}");
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cntrl}\\p{Cf}<>:\"/\\\\|?*]");
    private static final Pattern RESERVED =
            Pattern.compile("(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?", Pattern.CASE_INSENSITIVE);
    private static final int MOST_BYTES = 120;
    private static final int HASH_DIGITS = 8;

    private final String template;

    public FileNames(String template) {
        this.template = Objects.requireNonNull(template, "template is null");
    }

    /** The columns the template names, besides {@code id}, {@code n} and {@code ext}. */
    public List<String> columns() {
        List<String> columns = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(template);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (!List.of("id", "n", "ext").contains(name)) {
                columns.add(name);
            }
        }
        return columns;
    }

    /**
     * The path of a row's output below the folder of all pictures.
     *
     * @param id the row's id
     * @param kept the row's own columns
     * @param n the output's number from 1
     * @param extension by the file's true type
     * @param byHash whether another row would get the same name
     */
    public String path(String id, ObjectNode kept, int n, String extension, boolean byHash) {
        String safeId = safe(id);
        String hash = byHash || !safeId.equals(id) ? "-" + hash(id) : "";
        StringBuilder path = new StringBuilder();
        boolean hashed = hash.isEmpty();
        boolean numbered = n == 1;
        boolean ended = false;
        Matcher matcher = PLACEHOLDER.matcher(template);
        int copied = 0;
        while (matcher.find()) {
            path.append(template, copied, matcher.start());
            copied = matcher.end();
            switch (matcher.group(1)) {
                case "id" -> {
                    path.append(safeId).append(hash);
                    hashed = true;
                }
                case "n" -> {
                    path.append(n);
                    numbered = true;
                }
                case "ext" -> {
                    path.append(extension);
                    ended = true;
                }
                default -> path.append(safe(kept.path(matcher.group(1)).asString("")));
            }
        }
        path.append(template.substring(copied));
        String suffix = (hashed ? "" : hash) + (numbered ? "" : "-" + n);
        int dot = ended ? path.lastIndexOf("." + extension) : -1;
        path.insert(dot < 0 ? path.length() : dot, suffix);
        if (!ended) {
            path.append('.').append(extension);
        }
        return segments(path.toString());
    }

    /** What two rows share if their files would get one name on some file system. */
    public String fold(String id, ObjectNode kept) {
        String path = path(id, kept, 1, "x", false);
        return Normalizer.normalize(path, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static String segments(String path) {
        List<String> safe = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            if (!segment.isBlank()) {
                safe.add(safeSegment(segment));
            }
        }
        return String.join("/", safe);
    }

    private static String safeSegment(String segment) {
        String plain = segment.replaceAll("^\\.+", "_").replaceAll("[. ]+$", "_");
        return RESERVED.matcher(plain).matches() ? "_" + plain : plain;
    }

    private static String safe(String value) {
        String plain = UNSAFE.matcher(Normalizer.normalize(value, Normalizer.Form.NFC))
                .replaceAll("_")
                .strip();
        String bounded = bounded(plain.replaceAll("^\\.+", "_").replaceAll("[. ]+$", "_"));
        return bounded.isEmpty() ? "_" : bounded;
    }

    private static String bounded(String text) {
        StringBuilder bounded = new StringBuilder();
        int bytes = 0;
        for (int point : text.codePoints().toArray()) {
            String character = Character.toString(point);
            bytes += character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MOST_BYTES) {
                break;
            }
            bounded.append(character);
        }
        return bounded.toString();
    }

    private static String hash(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
