package dev.darkroom.cli.terminal;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The capabilities of a terminal that its user wants to have used.
 *
 * @param live whether a line can be written over
 * @param escapes whether it knows escape sequences
 * @param unicode whether it has more than ASCII, each character in the width we take it for
 * @param colour whether colours are wanted; see no-color.org
 */
public record TerminalCapabilities(boolean live, boolean escapes, boolean unicode, boolean colour) {

    /** The languages in which many fonts draw the bar's characters twice as wide as a letter. */
    private static final Set<String> WIDE_LANGUAGES = Set.of("ja", "ko", "zh");

    public static TerminalCapabilities of(Map<String, String> environment, Charset charset, Locale locale) {
        String kind = environment.getOrDefault("TERM", "");
        boolean live = !kind.equals("dumb");
        // Windows has no TERM; its newer terminals say so in their own way.
        boolean escapes = live && (!kind.isEmpty() || environment.containsKey("WT_SESSION"));
        boolean unicode = !WIDE_LANGUAGES.contains(locale.getLanguage())
                && charset.canEncode()
                && charset.newEncoder().canEncode(ProgressBar.UNICODE + DisplayWidth.ELLIPSIS);
        boolean colour = escapes && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new TerminalCapabilities(live, escapes, unicode, colour);
    }

    /** Returns the text in this colour, if there are any. */
    public String in(TextColour colour, String text) {
        return this.colour && colour != TextColour.NONE ? colour.begin() + text + TextColour.END : text;
    }

    /** Returns the sign for text that was cut off. */
    public String ellipsis() {
        return unicode ? DisplayWidth.ELLIPSIS : "...";
    }
}
