package dev.darkroom.results;

import dev.darkroom.manifest.SafeText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/**
 * Escapes in JSON what cannot be seen or would turn the writing direction, so that a look at the file shows what is in
 * it. A JSON reader gets the same text; letters of all scripts stay letters.
 */
final class VisibleJson extends CharacterEscapes {

    private static final long serialVersionUID = 1L;
    private static final int DELETE = 0x7f;

    private final int[] ascii = standardAsciiEscapesForJSON();

    private VisibleJson() {
        ascii[DELETE] = ESCAPE_STANDARD;
    }

    /** Makes generators that escape so. */
    static JsonFactory factory() {
        return JsonFactory.builder().characterEscapes(new VisibleJson()).build();
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ascii.clone();
    }

    /** Two halves make one character; each by itself could not be judged. */
    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
        boolean half = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        return half || SafeText.isVisible(character) ? null : new SerializedString("\\u%04x".formatted(character));
    }
}
