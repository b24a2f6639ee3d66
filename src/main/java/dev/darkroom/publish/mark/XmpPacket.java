package dev.darkroom.publish.mark;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Adds the property to XMP packets, as text: all else of a packet stays as it is. */
final class XmpPacket {

    /** The property's name without its prefix, by which one is found whatever its form. */
    private static final String PROPERTY = "DigitalSourceType";

    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static final String IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
    private static final Pattern END = Pattern.compile("</([A-Za-z_][\\w.-]*):RDF\\s*>");
    private static final Pattern ABOUT = Pattern.compile("[\\w.-]+:about\\s*=\\s*(\"[^\"<]*\"|'[^'<]*')");
    private static final Pattern PADDING = Pattern.compile("\\s+(?=<\\?xpacket end)");

    private XmpPacket() {}

    /** Returns a packet with nothing but the property. */
    static byte[] of(DigitalSourceType type) {
        String packet = "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n<rdf:RDF xmlns:rdf=\"" + RDF + "\">\n"
                + description("rdf", "\"\"", type)
                + "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>";
        return packet.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns whether metadata names a source type. */
    static boolean isMarked(byte[] metadata) {
        return new String(metadata, StandardCharsets.UTF_8).contains(PROPERTY);
    }

    /**
     * Returns a packet with the property added.
     *
     * @param most the most bytes that it may have; padding goes if there is no room else
     * @return empty if it cannot be added to
     */
    static Optional<byte[]> with(byte[] packet, DigitalSourceType type, int most) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(packet))
                    .toString();
        } catch (CharacterCodingException otherEncoding) {
            return Optional.empty();
        }
        Matcher ends = END.matcher(text);
        int at = -1;
        String prefix = "";
        while (ends.find()) {
            at = ends.start();
            prefix = ends.group(1);
        }
        if (at < 0) {
            return Optional.empty();
        }
        Matcher about = ABOUT.matcher(text);
        String subject = about.find() ? about.group(1) : "\"\"";
        String added = text.substring(0, at) + description(prefix, subject, type) + text.substring(at);
        byte[] whole = added.getBytes(StandardCharsets.UTF_8);
        if (whole.length > most) {
            whole = PADDING.matcher(added).replaceAll("\n").getBytes(StandardCharsets.UTF_8);
        }
        return whole.length > most ? Optional.empty() : Optional.of(whole);
    }

    private static String description(String prefix, String subject, DigitalSourceType type) {
        return "<" + prefix + ":Description " + prefix + ":about=" + subject + " xmlns:Iptc4xmpExt=\"" + IPTC
                + "\" Iptc4xmpExt:" + PROPERTY + "=\"" + type.address() + "\"/>\n";
    }
}
