package dev.darkroom.picture.mark;

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
    /** Bounded, and begun at no second place: hostile packets would take a time that grows with the square of their length. */
    private static final String PREFIX = "(?<![\\w.-])[\\w.-]{1,100}+:";

    private static final Pattern ABOUT = Pattern.compile(PREFIX + "about\\s*=\\s*(\"[^\"<]*\"|'[^'<]*')");
    private static final String NAMED = PREFIX + PROPERTY;
    /** The property as an attribute, as an element of a text, or as one that refers to an address. */
    private static final Pattern VALUE = Pattern.compile(NAMED + "\\s*=\\s*(?:\"([^\"<]+)\"|'([^'<]+)')"
            + "|<" + NAMED + "(?:\\s[^<>]*)?(?<!/)>([^<]+)</"
            + "|<" + NAMED + "\\s[^<>]*?:resource\\s*=\\s*(?:\"([^\"<]+)\"|'([^'<]+)')");

    /** One that begins none of the references that every reader knows. */
    private static final Pattern BARE_AMPERSAND =
            Pattern.compile("&(?!(?:amp|lt|gt|quot|apos|#(?:3[2-9]|[4-9]\\d|[1-9]\\d\\d)|#x[2-9a-fA-F][\\da-fA-F]);)");

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int MAX_VALUE = 1000;
    private static final Pattern PADDING = Pattern.compile("(?<!\\s)\\s++(?=<\\?xpacket end)");

    private XmpPacket() {}

    /**
     * Returns a packet with nothing but the property.
     *
     * @param type its value in the form that XML has it
     */
    static byte[] of(String type) {
        String packet = "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n<rdf:RDF xmlns:rdf=\"" + RDF + "\">\n"
                + description("rdf", "\"\"", type)
                + "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>";
        return packet.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the property's value in the form that XML has it; empty if there is none, or it cannot be read. */
    static String sourceType(byte[] metadata) {
        Matcher value = VALUE.matcher(new String(metadata, StandardCharsets.UTF_8));
        if (!value.find()) {
            return "";
        }
        for (int form = 1; form <= value.groupCount(); form++) {
            String found = value.group(form);
            if (found != null) {
                String harmless = BARE_AMPERSAND
                        .matcher(CONTROL.matcher(found.strip()).replaceAll(""))
                        .replaceAll("&amp;")
                        .replace("\"", "&quot;");
                return harmless.length() > MAX_VALUE ? "" : harmless;
            }
        }
        return "";
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
    static Optional<byte[]> with(byte[] packet, String type, int most) {
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

    private static String description(String prefix, String subject, String type) {
        return "<" + prefix + ":Description " + prefix + ":about=" + subject + " xmlns:Iptc4xmpExt=\"" + IPTC
                + "\" Iptc4xmpExt:" + PROPERTY + "=\"" + type + "\"/>\n";
    }
}
