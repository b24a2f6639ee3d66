package dev.darkroom.fetch;

import dev.darkroom.io.PictureAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A link by which people share a file, which opens a page about it.
 *
 * @param vendor whose page it is
 * @param remedy the way to the file itself
 */
record ShareLink(String vendor, String remedy) {

    private static final Pattern GOOGLE_FILE = Pattern.compile("(?:/file/d/|[?&]id=)([A-Za-z0-9_-]{10,})");

    /** Reads it off an address; null if it is none that is known. */
    static @Nullable ShareLink of(String url) {
        String host = PictureAddress.host(url);
        if (host.equals("drive.google.com") || host.equals("docs.google.com")) {
            Matcher file = GOOGLE_FILE.matcher(url);
            String id = file.find() ? file.group(1) : "the file's id";
            return new ShareLink(
                    "Google Drive",
                    "Share it with anyone who has the link, and write https://drive.google.com/uc?export=download&id="
                            + id);
        }
        if (isIn("dropbox.com", host)) {
            return new ShareLink("Dropbox", "Write dl=1 in place of dl=0 at its end, or add it");
        }
        if (host.equals("1drv.ms") || host.equals("onedrive.live.com") || isIn("sharepoint.com", host)) {
            return new ShareLink(
                    "OneDrive", "Share it with anyone who has the link, and add download=1 to the address's query");
        }
        if (host.equals("photos.app.goo.gl") || host.equals("photos.google.com")) {
            return new ShareLink("Google Photos", "Upload the picture where it has an address of its own");
        }
        if (isIn("icloud.com", host)) {
            return new ShareLink("iCloud", "Upload the picture where it has an address of its own");
        }
        return isIn("wetransfer.com", host) || host.equals("we.tl")
                ? new ShareLink("WeTransfer", "Upload the picture where it has an address of its own")
                : null;
    }

    private static boolean isIn(String domain, String host) {
        return host.equals(domain) || host.endsWith("." + domain);
    }
}
