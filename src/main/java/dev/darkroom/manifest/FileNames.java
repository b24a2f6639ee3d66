package dev.darkroom.manifest;

import dev.darkroom.io.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * Names the downloaded files by the job's template. Values are made safe for every common file system; a {@code /} of
 * the template makes a folder, one of a value does not. A name always ends in the file's true extension. Immutable.
 *
 * <p>Two rows get two names: where an id had to be changed, cut or would not tell rows apart, digits of its hash follow.
 */
public final class FileNames {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");
    private static final Pattern EXTENSION =
            Pattern.compile("(\\.?\\{\\{\\s*ext\\s*}}|\\.(png|jpe?g|webp))$", Pattern.CASE_INSENSITIVE);
    /**
     * The form in which the number ends the name and no digit stands before it, so that no two rows' names run into
     * each other.
     */
    private static final Pattern ENDS_IN_NUMBER =
            Pattern.compile("(^|[^\\d}])\\{\\{\\s*n\\s*}}$", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Set<String> OWN = Set.of("id", "n", "ext");
    private static final int MAX_OF_VALUE = 120;
    private static final int MIN_OF_VALUE = 16;
    /**
     * The longest path below the pictures' folder, so that it fits into Windows' 260 characters with a usual one above.
     */
    private static final int MAX_OF_PATH = 180;

    private static final int MAX_OF_NAME = 200;
    private static final int ROOM_FOR_HASH_AND_NUMBER = 28;
    private static final int HASH_DIGITS = 8;
    /** The digits of a hash that tells all rows of a large manifest apart, among which 8 would meet by chance. */
    private static final int DIGITS_AMONG_ALL = 16;

    private final List<NamePart> parts;
    private final boolean withId;
    private final boolean withNumber;
    private final boolean endsInNumber;

    public FileNames(String template) {
        Objects.requireNonNull(template, "template is null");
        String stem = EXTENSION.matcher(template).replaceFirst("");
        String named = stem.isBlank() || stem.endsWith("/") ? stem + "{{n}}" : stem;
        this.parts = parts(named);
        this.withId = parts.contains(new NamePart("id", true));
        this.withNumber = parts.contains(new NamePart("n", true));
        this.endsInNumber = ENDS_IN_NUMBER.matcher(named).find();
    }

    private static List<NamePart> parts(String template) {
        List<NamePart> parts = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(template);
        int copied = 0;
        while (matcher.find()) {
            parts.add(new NamePart(SafeName.literal(template.substring(copied, matcher.start())), false));
            parts.add(new NamePart(matcher.group(1), true));
            copied = matcher.end();
        }
        parts.add(new NamePart(SafeName.literal(template.substring(copied)), false));
        return List.copyOf(parts);
    }

    /** Returns the columns the template names, besides {@code id}, {@code n} and {@code ext}. */
    public List<String> columns() {
        return parts.stream()
                .filter(part -> part.column() && !OWN.contains(part.text()))
                .map(NamePart::text)
                .toList();
    }

    /**
     * Returns the path of a row's output below the folder of all pictures.
     *
     * @param id the row's id
     * @param kept the row's own columns
     * @param n the output's number from 1
     * @param extension by the file's true type
     * @param byHash whether another row would get the same name
     */
    public String path(String id, ObjectNode kept, int n, String extension, boolean byHash) {
        int most = mostOfValue(id, kept);
        String safeId = SafeName.cut(SafeName.value(id), most);
        String hash = "";
        if (byHash) {
            hash = "-" + hash(id, DIGITS_AMONG_ALL);
        } else if (!safeId.equals(id) || (n > 1 && !endsInNumber)) {
            hash = "-" + hash(id, HASH_DIGITS);
        }
        StringBuilder path = new StringBuilder();
        for (NamePart part : parts) {
            if (!part.column()) {
                path.append(part.text());
                continue;
            }
            switch (part.text()) {
                case "id" -> path.append(safeId).append(hash);
                case "n" -> path.append(n);
                case "ext" -> path.append(extension);
                default -> path.append(SafeName.cut(value(part, kept), most));
            }
        }
        path.append(withId ? "" : hash).append(withNumber || n == 1 ? "" : "-" + n);
        return segments(path.toString(), id, n) + "." + extension;
    }

    /**
     * Returns a path of ASCII alone, for file systems that refuse the usual one: accents fall away, other characters
     * become {@code _}, and digits of the id's hash tell it from all others.
     */
    public String asciiPath(String id, ObjectNode kept, int n, String extension) {
        List<String> safe = new ArrayList<>();
        for (String segment : path(id, kept, n, extension, true).split("/", -1)) {
            safe.add(SafeName.segment(SafeName.ascii(segment)));
        }
        return String.join("/", safe);
    }

    /** Returns whether every file system can have such a name. */
    public static boolean isAscii(String name) {
        return name.chars().allMatch(character -> character < 0x80);
    }

    /** Returns a text that two rows share if their files would get one name on some file system. */
    public String fold(String id, ObjectNode kept) {
        return SafeName.fold(path(id, kept, 1, "x", false));
    }

    private static String value(NamePart part, ObjectNode kept) {
        return SafeName.value(CellTexts.text(kept.path(part.text())));
    }

    /**
     * Returns the longest length of a value; all values shrink alike. The room for hash, number and extension is fixed:
     * all files of a row are named alike.
     */
    private int mostOfValue(String id, ObjectNode kept) {
        int most = MAX_OF_VALUE;
        while (most > MIN_OF_VALUE && length(id, kept, most) > MAX_OF_PATH) {
            most = Math.max(MIN_OF_VALUE, most * 3 / 4);
        }
        return most;
    }

    private int length(String id, ObjectNode kept, int most) {
        int length = ROOM_FOR_HASH_AND_NUMBER;
        for (NamePart part : parts) {
            if (!part.column()) {
                length += SafeName.bytes(part.text());
            } else if (part.text().equals("id")) {
                length += Math.min(most, SafeName.bytes(SafeName.value(id)));
            } else if (!OWN.contains(part.text())) {
                length += Math.min(most, SafeName.bytes(value(part, kept)));
            }
        }
        return length;
    }

    private static String segments(String path, String id, int n) {
        List<String> written = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            if (!segment.isBlank()) {
                written.add(segment);
            }
        }
        List<String> safe = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            String segment = written.get(i);
            boolean tooLong = SafeName.bytes(segment) > MAX_OF_NAME;
            String cut = SafeName.cut(segment, MAX_OF_NAME);
            boolean isCutAtEnd = tooLong && i == written.size() - 1;
            safe.add(SafeName.segment(isCutAtEnd ? cut + "-" + hash(id, DIGITS_AMONG_ALL) + "-" + n : cut));
        }
        return String.join("/", safe);
    }

    private static String hash(String id, int digits) {
        return Sha256.hex(id).substring(0, digits);
    }

    private record NamePart(String text, boolean column) {}
}
