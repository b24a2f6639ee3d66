package dev.darkroom.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The colours that a picture file's numbers mean, as the file says: by its embedded ICC profile, or by being CMYK.
 * Neither pixels nor profile go through the JDK's colour management, since both are a stranger's bytes.
 *
 * @param name what the profile calls itself, made harmless and short
 * @param srgb whether the colours are those of sRGB, by the profile's primaries and tone curve and not by its name
 */
public record ColourProfile(String name, boolean srgb) {

    private static final String CMYK = "CMYK";
    private static final int INKS = 4;

    /**
     * Reads it from a file; empty if the file says nothing, which everybody takes for sRGB.
     *
     * @param picture what the file was found to be
     * @throws IOException if the file cannot be read
     */
    public static Optional<ColourProfile> of(Path file, PictureFile picture) throws IOException {
        Optional<ColourProfile> embedded =
                ProfilePrefixReader.of(file, picture.type()).map(IccProfile::read);
        boolean inks = picture.type() == PictureType.JPEG && JpegHeader.of(file).components() == INKS;
        return inks && embedded.filter(profile -> !profile.srgb()).isEmpty()
                ? Optional.of(new ColourProfile(CMYK, false))
                : embedded;
    }
}
