package dev.darkroom.picture;

import dev.darkroom.errors.ErrorCode;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a file's first picture with one of the Java readers, within bounds of pixels and time, and tells what that takes. */
class PictureReading {

    static final long MAX_PIXELS = 100_000_000;
    static final Duration MAX_TIME = Duration.ofSeconds(10);

    /** The most pixels of what is read by a reader that holds the whole picture several times over. */
    static final long HEAVY_PIXELS = MAX_PIXELS / 4;

    private static final int MEGAPIXEL = 1_000_000;

    /** The factor by which more is read than the requested size, so that the mean smooths what reading skips. */
    private static final int FINENESS = 4;

    /**
     * The bytes a pixel of WebP, whose reader holds the whole picture several times over, whatever is skipped of it.
     */
    private static final int WEBP_BYTES_PER_PIXEL = 16;

    /** The copies of a GIF's frame, made in pieces, then as a whole. */
    private static final int GIF_COPIES = 3;

    private static final int COPY_BYTES_PER_PIXEL = 4;

    static void checkPixels(PictureType type, int width, int height) throws BadPictureException {
        checkPixels(width, height, type == PictureType.WEBP ? HEAVY_PIXELS : MAX_PIXELS);
    }

    static void checkPixels(int width, int height, long most) throws BadPictureException {
        if ((long) width * height > most) {
            throw new BadPictureException(
                    ErrorCode.TOO_MANY_PIXELS,
                    width + "x" + height + " are more than " + most / MEGAPIXEL + " megapixels");
        }
    }

    /** Returns how many bytes of memory reading it takes at most. */
    long bytes(Path file, PictureFile picture, int longest) throws IOException, BadPictureException {
        long pixels = (long) picture.width() * picture.height();
        if (picture.type() == PictureType.WEBP) {
            return pixels * WEBP_BYTES_PER_PIXEL;
        }
        if (picture.type() == PictureType.GIF) {
            return pixels + GIF_COPIES * Files.size(file);
        }
        ImageReader reader = reader(picture.type());
        try (ImageInputStream input = input(file, picture.type())) {
            reader.setInput(input, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            checkPixels(picture.type(), width, height);
            int step = step(width, height, longest);
            long read = (1L + width / step) * (1L + height / step);
            return read * bytesPerPixel(reader.getImageTypes(0).next());
        } finally {
            reader.dispose();
        }
    }

    /** Returns the bytes a pixel; of an unusual kind of picture a plain copy is made. */
    private static long bytesPerPixel(ImageTypeSpecifier type) {
        SampleModel model = type.getSampleModel();
        int decoded = model.getNumDataElements() * Math.max(1, DataBuffer.getDataTypeSize(model.getDataType()) / 8);
        return switch (type.getBufferedImageType()) {
            case BufferedImage.TYPE_3BYTE_BGR,
                    BufferedImage.TYPE_4BYTE_ABGR,
                    BufferedImage.TYPE_BYTE_INDEXED,
                    BufferedImage.TYPE_BYTE_BINARY,
                    BufferedImage.TYPE_INT_RGB -> decoded;
            default -> decoded + COPY_BYTES_PER_PIXEL;
        };
    }

    private static int step(int width, int height, int longest) {
        return Math.max(1, Math.max(width, height) / (FINENESS * longest));
    }

    ImageReader reader(PictureType type) throws IOException {
        return PictureFile.reader(type);
    }

    /** Returns the most pixels that its reader is given. */
    long maxPixels(PictureType type) {
        return type == PictureType.WEBP ? HEAVY_PIXELS : MAX_PIXELS;
    }

    /**
     * Returns the file's first picture made small and as it is to be seen.
     *
     * @param observer who looks at all pixels on the way, null for nobody
     */
    SmallPicture read(Path file, PictureFile picture, int longest, @Nullable PixelObserver observer)
            throws IOException, BadPictureException {
        ImageReader reader = reader(picture.type());
        try (ImageInputStream input = input(file, picture.type())) {
            reader.setInput(input, true, true);
            // A frame may be larger than the picture it belongs to says it is.
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            checkPixels(width, height, maxPixels(picture.type()));
            ImageReadParam param = reader.getDefaultReadParam();
            int step = step(width, height, longest);
            param.setSourceSubsampling(step, step, 0, 0);
            SmallPicture small = SmallPicture.of(reader.read(0, param), longest, observer);
            return picture.type() == PictureType.JPEG
                    ? JpegHeader.of(file).orientation().turned(small)
                    : small;
        } finally {
            reader.dispose();
        }
    }

    static ImageInputStream input(Path file, PictureType type) throws IOException, BadPictureException {
        if (type == PictureType.GIF) {
            return GifFrame.first(file);
        }
        if (type == PictureType.WEBP) {
            WebpFrame frame = WebpFrame.first(file);
            checkPixels(type, frame.width(), frame.height());
        }
        return new DeadlineImageInput(file, MAX_TIME);
    }
}
