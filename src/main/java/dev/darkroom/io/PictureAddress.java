package dev.darkroom.io;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the address of a picture as people and exports write it. Whoever checks, sends or requests one goes by it, so that
 * what is sent is what was checked.
 */
public final class PictureAddress {

    private static final Pattern PARTS = Pattern.compile("(?is)(https?)://([^/?#]*)(.*)");
    private static final String EXTENSION = "\\.(?:jpe?g|jfif|png|webp|gif|avif|heic|bmp|tiff?)";

    /**
     * Another address, unless it stands where addresses hold others as a part of their path or query; behind a picture's
     * file name it does not.
     */
    private static final Pattern SECOND = Pattern.compile("(?i)(?:[^/=:(!@?&#+~]|" + EXTENSION + "[&#+~])https?://");

    /** A picture's file, a character that parts lists, and then nothing or another file. */
    private static final Pattern LIST = Pattern.compile(
            "(?i)" + EXTENSION + "(?:[?#][^,;\\s]*)?\\s*[|,;\uFF0C\uFF1B\uFF5C\u3001]\\s*(?:$|//|.*" + EXTENSION + ")");

    private static final Pattern TEXT_BEHIND = Pattern.compile("(?i)" + EXTENSION + "(?:[?#]\\S*)?\\s");
    private static final Pattern ENTITY = Pattern.compile("(?i)&(?:amp|lt|gt|quot|apos|nbsp|#\\d+|#x[0-9a-f]+);");
    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final Pattern FILE_IN_FRAGMENT = Pattern.compile("(?i)#.*" + EXTENSION);
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^\\[\\]:]*)(?::(\\d{0,5}))?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*\\.?");
    private static final Pattern DRIVE = Pattern.compile("(?i)(?:file:|[a-z]:[\\\\/]|\\\\\\\\).*");
    private static final Pattern SCHEME = Pattern.compile("(?is)([a-z][a-z0-9+.-]*):(?!\\d).*");
    private static final Pattern PATH = Pattern.compile("(?i)[^:|?#]+" + EXTENSION);
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)+/\\S*");

    private static final int MAX_PORT = 65_535;

    private static final String PLAIN_START = "https://";

    /** With letters, digits, - and _ these make up no fault, no entity and nothing that has to be encoded. */
    private static final String PLAIN_BEHIND_HOST = "./~?=&+";

    /** Characters that no address holds as they are, beside those that are refused. */
    private static final String ENCODED = " [|]^`";

    private static final String PUBLIC = "Give a public address that starts with https:// and needs no login";
    private static final String PUT = "Put ";
    private static final String SEPARATE =
            PUT + "| between them, or set columns.separator in the job file to what stands there";

    private PictureAddress() {}

    /**
     * Returns a fault's remedy for a job with another separator of addresses than {@code |}.
     *
     * @param separator as a person would write it: {@code ;} or {@code a line break}
     */
    public static String remedyWith(String separator, String remedy) {
        return remedy.startsWith(PUT + "| ") ? PUT + separator + remedy.substring(PUT.length() + 1) : remedy;
    }

    /**
     * Returns the text as it is sent: without the blanks and invisible characters at its ends, and with the characters
     * encoded that a browser would encode. A text that is no web address, or has a {@link #fault}, only loses its ends.
     */
    public static String normalized(String text) {
        String address = BlankCharacters.strip(text);
        if (isPlain(address)) {
            return address;
        }
        Matcher parts = PARTS.matcher(address);
        if (!parts.matches() || fault(address) != null) {
            return address;
        }
        return parts.group(1) + "://" + asciiHost(parts.group(2)) + encoded(parts.group(3));
    }

    /**
     * Returns the text as it is compared with others: as it is {@link #normalized}, and of the spellings that RFC 3986
     * (6.2.2) takes for one always the same. A text that is no web address only loses its ends.
     */
    public static String compared(String text) {
        String sent = normalized(text);
        Matcher parts = PARTS.matcher(sent);
        if (!parts.matches()) {
            return sent;
        }
        String authority = parts.group(2);
        int host = authority.lastIndexOf('@') + 1;
        return parts.group(1).toLowerCase(Locale.ROOT) + "://" + authority.substring(0, host)
                + authority.substring(host).toLowerCase(Locale.ROOT) + plainlyEscaped(parts.group(3));
    }

    private static String plainlyEscaped(String rest) {
        return ESCAPE.matcher(rest).replaceAll(escape -> {
            char letter = (char) Integer.parseInt(escape.group(1), 16);
            boolean needless = letter < 0x80 && (Character.isLetterOrDigit(letter) || "-._~".indexOf(letter) >= 0);
            return needless ? String.valueOf(letter) : escape.group().toUpperCase(Locale.ROOT);
        });
    }

    /** Returns whether the text begins as a web address does. */
    public static boolean isWeb(String text) {
        return PARTS.matcher(text).matches();
    }

    /**
     * Returns all that is wrong with an address, by itself and without asking anybody; null if nothing is, or if it is no
     * web address at all.
     */
    public static @Nullable AddressFault fault(String address) {
        if (isPlain(address)) {
            return null;
        }
        Matcher parts = PARTS.matcher(address);
        if (!parts.matches()) {
            return null;
        }
        AddressFault several = several(address);
        if (several != null) {
            return several;
        }
        List<AddressFault> faults = characters(address);
        AddressFault authority = authority(parts.group(2));
        // A character that no address holds may be what spoils the host, too.
        if (authority != null && characters(parts.group(2)).isEmpty()) {
            faults.add(authority);
        }
        return faults.stream().reduce(AddressFault::and).orElse(null);
    }

    /**
     * Returns whether an address is made of nothing that any rule here is about, as nearly all are: of a million rows each
     * is read several times.
     */
    private static boolean isPlain(String address) {
        if (!address.startsWith(PLAIN_START)) {
            return false;
        }
        boolean inHost = true;
        for (int index = PLAIN_START.length(); index < address.length(); index++) {
            char character = address.charAt(index);
            boolean isWord = WordCharacters.isWord(character);
            boolean isDotInHost = inHost && character == '.' && isBetweenWords(address, index);
            if (inHost && character == '/') {
                if (index == PLAIN_START.length()) {
                    return false;
                }
                inHost = false;
            } else if (!isWord && !isDotInHost && (inHost || PLAIN_BEHIND_HOST.indexOf(character) < 0)) {
                return false;
            }
        }
        return address.length() > PLAIN_START.length();
    }

    private static boolean isBetweenWords(String address, int dot) {
        return dot > PLAIN_START.length()
                && dot + 1 < address.length()
                && address.charAt(dot + 1) != '.'
                && address.charAt(dot + 1) != '/';
    }

    /** Returns the host in lower case, without login and port; empty if the text names none. */
    public static String host(String address) {
        Matcher parts = PARTS.matcher(normalized(address));
        if (!parts.matches()) {
            return "";
        }
        String authority = parts.group(2);
        Matcher host = AUTHORITY.matcher(authority.substring(authority.lastIndexOf('@') + 1));
        return host.matches() ? host.group(1).toLowerCase(Locale.ROOT) : "";
    }

    private static @Nullable AddressFault several(String address) {
        if (SECOND.matcher(address).find() || LIST.matcher(address).find()) {
            String remedy = address.indexOf('|') < 0
                    ? SEPARATE
                    : "Keep one where the input takes one; in a list set columns.separator to what stands between them";
            return new AddressFault("looks like two addresses", remedy);
        }
        if (TEXT_BEHIND.matcher(address).find()) {
            return new AddressFault(
                    "has something behind a picture's name and a blank",
                    SEPARATE + "; write a blank that belongs to the address as %20");
        }
        return null;
    }

    private static List<AddressFault> characters(String address) {
        List<AddressFault> faults = new ArrayList<>();
        int hidden = address.codePoints()
                .filter(PictureAddress::isHidden)
                .findFirst()
                .orElse(-1);
        if (hidden >= 0) {
            String name = String.format(Locale.ROOT, "the character U+%04X", hidden);
            faults.add(
                    new AddressFault("holds " + name + ", which cannot be seen", "Take it out: type the address anew"));
        }
        Matcher entity = ENTITY.matcher(address);
        if (entity.find()) {
            faults.add(new AddressFault(
                    "holds " + entity.group() + ", which is HTML for another character",
                    entity.group().equalsIgnoreCase("&amp;") ? "Write & instead" : "Write that character instead"));
        }
        if (BAD_ESCAPE.matcher(address).find()) {
            faults.add(new AddressFault("holds a % that begins no escape such as %20", "Write the % itself as %25"));
        }
        if (address.indexOf('\\') >= 0) {
            faults.add(new AddressFault("holds a backslash", "Write / instead"));
        }
        if (holdsOneOf(address, "{}")) {
            faults.add(new AddressFault(
                    "holds a brace, as of a placeholder that nobody filled in",
                    "Fill it in; write a brace that belongs to the address as %7B or %7D"));
        }
        if (holdsOneOf(address, "\"<>")) {
            faults.add(new AddressFault(
                    "holds a quote or an angle bracket", "Give the address without what surrounds it"));
        }
        if (FILE_IN_FRAGMENT.matcher(address).find()) {
            faults.add(
                    new AddressFault("holds a #, and what stands behind that is never asked for", "Write it as %23"));
        }
        return faults;
    }

    private static boolean isHidden(int point) {
        return Character.isISOControl(point)
                || Character.getType(point) == Character.SURROGATE
                || (point != ' ' && BlankCharacters.isBlank(point));
    }

    private static boolean holdsOneOf(String text, String characters) {
        return text.chars().anyMatch(character -> characters.indexOf(character) >= 0);
    }

    private static @Nullable AddressFault authority(String authority) {
        if (authority.indexOf('@') >= 0) {
            return new AddressFault("holds a login before its host", PUBLIC);
        }
        if (authority.equalsIgnoreCase("http:") || authority.equalsIgnoreCase("https:")) {
            return new AddressFault("begins with https:// twice", "Write it once");
        }
        Matcher parts = AUTHORITY.matcher(authority);
        boolean known = parts.matches() && isHost(asciiHost(parts.group(1))) && isPort(parts.group(2));
        return known ? null : new AddressFault("names no host that can be: \"" + authority + "\"", PUBLIC);
    }

    private static boolean isHost(String host) {
        try {
            return HOST.matcher(host).matches()
                    || (host.startsWith("[") && new URI("https://" + host).getHost() != null);
        } catch (URISyntaxException noAddress) {
            return false;
        }
    }

    private static boolean isPort(@Nullable String digits) {
        return digits == null || digits.isEmpty() || Integer.parseInt(digits) <= MAX_PORT;
    }

    /** Returns what is wrong with a text that had to be an https address and begins as none. */
    public static AddressFault notHttps(String text) {
        String given = BlankCharacters.strip(text);
        if (given.startsWith("//")) {
            return new AddressFault("is not an https URL: https: is missing", "Write https: before it");
        }
        if (given.regionMatches(true, 0, "http://", 0, 7)) {
            return new AddressFault("is not an https URL", "Write it with https:// if its host has that. " + PUBLIC);
        }
        if (given.regionMatches(true, 0, "data:", 0, 5)) {
            return new AddressFault("is not an https URL but a picture's data", "Upload the picture. " + PUBLIC);
        }
        if (DRIVE.matcher(given).matches()) {
            return new AddressFault("is not an https URL but a file's path", "Upload the picture. " + PUBLIC);
        }
        if (given.startsWith("<") || given.contains("](")) {
            return new AddressFault("is not an https URL but markup", "Give the address in it alone");
        }
        if (given.startsWith("[")) {
            return new AddressFault(
                    "is not an https URL but a list in brackets",
                    PUT + "| between the addresses, without brackets and quotes");
        }
        if (given.startsWith("\"") || given.startsWith("'")) {
            return new AddressFault("is not an https URL: it begins with a quote", "Take the quotes away");
        }
        if (BARE.matcher(given).matches()) {
            return new AddressFault("is not an https URL: https:// is missing", "Write https:// before it");
        }
        if (PATH.matcher(given).matches()) {
            return new AddressFault(
                    "is not an https URL: it looks like a file's path",
                    "Set sources.upload in the job file to a bucket from which the service gets files beside the"
                            + " manifest, or sources.data-uri to true to send them within requests");
        }
        Matcher scheme = SCHEME.matcher(given);
        return scheme.matches()
                ? new AddressFault("is not an https URL: it begins with " + scheme.group(1) + ":", PUBLIC)
                : new AddressFault("is not an https URL", PUBLIC + "; write a | that belongs to one as %7C");
    }

    private static String encoded(String rest) {
        StringBuilder encoded = new StringBuilder(rest.length() + 16);
        rest.codePoints().forEach(point -> {
            // Only the first # begins the fragment.
            boolean plain = point < 0x80 && ENCODED.indexOf(point) < 0 && (point != '#' || encoded.indexOf("#") < 0);
            if (plain) {
                encoded.append((char) point);
                return;
            }
            for (byte each : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                encoded.append(String.format(Locale.ROOT, "%%%02X", each));
            }
        });
        return encoded.toString();
    }

    /** Returns a host as the name system knows it, or as it is if there is no such form. */
    private static String asciiHost(String host) {
        try {
            return host.chars().allMatch(character -> character < 0x80) ? host : IDN.toASCII(host);
        } catch (IllegalArgumentException noHost) {
            return host;
        }
    }

    /**
     * A fault of an address.
     *
     * @param message the end of a sentence about it, such as {@code looks like two addresses}
     * @param remedy what to do about it
     */
    public record AddressFault(String message, String remedy) {

        /** Returns both in one. */
        public AddressFault and(AddressFault other) {
            String both = other.remedy.contains(remedy) ? other.remedy : remedy + ". " + other.remedy;
            return new AddressFault(message + ", and " + other.message, remedy.contains(other.remedy) ? remedy : both);
        }
    }
}
