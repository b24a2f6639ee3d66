package dev.darkroom.simulator.picture;

import java.awt.Color;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The backdrop behind the products.
 *
 * @param wall the colour of the upper part
 * @param floor the colour of the lower part, the same for a seamless one
 */
record SceneBackdrop(Color wall, Color floor) {

    static final SceneBackdrop CREAM = new SceneBackdrop(new Color(0xEFE6D2), new Color(0xEFE6D2));

    private static final Map<String, Integer> NAMED = Map.ofEntries(
            Map.entry("white", 0xFFFFFF),
            Map.entry("black", 0x1E1E20),
            Map.entry("grey", 0xB9BCC0),
            Map.entry("gray", 0xB9BCC0),
            Map.entry("red", 0xC8493F),
            Map.entry("orange", 0xE8944A),
            Map.entry("yellow", 0xF1D35E),
            Map.entry("green", 0x7FAE7A),
            Map.entry("blue", 0x6C9BD1),
            Map.entry("purple", 0x9A7BC0),
            Map.entry("pink", 0xF0B8C4),
            Map.entry("beige", 0xE9DDC8),
            Map.entry("cream", 0xF6EFDD),
            Map.entry("brown", 0x9B7653));

    private static final String COLOUR = "(#[0-9a-f]{6}|" + String.join("|", NAMED.keySet()) + ")";
    private static final Pattern NAMED_SURFACE = Pattern.compile(
            "\\b?" + COLOUR + "\\b(?:[ -]\\w+){0,2}?[ -](?:background|backdrop|wall|surface|table|studio)");
    private static final Pattern HEX = Pattern.compile("(#[0-9a-f]{6})\\b");

    /**
     * Returns the clean one that a prompt requests: a colour before the word background, else any hex colour, else
     * white.
     */
    static SceneBackdrop requested(String prompt) {
        String lower = prompt.toLowerCase(Locale.ROOT);
        Matcher surface = NAMED_SURFACE.matcher(lower);
        Matcher hex = HEX.matcher(lower);
        String word = surface.find() ? surface.group(1) : hex.find() ? hex.group(1) : "white";
        Color colour = word.startsWith("#") ? Color.decode(word) : new Color(NAMED.getOrDefault(word, 0xFFFFFF));
        return new SceneBackdrop(colour, colour);
    }

    /** Returns a room of any colour, for pictures that have no source. */
    static SceneBackdrop room(SplittableRandom random) {
        float hue = (float) random.nextDouble();
        return new SceneBackdrop(Color.getHSBColor(hue, 0.25f, 0.92f), Color.getHSBColor(hue + 0.08f, 0.4f, 0.7f));
    }
}
