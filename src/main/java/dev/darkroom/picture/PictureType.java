package dev.darkroom.picture;

import java.util.Locale;

/** The types of picture the models make, told by their first bytes. */
public enum PictureType {
    PNG("png", "image/png"),
    JPEG("jpg", "image/jpeg"),
    WEBP("webp", "image/webp"),
    GIF("gif", "image/gif");

    private final String extension;
    private final String contentType;

    PictureType(String extension, String contentType) {
        this.extension = extension;
        this.contentType = contentType;
    }

    /** Returns the ending of its files' names, without the dot. */
    public String extension() {
        return extension;
    }

    /** Returns its media type. */
    public String contentType() {
        return contentType;
    }

    /** Returns the name by which a reader for it is found. */
    public String formatName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
