package dev.darkroom.setup;

import dev.darkroom.io.Sha256;
import dev.darkroom.models.ListSeparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gathers what a column holds, cell by cell. Not thread-safe. */
final class ColumnProfile {

    private static final Pattern ADDRESS = Pattern.compile("(?i)https?://\\S+");
    private static final Pattern PICTURE =
            Pattern.compile("(?is).*\\.(?:jpe?g|jfif|png|webp|gif|avif|bmp|tiff?)(?:[?#].*)?");
    private static final int MAX_PATH = 1_000;

    private final String name;
    private final Set<Long> values = new HashSet<>();
    private final Map<ListSeparator, Long> separated = new EnumMap<>(ListSeparator.class);
    private boolean unique = true;
    private long filled;
    private long addresses;
    private long pictures;
    private long paths;
    private long rooted;
    private long characters;
    private long most;

    ColumnProfile(String name) {
        this.name = name;
    }

    void add(String cell) {
        String text = cell.strip();
        if (text.isEmpty()) {
            return;
        }
        filled++;
        characters += text.length();
        if (unique && !values.add(Sha256.first64Bits(text))) {
            unique = false;
            values.clear();
        }
        ListSeparator separator = separator(text);
        String first = separator == null ? text : separator.split(text).get(0).strip();
        most = Math.max(most, separator == null ? 1 : separator.split(text).size());
        if (separator != null) {
            separated.merge(separator, 1L, Long::sum);
        }
        if (ADDRESS.matcher(first).matches()) {
            addresses++;
            pictures += PICTURE.matcher(first).matches() ? 1 : 0;
        } else if (isPath(first)) {
            paths++;
            rooted += first.startsWith("/") ? 1 : 0;
        }
    }

    /** Returns what stands between several addresses or paths of a cell; null if it holds one, or none. */
    private static @Nullable ListSeparator separator(String text) {
        for (ListSeparator separator : ListSeparator.values()) {
            List<String> parts = separator.split(text);
            boolean several = parts.size() > 1
                    && (parts.stream().allMatch(ColumnProfile::isAddress)
                            || parts.stream().allMatch(ColumnProfile::isPath));
            if (several) {
                return separator;
            }
        }
        return null;
    }

    /** Returns whether a text is one address; two with a comma between them are not. */
    private static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches() && text.indexOf("://", text.indexOf("://") + 1) < 0;
    }

    private static boolean isPath(String text) {
        return text.length() <= MAX_PATH
                && text.indexOf(' ') < 0
                && !ADDRESS.matcher(text).matches()
                && PICTURE.matcher(text).matches();
    }

    String name() {
        return name;
    }

    long filled() {
        return filled;
    }

    boolean isUnique() {
        return unique && filled > 0;
    }

    /** Returns whether most of its cells are addresses. */
    boolean holdsAddresses() {
        return filled > 0 && addresses * 10 >= filled * 8;
    }

    /** Returns whether most of its addresses end as pictures' do. */
    boolean endsAsPictures() {
        return pictures * 2 >= addresses;
    }

    /** Returns whether most of its cells are names of picture files without the address that they are below. */
    boolean holdsPaths() {
        return filled > 0 && paths * 10 >= filled * 8;
    }

    /** Returns whether most of its paths begin with a slash. */
    boolean isRooted() {
        return rooted * 2 > paths;
    }

    /** Returns the most pictures of one cell. */
    long most() {
        return most;
    }

    /** Returns what stands between several pictures of a cell. */
    ListSeparator separator() {
        return separated.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(ListSeparator.PIPE);
    }

    /** Returns the mean number of characters of the cells that are not empty. */
    long length() {
        return filled == 0 ? 0 : characters / filled;
    }

    /** Returns whether it can be named in a template. */
    boolean isNameable() {
        return !name.isBlank() && name.indexOf('{') < 0 && name.indexOf('}') < 0;
    }
}
