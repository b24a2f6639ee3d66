package dev.darkroom.picture;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReader;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import dev.darkroom.errors.ErrorCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.FileImageInputStream;

/**
 * The type and size of a fetched file, told by its bytes and not by what its sender calls it. Nothing is decoded beyond
 * the header, so that a small file cannot unfold into gigabytes.
 *
 * @param type its type
 * @param width in pixels, as it is to be seen
 * @param height in pixels, as it is to be seen
 */
public record PictureFile(PictureType type, int width, int height) {

    private static final int HEAD = 16;
    private static final int TAIL = 12;
    private static final int GIF_SCREEN = 6;

    /** @throws BadPictureException if it is no picture, or not a whole one */
    public static PictureFile inspect(Path file) throws BadPictureException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            PictureType type = type(bytes);
            if (!whole(type, bytes)) {
                throw new BadPictureException(
                        ErrorCode.TRUNCATED, "the " + type.formatName() + " ends before it is whole");
            }
            return switch (type) {
                case GIF -> screen(bytes);
                case JPEG -> jpeg(file, bytes);
                case PNG, WEBP -> measure(type, bytes);
            };
        } catch (IOException | RuntimeException e) {
            throw new BadPictureException(ErrorCode.NOT_A_PICTURE, "the picture's header cannot be read");
        }
    }

    /**
     * Reads a GIF's size, which stands in its first bytes. The JDK's reader would collect all comments before it, in a
     * time that grows with the square of their length: minutes for a file that is small enough to be taken.
     */
    private static PictureFile screen(RandomAccessFile bytes) throws IOException {
        bytes.seek(GIF_SCREEN);
        int width = Short.toUnsignedInt(Short.reverseBytes(bytes.readShort()));
        int height = Short.toUnsignedInt(Short.reverseBytes(bytes.readShort()));
        if (width == 0 || height == 0) {
            throw new IOException("a GIF of no size");
        }
        return new PictureFile(PictureType.GIF, width, height);
    }

    private static PictureFile measure(PictureType type, RandomAccessFile bytes) throws IOException {
        bytes.seek(0);
        ImageReader reader = reader(type);
        try (FileImageInputStream input = new FileImageInputStream(bytes)) {
            reader.setInput(input, true, true);
            return new PictureFile(type, reader.getWidth(0), reader.getHeight(0));
        } finally {
            reader.dispose();
        }
    }

    /** Measures a JPEG as it is to be seen; one with a damaged profile, which the JDK's reader does not open, too. */
    private static PictureFile jpeg(Path file, RandomAccessFile bytes) throws IOException {
        JpegHeader header = JpegHeader.of(file);
        PictureFile stored;
        try {
            stored = measure(PictureType.JPEG, bytes);
        } catch (IOException | RuntimeException unusual) {
            if (header.width() == 0 || header.height() == 0) {
                throw unusual;
            }
            stored = new PictureFile(PictureType.JPEG, header.width(), header.height());
        }
        return header.orientation().liesOnItsSide() ? stored.turned() : stored;
    }

    private PictureFile turned() {
        return new PictureFile(type, /* width= */ height, /* height= */ width);
    }

    static ImageReader reader(PictureType type) throws IOException {
        if (type == PictureType.WEBP) {
            // A native WebP reader may be on the class path too: strangers' bytes are for the Java one alone.
            return new WebPImageReaderSpi().createReaderInstance(null);
        }
        // Of JPEG, the JDK's own: it reads what it can in less memory.
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(type.formatName());
        ImageReader reader = readers.next();
        while (reader instanceof JPEGImageReader) {
            reader = readers.next();
        }
        return reader;
    }

    /** Returns a reader for JPEGs that the JDK's refuses. */
    static ImageReader lenientJpegReader() throws IOException {
        return lenientJpeg().createReaderInstance(null);
    }

    /** It reads through the JDK's reader, which it only finds in the registry. */
    private static ImageReaderSpi lenientJpeg() {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        JPEGImageReaderSpi known = registry.getServiceProviderByClass(JPEGImageReaderSpi.class);
        if (known != null) {
            return known;
        }
        JPEGImageReaderSpi added = new JPEGImageReaderSpi();
        registry.registerServiceProvider(added);
        return added;
    }

    private static PictureType type(RandomAccessFile bytes) throws IOException, BadPictureException {
        byte[] head = new byte[HEAD];
        int length = Math.max(0, bytes.read(head));
        if (starts(head, length, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return PictureType.PNG;
        }
        if (starts(head, length, 0xff, 0xd8, 0xff)) {
            return PictureType.JPEG;
        }
        boolean webp = length >= 12 && head[8] == 'W' && head[9] == 'E' && head[10] == 'B' && head[11] == 'P';
        if (starts(head, length, 'R', 'I', 'F', 'F') && webp) {
            return PictureType.WEBP;
        }
        if (starts(head, length, 'G', 'I', 'F', '8')) {
            return PictureType.GIF;
        }
        throw new BadPictureException(ErrorCode.NOT_A_PICTURE, "what was sent is not a picture");
    }

    private static boolean whole(PictureType type, RandomAccessFile bytes) throws IOException {
        long length = bytes.length();
        if (length < TAIL) {
            return false;
        }
        byte[] tail = new byte[TAIL];
        bytes.seek(length - TAIL);
        bytes.readFully(tail);
        return switch (type) {
            case PNG -> tail[4] == 'I' && tail[5] == 'E' && tail[6] == 'N' && tail[7] == 'D';
            case JPEG -> (tail[TAIL - 2] & 0xff) == 0xff && (tail[TAIL - 1] & 0xff) == 0xd9;
            case GIF -> tail[TAIL - 1] == 0x3b;
            case WEBP -> {
                bytes.seek(4);
                long riff = Integer.toUnsignedLong(Integer.reverseBytes(bytes.readInt()));
                yield length >= riff + 8;
            }
        };
    }

    private static boolean starts(byte[] head, int length, int... magic) {
        if (length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
