package dev.darkroom.picture;

import dev.darkroom.errors.ErrorCode;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file's first picture in all its pixels, as it is to be seen. Its levels are those of the file: no colour profile is
 * applied but to inks, and 16 bits become 8.
 *
 * @param image {@code 0xAARRGGBB} a pixel
 * @param hasAlpha whether any pixel is not opaque
 * @param colours what the file has; inks were converted to sRGB as they were decoded
 */
public record WholePicture(BufferedImage image, boolean hasAlpha, StoredColours colours) {

    /** The most bytes that a pixel takes while it is read: by the reader, as its copy, and turned. */
    private static final int BYTES_PER_PIXEL = 24;

    private static final int OPAQUE = 0xff;

    /** Returns how many bytes reading it takes at most. */
    public static long bytes(PictureFile picture) {
        return (long) picture.width() * picture.height() * BYTES_PER_PIXEL;
    }

    /**
     * Reads it. The caller has so much memory as {@link #bytes} tells.
     *
     * @throws BadPictureException if it cannot be decoded, has too many pixels or takes too long
     */
    public static WholePicture read(Path file, PictureFile picture) throws BadPictureException {
        PictureReading.checkPixels(picture.type(), picture.width(), picture.height());
        try {
            StoredColours colours = StoredColours.of(file, picture.type());
            // Whether the JDK's reader takes inks, and for what, differs by its version.
            return colours == StoredColours.INKS
                    ? read(file, picture.type(), colours, new LenientJpegReading())
                    : read(file, picture.type(), colours);
        } catch (IOException | RuntimeException e) {
            throw undecodable(picture.type());
        }
    }

    private static WholePicture read(Path file, PictureType type, StoredColours colours)
            throws IOException, BadPictureException {
        try {
            return read(file, type, colours, new PictureReading());
        } catch (IOException | RuntimeException e) {
            if (type != PictureType.JPEG) {
                throw e;
            }
            return read(file, type, colours, new LenientJpegReading());
        }
    }

    private static BadPictureException undecodable(PictureType type) {
        return new BadPictureException(
                ErrorCode.UNDECODABLE,
                "the " + type.formatName() + " cannot be decoded, or not within " + PictureReading.MAX_TIME.toSeconds()
                        + " s");
    }

    private static WholePicture read(Path file, PictureType type, StoredColours colours, PictureReading way)
            throws IOException, BadPictureException {
        ImageReader reader = way.reader(type);
        try (ImageInputStream input = PictureReading.input(file, type)) {
            reader.setInput(input, true, true);
            // A frame may be larger than the picture it belongs to says it is.
            PictureReading.checkPixels(reader.getWidth(0), reader.getHeight(0), way.maxPixels(type));
            ImageReadParam param = reader.getDefaultReadParam();
            param.setDestinationType(unconverted(reader.getImageTypes(0)));
            WholePicture whole = of(reader.read(0, param), colours);
            return type == PictureType.JPEG
                    ? new WholePicture(
                            JpegHeader.of(file).orientation().turned(whole.image), whole.hasAlpha, whole.colours)
                    : whole;
        } finally {
            reader.dispose();
        }
    }

    /** Prefers a type of the file's own profile: to one of sRGB, which comes first, the JDK's reader of JPEGs converts. */
    private static @Nullable ImageTypeSpecifier unconverted(Iterator<ImageTypeSpecifier> types) {
        while (types.hasNext()) {
            ImageTypeSpecifier type = types.next();
            ColorSpace space = type.getColorModel().getColorSpace();
            if (space.getType() == ColorSpace.TYPE_RGB && !space.isCS_sRGB()) {
                return type;
            }
        }
        return null;
    }

    /** Takes the levels as they are: Java's own drawing would apply a profile, and a curve to greys. */
    private static WholePicture of(BufferedImage decoded, StoredColours colours) {
        int width = decoded.getWidth();
        BufferedImage image = new BufferedImage(width, decoded.getHeight(), BufferedImage.TYPE_INT_ARGB);
        LevelReader levels = LevelReader.of(decoded);
        int[] row = new int[width];
        boolean hasAlpha = false;
        for (int y = 0; y < decoded.getHeight(); y++) {
            levels.read(y, row);
            for (int pixel : row) {
                hasAlpha |= pixel >>> 24 != OPAQUE;
            }
            image.getRaster().setDataElements(0, y, width, 1, row);
        }
        return new WholePicture(image, hasAlpha, colours);
    }

    /** Reads rows of a decoded picture's levels. */
    private record LevelReader(BufferedImage decoded, int colours, boolean alpha, int shift) {

        static LevelReader of(BufferedImage decoded) {
            ColorModel model = decoded.getColorModel();
            int colours = model instanceof IndexColorModel ? 3 : model.getNumColorComponents();
            int bits = model.getComponentSize(0);
            return new LevelReader(decoded, colours, model.hasAlpha(), Math.max(0, bits - 8));
        }

        void read(int y, int[] into) {
            Raster raster = decoded.getRaster();
            if (decoded.getColorModel() instanceof IndexColorModel palette) {
                raster.getSamples(0, y, into.length, 1, 0, into);
                for (int x = 0; x < into.length; x++) {
                    into[x] = palette.getRGB(into[x]);
                }
                return;
            }
            int[] samples = raster.getPixels(0, y, into.length, 1, (int[]) null);
            int bands = raster.getNumBands();
            for (int x = 0, at = 0; x < into.length; x++, at += bands) {
                int red = samples[at] >> shift;
                int green = colours == 1 ? red : samples[at + 1] >> shift;
                int blue = colours == 1 ? red : samples[at + 2] >> shift;
                int opacity = alpha ? samples[at + colours] >> shift : OPAQUE;
                into[x] = opacity << 24 | red << 16 | green << 8 | blue;
            }
        }
    }
}
