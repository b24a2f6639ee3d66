package dev.darkroom.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.icc.IccDirectory;
import com.drew.metadata.xmp.XmpDirectory;
import dev.darkroom.io.Sha256;
import dev.darkroom.jobfile.rules.AfterStep;
import dev.darkroom.jobfile.rules.AfterStep.FlattenStep;
import dev.darkroom.jobfile.rules.AfterStep.JpegStep;
import dev.darkroom.jobfile.rules.AfterStep.PadStep;
import dev.darkroom.jobfile.rules.AfterStep.SrgbStep;
import dev.darkroom.jobfile.rules.AfterStep.SrgbWay;
import dev.darkroom.jobfile.rules.PublishRules;
import dev.darkroom.jobfile.rules.PublishRules.PublishMark;
import dev.darkroom.picture.MemoryBudget;
import dev.darkroom.picture.PictureType;
import dev.darkroom.picture.mark.DigitalSourceType;
import dev.darkroom.publish.PictureMaker.MadePicture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureMakerTest {

    private static final String CAPTURED = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture";
    private static final AfterStep EMBED = new SrgbStep(SrgbWay.EMBED);
    private static final AfterStep CONVERT = new SrgbStep(SrgbWay.CONVERT);
    private static final AfterStep PAD = new PadStep(40, 40, 0xffffff);
    private static final AfterStep FLATTEN = new FlattenStep(0xffffff);
    private static final byte[] WEBP = Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

    @TempDir
    Path folder;

    @Test
    void a_file_with_credentials_to_which_only_a_profile_would_be_added_goes_out_as_it_is() throws Exception {
        for (PictureType type : List.of(PictureType.JPEG, PictureType.PNG)) {
            byte[] signed = signed(picture(type), type);
            for (AfterStep step : List.of(EMBED, CONVERT)) {
                for (PublishMark mark : PublishMark.values()) {
                    MadePicture made = make(signed, type, mark, step);

                    assertThat(made.path()).hasBinaryContent(signed);
                    assertThat(made.content().width()).isEqualTo(24);
                    assertThat(made.mark()).isEqualTo(mark == PublishMark.AI ? "credentials" : "");
                }
            }
            assertThat(profiles(make(picture(type), type, PublishMark.AI, EMBED)))
                    .isOne();
        }
    }

    @Test
    void a_file_that_is_written_anew_loses_its_credentials_and_says_so() throws Exception {
        for (PictureType type : PictureType.values()) {
            MadePicture made = make(signed(picture(type), type), type, PublishMark.AI, CONVERT, PAD);

            assertThat(made.mark()).isEqualTo("added-credentials-lost");
            assertThat(Files.readString(made.path(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("jumb")
                    .doesNotContain("C2PA");
            assertThat(sourceType(made)).isEqualTo(DigitalSourceType.EDITED.address());
        }
    }

    @Test
    void a_vendors_source_type_is_said_again_in_a_file_that_is_written_anew() throws Exception {
        for (String said : List.of(
                "<r:Description xmlns:p='urn:p' p:DigitalSourceType='" + CAPTURED + "'/>",
                "<r:Description><Iptc4xmpExt:DigitalSourceType>" + CAPTURED + "</Iptc4xmpExt:DigitalSourceType>",
                "<r:Description><e:DigitalSourceType r:resource=\"" + CAPTURED + "\"/>")) {
            for (PictureType type : PictureType.values()) {
                byte[] file = withXmp(picture(type), type, said);

                MadePicture padded = make(file, type, PublishMark.AI, PAD);
                MadePicture jpeg = make(file, type, PublishMark.NONE, FLATTEN, new JpegStep(90));

                assertThat(List.of(sourceType(padded), sourceType(jpeg)))
                        .as(type + " " + said)
                        .containsOnly(CAPTURED);
                assertThat(List.of(padded.mark(), jpeg.mark())).containsExactly("present", "");
            }
        }
    }

    @Test
    void a_compressed_packet_is_read_too() throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(ascii("XML:com.adobe.xmp\0\1\0en\0Titel\0"));
        try (DeflaterOutputStream zipped = new DeflaterOutputStream(text)) {
            zipped.write(ascii("<a p:DigitalSourceType='" + CAPTURED + "'/>"));
        }
        byte[] png = withChunk(picture(PictureType.PNG), "iTXt", text.toByteArray());

        assertThat(sourceType(make(png, PictureType.PNG, PublishMark.AI, PAD))).isEqualTo(CAPTURED);
        assertThat(make(png, PictureType.PNG, PublishMark.AI).mark()).isEqualTo("present");
    }

    @Test
    void a_hostile_packet_takes_no_longer_than_its_length() throws Exception {
        byte[] hostile = withXmp(picture(PictureType.PNG), PictureType.PNG, "a".repeat(3_000_000));

        assertThat(make(hostile, PictureType.PNG, PublishMark.AI).mark()).isEqualTo("left-metadata");
        assertThat(make(hostile, PictureType.PNG, PublishMark.AI, PAD).mark()).isEqualTo("added");
    }

    @Test
    void whatever_a_vendor_says_is_written_as_sound_metadata() throws Exception {
        for (String said : List.of("a &amp; b &bad; \" > c", "&#x41;&quot;&#0;&#xFFFF;", "bloß", "]]>", "\u0007x")) {
            byte[] jpeg =
                    withXmp(picture(PictureType.JPEG), PictureType.JPEG, "<a p:DigitalSourceType='" + said + "'/>");

            assertThat(sourceType(make(jpeg, PictureType.JPEG, PublishMark.AI, PAD)))
                    .as(said)
                    .isNotEmpty();
        }
        byte[] none = withXmp(picture(PictureType.JPEG), PictureType.JPEG, "<a p:DigitalSourceType=''/>");
        assertThat(sourceType(make(none, PictureType.JPEG, PublishMark.AI, PAD)))
                .isEqualTo(DigitalSourceType.EDITED.address());
    }

    private MadePicture make(byte[] content, PictureType type, PublishMark mark, AfterStep... steps) throws Exception {
        Path file = Files.write(folder.resolve("picture"), content);
        PublishCandidate candidate =
                new PublishCandidate("a", "a.x", "picture", Sha256.hex(file), type, DigitalSourceType.EDITED, Map.of());
        PublishRules rules = new PublishRules("{{id}}", mark, List.of(steps));
        return new PictureMaker(new RunPictures(folder, null), rules, MemoryBudget.ofHeap()).make(candidate, folder);
    }

    private static int profiles(MadePicture made) throws Exception {
        return ImageMetadataReader.readMetadata(made.path().toFile())
                .getDirectoriesOfType(IccDirectory.class)
                .size();
    }

    private static String sourceType(MadePicture made) throws Exception {
        return ImageMetadataReader.readMetadata(made.path().toFile()).getDirectoriesOfType(XmpDirectory.class).stream()
                .map(xmp -> xmp.getXmpProperties().getOrDefault("Iptc4xmpExt:DigitalSourceType", ""))
                .findFirst()
                .orElse("");
    }

    private static byte[] picture(PictureType type) throws IOException {
        if (type == PictureType.WEBP) {
            return WEBP;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB), type.formatName(), bytes))
                .isTrue();
        return bytes.toByteArray();
    }

    private static byte[] signed(byte[] file, PictureType type) {
        return switch (type) {
            case JPEG -> withSegment(file, 0xeb, ascii("JP\0\1\0\0\0\1\0\0\0\20jumb"));
            case PNG -> withChunk(file, "caBX", ascii("jumb"));
            case WEBP -> withWebpChunk(file, "C2PA", ascii("jumb"));
            case GIF -> withExtension(file, ascii("C2PA_GIF\1\0\0\4jumb\0"));
        };
    }

    private static byte[] withXmp(byte[] file, PictureType type, String said) {
        byte[] packet = said.getBytes(StandardCharsets.UTF_8);
        return switch (type) {
            case JPEG -> withSegment(file, 0xe1, joined(ascii("http://ns.adobe.com/xap/1.0/\0"), packet));
            case PNG -> withChunk(file, "iTXt", joined(ascii("XML:com.adobe.xmp\0\0\0\0\0"), packet));
            case WEBP -> withWebpChunk(file, "XMP ", packet);
            case GIF -> withExtension(file, joined(ascii("XMP DataXMP"), packet, trailer()));
        };
    }

    /** Ends a packet of a GIF, wherever a reader of pieces with lengths comes out of it. */
    private static byte[] trailer() {
        byte[] trailer = new byte[258];
        trailer[0] = 1;
        for (int at = 1; at < 257; at++) {
            trailer[at] = (byte) (256 - at);
        }
        return trailer;
    }

    private static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        byte[] head = ByteBuffer.allocate(4)
                .putShort((short) (0xff00 | marker))
                .putShort((short) (2 + content.length))
                .array();
        return inserted(jpeg, 4 + ByteBuffer.wrap(jpeg).getShort(4), head, content);
    }

    private static byte[] withChunk(byte[] png, String name, byte[] content) {
        byte[] named = joined(ascii(name), content);
        CRC32 crc = new CRC32();
        crc.update(named);
        byte[] length = ByteBuffer.allocate(4).putInt(content.length).array();
        byte[] sum = ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
        return inserted(png, 33, length, named, sum);
    }

    private static byte[] withWebpChunk(byte[] webp, String name, byte[] content) {
        byte[] length = ByteBuffer.allocate(4)
                .putInt(Integer.reverseBytes(content.length))
                .array();
        byte[] whole = joined(webp, ascii(name), length, content, new byte[content.length & 1]);
        ByteBuffer.wrap(whole).putInt(4, Integer.reverseBytes(whole.length - 8));
        return whole;
    }

    private static byte[] withExtension(byte[] gif, byte[] content) {
        int behindColours = 13 + 3 * (2 << (gif[10] & 7));
        return inserted(gif, behindColours, ascii("!\u00ff\u000b"), content);
    }

    private static byte[] inserted(byte[] file, int at, byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(file, 0, at);
        whole.writeBytes(joined(parts));
        whole.write(file, at, file.length - at);
        return whole.toByteArray();
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
}
