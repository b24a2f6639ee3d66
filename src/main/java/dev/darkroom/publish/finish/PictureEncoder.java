package dev.darkroom.publish.finish;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Writes pictures as JPEG or PNG, with the JDK's own writers. */
final class PictureEncoder {

    private static final int MAX_QUALITY = 100;

    /** The quality from which colours are kept in all their pixels: edges of red blur first where they are halved. */
    private static final int FULL_COLOUR = 90;

    private static final String FORMAT = "javax_imageio_jpeg_image_1.0";

    private PictureEncoder() {}

    /** @param quality from 1 to 100 */
    static byte[] jpeg(BufferedImage image, int quality) throws IOException {
        ImageWriter writer = jpegWriter();
        try {
            JPEGImageWriteParam param = (JPEGImageWriteParam) writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality((float) quality / MAX_QUALITY);
            param.setOptimizeHuffmanTables(true);
            IIOMetadata metadata =
                    writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), param);
            if (quality >= FULL_COLOUR) {
                keepColours(metadata);
            }
            return written(writer, new IIOImage(image, null, metadata), param);
        } finally {
            writer.dispose();
        }
    }

    static byte[] png(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try {
            return written(writer, new IIOImage(image, null, null), writer.getDefaultWriteParam());
        } finally {
            writer.dispose();
        }
    }

    private static byte[] written(ImageWriter writer, IIOImage image, ImageWriteParam param) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(null, image, param);
        }
        return bytes.toByteArray();
    }

    private static ImageWriter jpegWriter() {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
        ImageWriter writer = writers.next();
        while (writer instanceof JPEGImageWriter) {
            writer = writers.next();
        }
        return writer;
    }

    /** Has the brightness, the first component, sampled as often as the two of colour. */
    private static void keepColours(IIOMetadata metadata) throws IOException {
        Element root = (Element) metadata.getAsTree(FORMAT);
        Node first = root.getElementsByTagName("componentSpec").item(0);
        ((Element) first).setAttribute("HsamplingFactor", "1");
        ((Element) first).setAttribute("VsamplingFactor", "1");
        metadata.setFromTree(FORMAT, root);
    }
}
