package dev.darkroom.io;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/**
 * Escapes in JSON what cannot be seen or would turn the writing direction, so that the file shows what is in it. A JSON
 * reader gets the same text; letters of all scripts stay letters.
 */
public final class VisibleJson extends CharacterEscapes {

    private static final long serialVersionUID = 1L;
    private static final String DELETE = "\u007f";
    private static final String MARKUP = "<>&";

    private final int[] ascii = standardAsciiEscapesForJSON();

    private VisibleJson(String escaped) {
        escaped.chars().forEach(character -> ascii[character] = ESCAPE_STANDARD);
    }

    /** Makes generators that escape so. */
    public static JsonFactory factory() {
        return escaping(DELETE);
    }

    /**
     * Makes generators for what stands inside a page's {@code script} element: no character in it begins or ends an
     * element, a comment or a character reference.
     *
     * @see <a href="https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements">HTML,
     *     restrictions for contents of script elements</a>
     */
    public static JsonFactory scriptFactory() {
        return escaping(DELETE + MARKUP);
    }

    private static JsonFactory escaping(String characters) {
        return JsonFactory.builder()
                .characterEscapes(new VisibleJson(characters))
                .build();
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ascii.clone();
    }

    /**
     * Escapes unseen characters beyond ASCII; two halves make one character, and each by itself could not be judged.
     */
    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
        boolean half = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        return half || SafeText.isVisible(character)
                ? null
                : new SerializedString(String.format(Locale.ROOT, "\\u%04x", character));
    }
}
