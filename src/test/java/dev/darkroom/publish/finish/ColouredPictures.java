package dev.darkroom.publish.finish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.picture.PictureType;
import dev.darkroom.picture.UnusualJpegs;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Makes pictures of all kinds of pixels, 24 wide and 16 high. */
final class ColouredPictures {

    private ColouredPictures() {}

    static Map<String, byte[]> greys() throws IOException {
        Map<String, byte[]> greys = new LinkedHashMap<>();
        greys.put("jpeg", encoded(grey(), PictureType.JPEG));
        greys.put("png", png(grey()));
        BufferedImage oneBit = new BufferedImage(24, 16, BufferedImage.TYPE_BYTE_BINARY);
        oneBit.setRGB(0, 0, 0xffffffff);
        greys.put("png of 1 bit", png(oneBit));
        BufferedImage deep = new BufferedImage(24, 16, BufferedImage.TYPE_USHORT_GRAY);
        greys.put("png of 16 bits", png(deep));
        greys.put("png with alpha", greyWithAlpha());
        return greys;
    }

    static byte[] greyWithAlpha() throws IOException {
        BufferedImage image = new BufferedImage(
                new ComponentColorModel(
                        ColorSpace.getInstance(ColorSpace.CS_GRAY),
                        true,
                        false,
                        Transparency.TRANSLUCENT,
                        DataBuffer.TYPE_BYTE),
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 24, 16, 2, null),
                false,
                null);
        WritableRaster raster = image.getRaster();
        for (int i = 0; i < 24 * 16; i++) {
            raster.setPixel(i % 24, i / 24, new int[] {0x60, 0x80});
        }
        return png(image);
    }

    static BufferedImage grey() {
        BufferedImage grey = new BufferedImage(24, 16, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 24 * 16; i++) {
            grey.getRaster().setSample(i % 24, i / 24, 0, 0x60);
        }
        return grey;
    }

    /** A picture of 16 bits a colour. */
    static BufferedImage deep() {
        BufferedImage image = new BufferedImage(
                new ComponentColorModel(
                        ColorSpace.getInstance(ColorSpace.CS_sRGB),
                        false,
                        false,
                        Transparency.OPAQUE,
                        DataBuffer.TYPE_USHORT),
                Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, 24, 16, 3, null),
                false,
                null);
        for (int i = 0; i < 24 * 16; i++) {
            image.getRaster().setPixel(i % 24, i / 24, new int[] {0xc0c0, 0x2020, 0x1010});
        }
        return image;
    }

    static byte[] palette() throws IOException {
        byte[] reds = {(byte) 0xff, 0};
        byte[] others = {0, 0};
        byte[] alphas = {(byte) 0x80, (byte) 0xff};
        IndexColorModel model = new IndexColorModel(8, 2, reds, others, others, alphas);
        return png(new BufferedImage(24, 16, BufferedImage.TYPE_BYTE_INDEXED, model));
    }

    static byte[] ycck() throws IOException {
        byte[] jpeg = UnusualJpegs.cmyk(24, 16);
        int adobe = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("Adobe");
        jpeg[adobe + 11] = 2;
        return jpeg;
    }

    static BufferedImage plain(int colour) {
        BufferedImage image = new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new int[24 * 16];
        Arrays.fill(pixels, colour);
        image.setRGB(0, 0, 24, 16, pixels, 0, 24);
        return image;
    }

    static byte[] png(BufferedImage image) throws IOException {
        return encoded(image, PictureType.PNG);
    }

    static byte[] encoded(BufferedImage image, PictureType type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, type.formatName(), bytes)).isTrue();
        return bytes.toByteArray();
    }

    /** Puts a chunk behind the header of a PNG. */
    static byte[] withChunk(byte[] png, String name, byte[] content) {
        byte[] named = ByteBuffer.allocate(4 + content.length)
                .put(name.getBytes(StandardCharsets.ISO_8859_1))
                .put(content)
                .array();
        CRC32 crc = new CRC32();
        crc.update(named);
        return ByteBuffer.allocate(png.length + 8 + named.length)
                .put(png, 0, 33)
                .putInt(content.length)
                .put(named)
                .putInt((int) crc.getValue())
                .put(png, 33, png.length - 33)
                .array();
    }
}
