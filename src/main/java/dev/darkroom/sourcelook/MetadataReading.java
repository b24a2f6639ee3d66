package dev.darkroom.sourcelook;

import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.imaging.jpeg.JpegSegmentMetadataReader;
import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.adobe.AdobeJpegReader;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.icc.IccDirectory;
import com.drew.metadata.icc.IccReader;
import com.drew.metadata.jpeg.JpegDirectory;
import com.drew.metadata.jpeg.JpegReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads by metadata-extractor what pictures of several types hold alike: EXIF and ICC, and the segments of a JPEG. */
final class MetadataReading {

    private static final int MAX_ORIENTATION = 8;
    private static final int MAX_NAME = 100;

    private final Metadata metadata = new Metadata();

    /** Reads a JPEG up to its pixels; its XMP, which is a text of any length, is left alone. */
    static PictureHeader jpeg(byte[] bytes) throws IOException, JpegProcessingException {
        MetadataReading reading = new MetadataReading();
        List<JpegSegmentMetadataReader> readers =
                List.of(new JpegReader(), new ExifReader(), new IccReader(), new AdobeJpegReader());
        JpegMetadataReader.process(reading.metadata, new ByteArrayInputStream(bytes), readers);
        return reading.jpegHeader();
    }

    private PictureHeader jpegHeader() {
        JpegDirectory frame = metadata.getFirstDirectoryOfType(JpegDirectory.class);
        int width = number(frame == null ? null : frame.getInteger(JpegDirectory.TAG_IMAGE_WIDTH));
        int height = number(frame == null ? null : frame.getInteger(JpegDirectory.TAG_IMAGE_HEIGHT));
        int bits = number(frame == null ? null : frame.getInteger(JpegDirectory.TAG_DATA_PRECISION));
        int components = number(frame == null ? null : frame.getInteger(JpegDirectory.TAG_NUMBER_OF_COMPONENTS));
        String colour = switch (components) {
            case 1 -> PictureHeader.GRAY;
            case 3 -> PictureHeader.RGB;
            case 4 -> PictureHeader.CMYK;
            default -> null;
        };
        return new PictureHeader("jpeg", width, height, orientation(), colour, bits, profile(), false, 1);
    }

    private static int number(@Nullable Integer told) {
        return Objects.requireNonNullElse(told, 0);
    }

    /** Reads EXIF metadata that stands for itself, with or without the name that it has in a JPEG. */
    void exif(byte[] exif) {
        int from = exif.length > 6 && exif[0] == 'E' && exif[1] == 'x' ? 6 : 0;
        new ExifReader().extract(new ByteArrayReader(exif), metadata, from);
    }

    void icc(byte[] profile) {
        new IccReader().extract(new ByteArrayReader(profile), metadata);
    }

    int orientation() {
        for (ExifIFD0Directory exif : metadata.getDirectoriesOfType(ExifIFD0Directory.class)) {
            Integer told = exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            if (told != null && told >= 1 && told <= MAX_ORIENTATION) {
                return told;
            }
        }
        return 1;
    }

    @Nullable
    String profile() {
        IccDirectory icc = metadata.getFirstDirectoryOfType(IccDirectory.class);
        String name = icc == null ? null : icc.getDescription(IccDirectory.TAG_TAG_desc);
        return name == null ? null : shortened(name);
    }

    static String shortened(String name) {
        return name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
    }
}
