package dev.darkroom.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageReader;

/**
 * Reads JPEGs that the JDK's reader measures and does not decode, and browsers show: CMYK, damaged colour profiles. Its
 * reader may hold the whole picture several times over, and the file's metadata beside it, so that it has a fourth of the
 * pixels.
 */
final class LenientJpegReading extends PictureReading {

    private static final int BYTES_PER_PIXEL = 16;

    @Override
    ImageReader reader(PictureType type) throws IOException {
        return PictureFile.lenientJpegReader();
    }

    @Override
    long maxPixels(PictureType type) {
        return HEAVY_PIXELS;
    }

    /** Asks no reader: what a hostile file makes of its header would count already. */
    @Override
    long bytes(Path file, PictureFile picture, int longest) throws IOException, BadPictureException {
        checkPixels(picture.width(), picture.height(), HEAVY_PIXELS);
        return (long) picture.width() * picture.height() * BYTES_PER_PIXEL + Files.size(file);
    }
}
