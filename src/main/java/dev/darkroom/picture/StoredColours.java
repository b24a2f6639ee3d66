package dev.darkroom.picture;

import java.awt.color.ColorSpace;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Kinds of pixels that a file has, each with profiles of its own. A profile of another kind says nothing of them. */
public enum StoredColours {
    /** Red, green and blue, or a palette of them. */
    RGB(ColorSpace.TYPE_RGB),
    /** Levels of grey. */
    GREY(ColorSpace.TYPE_GRAY),
    /** Four inks, which decoders turn into red, green and blue of sRGB. */
    INKS(ColorSpace.TYPE_CMYK);

    /** The place of a PNG's colour type, in its header. */
    private static final int PNG_COLOUR_TYPE = 25;

    /** The bit of that which says that there are colours: a picture of few greys is decoded as if it had a palette. */
    private static final int PNG_HAS_COLOURS = 2;

    private final int space;

    StoredColours(int space) {
        this.space = space;
    }

    /** Returns the colour space of profiles that are about such pixels, as {@link ColorSpace#getType()} has it. */
    int space() {
        return space;
    }

    static StoredColours of(Path file, PictureType type) throws IOException {
        return switch (type) {
            case JPEG ->
                switch (JpegHeader.of(file).components()) {
                    case 1, 2 -> GREY;
                    case 4 -> INKS;
                    default -> RGB;
                };
            case PNG -> ofPng(file);
            case WEBP, GIF -> RGB;
        };
    }

    private static StoredColours ofPng(Path file) throws IOException {
        try (DataInputStream bytes = new DataInputStream(Files.newInputStream(file))) {
            bytes.skipNBytes(PNG_COLOUR_TYPE);
            return (bytes.readUnsignedByte() & PNG_HAS_COLOURS) == 0 ? GREY : RGB;
        }
    }
}
