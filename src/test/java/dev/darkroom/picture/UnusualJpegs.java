package dev.darkroom.picture;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes JPEGs as cameras and print shops write them. */
public final class UnusualJpegs {

    private UnusualJpegs() {}

    /** Makes a cyan picture as Photoshop writes it: all inks inverted. */
    public static byte[] cmyk(int width, int height) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                raster.setPixel(x, y, new int[] {35, 215, 245, 245});
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(null, new IIOImage(raster, null, null), null);
        } finally {
            writer.dispose();
        }
        return withSegment(bytes.toByteArray(), 0xffee, adobe(0));
    }

    /** Puts metadata before a JPEG that say how it is to be held. */
    public static byte[] withExif(byte[] jpeg, int orientation) {
        return withExif(jpeg, orientation, 1);
    }

    static byte[] withExif(byte[] jpeg, int orientation, int count) {
        ByteBuffer exif = ByteBuffer.allocate(38);
        exif.put(new byte[] {'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42});
        exif.putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(count)
                .putShort((short) orientation);
        return withSegment(jpeg, 0xffe1, exif.array());
    }

    static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        ByteBuffer whole = ByteBuffer.allocate(jpeg.length + 4 + content.length);
        whole.put(jpeg, 0, 2).putShort((short) marker).putShort((short) (content.length + 2));
        return whole.put(content).put(jpeg, 2, jpeg.length - 2).array();
    }

    static byte[] adobe(int transform) {
        return new byte[] {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform};
    }
}
