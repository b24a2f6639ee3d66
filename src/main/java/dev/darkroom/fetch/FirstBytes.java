package dev.darkroom.fetch;

import dev.darkroom.errors.SourceFault;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an address gave first: enough to tell a picture from a page, a document or an archive by what it begins with, and
 * not whether it is whole.
 *
 * @param from where it came from, at the end of all redirects
 * @param contentType as the host calls it, empty if it does not
 * @param size of the whole in bytes, empty if the host does not tell
 * @param begin the first ones, each as the character of its number
 */
record FirstBytes(URI from, String contentType, OptionalLong size, String begin) {

    /** So many suffice for it. */
    static final int COUNT = 4096;

    /** What the models' own pages recommend at most for a picture. */
    private static final long MAX_RECOMMENDED = 50_000_000;

    private static final long MEGABYTE = 1_000_000;

    private static final Pattern PAGE =
            Pattern.compile("(?is)\\s*(<!--.*?-->\\s*)*<(!doctype html|html|head|body|script|title).*");
    private static final Pattern SVG =
            Pattern.compile("(?is)\\s*(<\\?xml[^>]*>\\s*)?(<!--.*?-->\\s*|<!doctype svg[^>]*>\\s*)*<svg.*");
    private static final Pattern XML = Pattern.compile("(?is)\\s*<\\?xml.*");
    private static final Pattern TEXT = Pattern.compile("(?s)\\s*[\\[{].*");
    private static final Pattern LOGIN =
            Pattern.compile("(?is).*(type\\s*=\\s*[\"']?password|<title>[^<]*(log ?in|sign ?in|anmeld)).*");
    private static final Pattern LOGIN_PATH =
            Pattern.compile("(?i).*/(log-?in|sign-?in|sso|oauth2?|saml2?|authorize)\\b.*");
    private static final List<String> LOGIN_HOSTS =
            List.of("accounts.google.com", "login.microsoftonline.com", "login.live.com");

    /** The brands that tell pictures from films in the container that they share. */
    private static final Pattern AVIF_BRANDS = Pattern.compile("avi[fs]");

    private static final Pattern HEIC_BRANDS = Pattern.compile("heic|heix|hevc|heim|heis|mif1|msf1");

    /** Returns what speaks against it as a picture, null if nothing does. */
    @Nullable
    AddressFinding finding(String url) {
        if (begin.isEmpty()) {
            return AddressFinding.notAPicture("nothing: its answer is empty");
        }
        if (isPicture()) {
            return size.isPresent() && size.getAsLong() > MAX_RECOMMENDED ? large(size.getAsLong()) : null;
        }
        String type = otherType();
        if (type != null) {
            return AddressFinding.ofOtherType(type);
        }
        String text = begin.startsWith("\u00ef\u00bb\u00bf") ? begin.substring(3) : begin;
        if (SVG.matcher(text).matches()) {
            return AddressFinding.notAPicture("an SVG drawing, which has no pixels", "Export it as PNG or JPEG");
        }
        if (PAGE.matcher(text).matches() || contentType.toLowerCase(Locale.ROOT).startsWith("text/html")) {
            return page(url, text);
        }
        return AddressFinding.notAPicture(other(text));
    }

    private static AddressFinding large(long bytes) {
        return new AddressFinding(
                SourceFault.TOO_LARGE,
                "begins as a picture of " + bytes / MEGABYTE + " MB, and " + MAX_RECOMMENDED / MEGABYTE
                        + " MB at most are recommended for the models",
                "Give a smaller one");
    }

    private AddressFinding page(String url, String text) {
        ShareLink share = ShareLink.of(url);
        if (share == null) {
            share = ShareLink.of(from.toString());
        }
        if (share != null) {
            return AddressFinding.notAPicture(
                    share.vendor() + "'s page about the file, not the picture", share.remedy(), SourceFault.WEB_PAGE);
        }
        String host = from.getHost() == null ? "" : from.getHost().toLowerCase(Locale.ROOT);
        String path = from.getRawPath() == null ? "" : from.getRawPath();
        if (LOGIN_HOSTS.contains(host)
                || LOGIN_PATH.matcher(path).matches()
                || LOGIN.matcher(text).matches()) {
            return AddressFinding.notAPicture(
                    "a page that asks for a login, not the picture",
                    "Give an address that opens without a login",
                    SourceFault.LOGIN_PAGE);
        }
        return AddressFinding.notAPicture("a web page, not a picture", AddressFinding.OWN_FILE, SourceFault.WEB_PAGE);
    }

    private String other(String text) {
        if (text.startsWith("%PDF")) {
            return "a PDF document, not a picture";
        }
        if (text.startsWith("PK\003\004")) {
            return "a ZIP archive, not a picture";
        }
        if (text.startsWith("ftyp", 4)) {
            return "a film, not a picture";
        }
        if (XML.matcher(text).matches()) {
            return "an XML text, such as a host's error message, not a picture";
        }
        if (TEXT.matcher(text).matches()) {
            return "a JSON text, not a picture";
        }
        return contentType.isEmpty()
                ? "something that does not begin as a picture does"
                : "something that does not begin as a picture does; its host calls it " + contentType;
    }

    /** Returns whether it begins as a picture of the types that the models' pages show, and any service reads. */
    private boolean isPicture() {
        return begin.startsWith("\u0089PNG\r\n\u001a\n")
                || begin.startsWith("\u00ff\u00d8\u00ff")
                || begin.startsWith("GIF8")
                || (begin.startsWith("RIFF") && begin.startsWith("WEBP", 8));
    }

    /** Returns the type of a picture of another type; null if it is none. */
    private @Nullable String otherType() {
        String brand = begin.startsWith("ftyp", 4) && begin.length() >= 12 ? begin.substring(8, 12) : "";
        if (HEIC_BRANDS.matcher(brand).matches()) {
            return "HEIC";
        }
        if (AVIF_BRANDS.matcher(brand).matches()) {
            return "AVIF";
        }
        if (begin.startsWith("II*\0") || begin.startsWith("MM\0*")) {
            return "TIFF";
        }
        if (begin.startsWith("BM") && contentType.startsWith("image/")) {
            return "BMP";
        }
        if (begin.startsWith("8BPS")) {
            return "Photoshop";
        }
        if (begin.startsWith("\u00ff\n") || begin.startsWith("JXL ", 4)) {
            return "JPEG XL";
        }
        return begin.startsWith("jP  ", 4) ? "JPEG 2000" : null;
    }
}
