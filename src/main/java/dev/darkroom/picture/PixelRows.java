package dev.darkroom.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/** Reads a picture row by row, what is transparent over white, from where its decoder left it. */
interface PixelRows {

    int width();

    int height();

    /** Puts a row's pixels, {@code 0xRRGGBB}, into an array of at least the picture's width. */
    void read(int y, int[] into);

    static PixelRows of(BufferedImage image) {
        return switch (image.getType()) {
            case BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR ->
                image.getRaster().getParent() == null ? new InterleavedRows(image) : new PlainRows(overWhite(image));
            case BufferedImage.TYPE_BYTE_INDEXED, BufferedImage.TYPE_BYTE_BINARY -> new IndexedRows(image);
            case BufferedImage.TYPE_INT_RGB -> new PlainRows(image);
            default -> new PlainRows(overWhite(image));
        };
    }

    private static BufferedImage overWhite(BufferedImage decoded) {
        BufferedImage plain = new BufferedImage(decoded.getWidth(), decoded.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = plain.createGraphics();
        try {
            graphics.drawImage(decoded, 0, 0, Color.WHITE, null);
        } finally {
            graphics.dispose();
        }
        return plain;
    }

    private static int overWhite(int red, int green, int blue, int alpha) {
        return mixed(red, alpha) << 16 | mixed(green, alpha) << 8 | mixed(blue, alpha);
    }

    private static int mixed(int level, int alpha) {
        return 255 - ((255 - level) * alpha + 127) / 255;
    }

    /** Rows of a picture whose pixels are numbers as wanted. */
    record PlainRows(BufferedImage image) implements PixelRows {

        @Override
        public int width() {
            return image.getWidth();
        }

        @Override
        public int height() {
            return image.getHeight();
        }

        @Override
        public void read(int y, int[] into) {
            image.getRaster().getDataElements(0, y, image.getWidth(), 1, into);
        }
    }

    /** Rows of a picture of three or four bytes a pixel. */
    final class InterleavedRows implements PixelRows {

        private final int width;
        private final int height;
        private final byte[] bytes;
        private final int stride;
        private final int step;
        private final int[] offsets;

        private InterleavedRows(BufferedImage image) {
            PixelInterleavedSampleModel model = (PixelInterleavedSampleModel) image.getSampleModel();
            width = image.getWidth();
            height = image.getHeight();
            bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
            stride = model.getScanlineStride();
            step = model.getPixelStride();
            offsets = model.getBandOffsets();
        }

        @Override
        public int width() {
            return width;
        }

        @Override
        public int height() {
            return height;
        }

        @Override
        public void read(int y, int[] into) {
            int red = y * stride + offsets[0];
            int green = y * stride + offsets[1];
            int blue = y * stride + offsets[2];
            if (offsets.length == 3) {
                for (int x = 0, at = 0; x < width; x++, at += step) {
                    into[x] = (bytes[red + at] & 0xff) << 16
                            | (bytes[green + at] & 0xff) << 8
                            | (bytes[blue + at] & 0xff);
                }
                return;
            }
            int alpha = y * stride + offsets[3];
            for (int x = 0, at = 0; x < width; x++, at += step) {
                into[x] = overWhite(
                        bytes[red + at] & 0xff,
                        bytes[green + at] & 0xff,
                        bytes[blue + at] & 0xff,
                        bytes[alpha + at] & 0xff);
            }
        }
    }

    /** Rows of a picture of a palette's colours. */
    final class IndexedRows implements PixelRows {

        private static final int MAX_COLOURS = 256;

        private final Raster raster;
        private final int[] colours = new int[MAX_COLOURS];

        private IndexedRows(BufferedImage image) {
            raster = image.getRaster();
            IndexColorModel palette = (IndexColorModel) image.getColorModel();
            for (int index = 0; index < palette.getMapSize(); index++) {
                colours[index] = overWhite(
                        palette.getRed(index),
                        palette.getGreen(index),
                        palette.getBlue(index),
                        palette.getAlpha(index));
            }
        }

        @Override
        public int width() {
            return raster.getWidth();
        }

        @Override
        public int height() {
            return raster.getHeight();
        }

        @Override
        public void read(int y, int[] into) {
            raster.getSamples(0, y, width(), 1, 0, into);
            for (int x = 0; x < width(); x++) {
                into[x] = colours[into[x]];
            }
        }
    }
}
