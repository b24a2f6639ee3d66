package dev.darkroom.picture.mark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.icc.IccDirectory;
import com.drew.metadata.xmp.XmpDirectory;
import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.PictureType;
import dev.darkroom.picture.mark.MarkedPicture.MarkOutcome;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;

class PictureMarkerTest {

    private static final String XMP_JPEG = "http://ns.adobe.com/xap/1.0/\0";
    private static final String XMP_PNG = "XML:com.adobe.xmp\0\0\0\0\0";
    private static final String EDITED =
            "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia";
    private static final byte[] LOSSY =
            Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
    private static final byte[] LOSSLESS =
            Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
    private static final String PACKET = "<?xpacket begin=\"\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
            + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
            + "<r:Description r:about=\"uuid:7\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" dc:format=\"ours\"/>"
            + "</r:RDF></x:xmpmeta>   <?xpacket end=\"w\"?>";

    @Test
    void a_jpeg_is_marked_and_its_pixels_stay() throws Exception {
        for (boolean progressive : new boolean[] {false, true}) {
            byte[] jpeg = jpeg(progressive);

            byte[] marked = marked(jpeg, PictureType.JPEG);

            assertThat(properties(marked)).containsEntry("Iptc4xmpExt:DigitalSourceType", EDITED);
            assertThat(pixels(marked)).containsExactly(pixels(jpeg));
            assertThat(again(marked, PictureType.JPEG)).isEqualTo(MarkOutcome.ALREADY_MARKED);
        }
    }

    @Test
    void a_generated_picture_is_told_from_an_edit() throws Exception {
        MarkedPicture marked = PictureMarker.mark(jpeg(false), PictureType.JPEG, DigitalSourceType.GENERATED);

        assertThat(properties(marked.bytes()))
                .containsEntry(
                        "Iptc4xmpExt:DigitalSourceType",
                        "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia");
    }

    @Test
    void metadata_of_a_jpeg_stays_and_comes_in_its_order() throws Exception {
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        byte[] exif = ascii("Exif\0\0II*\0\b\0\0\0\1\0\022\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0");
        byte[] jpeg =
                with(jpeg(false), segment(0xe1, exif), segment(0xe2, joined(ascii("ICC_PROFILE\0\1\1"), profile)));

        byte[] marked = marked(jpeg, PictureType.JPEG);

        Metadata read = read(marked);
        assertThat(properties(marked)).containsEntry("Iptc4xmpExt:DigitalSourceType", EDITED);
        assertThat(directory(read, ExifIFD0Directory.class).getInt(ExifIFD0Directory.TAG_ORIENTATION))
                .isEqualTo(6);
        assertThat(directory(read, IccDirectory.class).getTagCount()).isPositive();
        assertThat(at(marked, "Exif\0")).isLessThan(at(marked, XMP_JPEG));
        assertThat(at(marked, XMP_JPEG)).isLessThan(at(marked, "ICC_PROFILE"));
        assertThat(pixels(marked)).containsExactly(pixels(jpeg));
    }

    @Test
    void a_packet_that_is_there_keeps_what_it_says() throws Exception {
        byte[] jpeg = with(jpeg(false), segment(0xe1, ascii(XMP_JPEG + PACKET)));
        byte[] png = withChunk(png(), "iTXt", ascii(XMP_PNG + PACKET));
        byte[] webp = withXmp(ascii(PACKET));

        for (byte[] marked : new byte[][] {
            marked(jpeg, PictureType.JPEG), marked(png, PictureType.PNG), marked(webp, PictureType.WEBP)
        }) {
            assertThat(properties(marked))
                    .containsEntry("Iptc4xmpExt:DigitalSourceType", EDITED)
                    .containsEntry("dc:format", "ours");
        }
        assertThat(pixels(marked(png, PictureType.PNG))).containsExactly(pixels(png));
        assertThat(pixels(marked(webp, PictureType.WEBP))).containsExactly(pixels(webp));
    }

    @Test
    void a_source_type_that_is_there_stays_also_in_extended_metadata() throws Exception {
        byte[] extension = segment(
                0xe1, ascii("http://ns.adobe.com/xmp/extension/\0" + "0".repeat(40) + "Iptc4xmpExt:DigitalSourceType"));
        byte[] plain = segment(0xe1, ascii(XMP_JPEG + PACKET));

        assertThat(again(with(jpeg(false), plain, extension), PictureType.JPEG)).isEqualTo(MarkOutcome.ALREADY_MARKED);
    }

    @Test
    void padding_goes_where_there_is_no_room_and_a_full_packet_is_left() throws Exception {
        int most = 0xffff - 2 - XMP_JPEG.length();
        String padded = PACKET.replace("   <?xpacket end", " ".repeat(most - PACKET.length() + 3) + "<?xpacket end");
        String full = PACKET.replace("ours", "x".repeat(most - PACKET.length() + 4));

        assertThat(properties(marked(with(jpeg(false), segment(0xe1, ascii(XMP_JPEG + padded))), PictureType.JPEG)))
                .containsKey("Iptc4xmpExt:DigitalSourceType");
        assertThat(again(with(jpeg(false), segment(0xe1, ascii(XMP_JPEG + full))), PictureType.JPEG))
                .isEqualTo(MarkOutcome.METADATA_LEFT);
    }

    @Test
    void metadata_that_cannot_be_read_is_left() throws Exception {
        assertThat(again(with(jpeg(false), segment(0xe1, ascii(XMP_JPEG + "none"))), PictureType.JPEG))
                .isEqualTo(MarkOutcome.METADATA_LEFT);
        assertThat(again(withChunk(png(), "iTXt", ascii("XML:com.adobe.xmp\0\1\0\0\0zipped")), PictureType.PNG))
                .isEqualTo(MarkOutcome.METADATA_LEFT);
    }

    @Test
    void a_png_is_marked_with_sound_chunks_and_its_pixels_stay() throws Exception {
        byte[] png = png();

        byte[] marked = marked(png, PictureType.PNG);

        assertThat(properties(marked)).containsEntry("Iptc4xmpExt:DigitalSourceType", EDITED);
        assertThat(pixels(marked)).containsExactly(pixels(png));
        assertThat(at(marked, "iTXt")).isLessThan(at(marked, "IDAT"));
        ByteBuffer bytes = ByteBuffer.wrap(marked);
        for (int chunk = 8; chunk < marked.length; chunk += 12 + bytes.getInt(chunk)) {
            CRC32 crc = new CRC32();
            crc.update(marked, chunk + 4, 4 + bytes.getInt(chunk));
            assertThat(bytes.getInt(chunk + 8 + bytes.getInt(chunk))).isEqualTo((int) crc.getValue());
        }
    }

    @Test
    void a_plain_webp_gets_an_extended_header_and_its_pixels_stay() throws Exception {
        for (byte[] webp : new byte[][] {LOSSY, LOSSLESS}) {
            byte[] marked = marked(webp, PictureType.WEBP);

            assertThat(properties(marked)).containsEntry("Iptc4xmpExt:DigitalSourceType", EDITED);
            assertThat(pixels(marked)).containsExactly(pixels(webp));
            assertThat(ByteBuffer.wrap(marked).order(ByteOrder.LITTLE_ENDIAN).getInt(4))
                    .isEqualTo(marked.length - 8);
            assertThat(marked[20] & 0x04).isEqualTo(0x04);
            assertThat(again(marked, PictureType.WEBP)).isEqualTo(MarkOutcome.ALREADY_MARKED);
        }
    }

    @Test
    void a_file_with_content_credentials_goes_out_as_it_is() throws Exception {
        assertThat(again(with(jpeg(false), segment(0xeb, ascii("JP\0\1\0\0\0\1\0\0\0\20jumb"))), PictureType.JPEG))
                .isEqualTo(MarkOutcome.HAS_CREDENTIALS);
        assertThat(again(withChunk(png(), "caBX", ascii("jumb")), PictureType.PNG))
                .isEqualTo(MarkOutcome.HAS_CREDENTIALS);
        assertThat(again(withWebpChunk(LOSSLESS, "C2PA", ascii("jumb")), PictureType.WEBP))
                .isEqualTo(MarkOutcome.HAS_CREDENTIALS);
    }

    @Test
    void an_animated_webp_is_left() throws Exception {
        assertThat(again(withWebpChunk(LOSSLESS, "ANIM", new byte[6]), PictureType.WEBP))
                .isEqualTo(MarkOutcome.ANIMATED);
    }

    @Test
    void a_file_that_ends_before_it_is_whole_is_refused() throws Exception {
        Map<PictureType, byte[]> whole =
                Map.of(PictureType.JPEG, jpeg(false), PictureType.PNG, png(), PictureType.WEBP, LOSSLESS);
        whole.forEach((type, bytes) -> {
            for (int length = 0; length < bytes.length; length++) {
                byte[] part = Arrays.copyOf(bytes, length);
                if (type != PictureType.JPEG || length < 4 || part[length - 1] != (byte) 0xd9) {
                    assertThatThrownBy(() -> PictureMarker.mark(part, type, DigitalSourceType.EDITED))
                            .as("%s of %d bytes", type, length)
                            .isInstanceOf(BadPictureException.class);
                }
            }
        });
    }

    private static byte[] marked(byte[] picture, PictureType type) throws BadPictureException {
        MarkedPicture marked = PictureMarker.mark(picture, type, DigitalSourceType.EDITED);
        assertThat(marked.outcome()).isEqualTo(MarkOutcome.MARKED);
        return marked.bytes();
    }

    /** Returns the outcome of a file that must stay as it is. */
    private static MarkOutcome again(byte[] picture, PictureType type) throws BadPictureException {
        MarkedPicture left = PictureMarker.mark(picture, type, DigitalSourceType.EDITED);
        assertThat(left.bytes()).isSameAs(picture);
        return left.outcome();
    }

    private static Metadata read(byte[] picture) throws Exception {
        return ImageMetadataReader.readMetadata(new ByteArrayInputStream(picture));
    }

    private static <T extends Directory> T directory(Metadata metadata, Class<T> type) {
        return Objects.requireNonNull(metadata.getFirstDirectoryOfType(type), type.getSimpleName());
    }

    private static Map<String, String> properties(byte[] picture) throws Exception {
        Map<String, String> properties = new TreeMap<>();
        for (XmpDirectory xmp : read(picture).getDirectoriesOfType(XmpDirectory.class)) {
            properties.putAll(xmp.getXmpProperties());
        }
        return properties;
    }

    private static int[] pixels(byte[] picture) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static BufferedImage image() {
        BufferedImage image = new BufferedImage(17, 9, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 17; x++) {
            for (int y = 0; y < 9; y++) {
                image.setRGB(x, y, x * 0x0a0503 + y * 0x010b13);
            }
        }
        return image;
    }

    private static byte[] jpeg(boolean progressive) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.write(null, new IIOImage(image(), null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] png() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image(), "png", bytes);
        return bytes.toByteArray();
    }

    /** Puts segments behind the JFIF header of a JPEG. */
    private static byte[] with(byte[] jpeg, byte[]... segments) {
        int at = 4 + ByteBuffer.wrap(jpeg).getShort(4);
        return PictureMarker.replaced(jpeg, at, at, joined(segments));
    }

    private static byte[] segment(int marker, byte[] content) {
        return ByteBuffer.allocate(4 + content.length)
                .putShort((short) (0xff00 | marker))
                .putShort((short) (2 + content.length))
                .put(content)
                .array();
    }

    /** Puts a chunk behind the header of a PNG. */
    private static byte[] withChunk(byte[] png, String name, byte[] content) {
        byte[] named = joined(ascii(name), content);
        CRC32 crc = new CRC32();
        crc.update(named);
        byte[] chunk = ByteBuffer.allocate(8 + named.length)
                .putInt(content.length)
                .put(named)
                .putInt((int) crc.getValue())
                .array();
        return PictureMarker.replaced(png, 33, 33, chunk);
    }

    private static byte[] withWebpChunk(byte[] webp, String name, byte[] content) {
        ByteBuffer chunk = ByteBuffer.allocate(8 + content.length + (content.length & 1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii(name))
                .putInt(content.length)
                .put(content);
        byte[] whole = joined(webp, chunk.array());
        ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putInt(4, whole.length - 8);
        return whole;
    }

    private static byte[] withXmp(byte[] packet) {
        byte[] header = {'V', 'P', '8', 'X', 10, 0, 0, 0, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        return withWebpChunk(PictureMarker.replaced(LOSSLESS, 12, 12, header), "XMP ", packet);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int at(byte[] picture, String text) {
        return new String(picture, StandardCharsets.ISO_8859_1).indexOf(text);
    }
}
