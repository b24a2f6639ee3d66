package dev.darkroom.jobfile.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules that a shop publishes, as far as checks see them. {@code docs/checks.md} names the page and the day of each;
 * a key that the job sets itself wins.
 */
public enum ShopPreset {
    AMAZON_MAIN("[jpeg, png, gif]", "1000", "1%", "85%"),
    AMAZON_ZOOM("[jpeg, png, gif]", "1600", "1%", "85%"),
    GOOGLE_SHOPPING(null, "100x100", null, "75%..90%"),
    GOOGLE_SHOPPING_APPAREL(null, "250x250", null, "75%..90%"),
    EBAY(null, "500", null, null),
    ZALANDO("[jpeg]", "762x1100", null, null);

    private final @Nullable String formats;
    private final String small;
    private final @Nullable String notWhite;
    private final @Nullable String fill;

    ShopPreset(@Nullable String formats, String small, @Nullable String notWhite, @Nullable String fill) {
        this.formats = formats;
        this.small = small;
        this.notWhite = notWhite;
        this.fill = fill;
    }

    /** Returns the name users write, such as {@code amazon-main}. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the value that it gives a key, as YAML; null if it leaves it alone. */
    public @Nullable String value(String key) {
        return switch (key) {
            case "checks.formats" -> formats;
            case "checks.small" -> small;
            case "checks.not-white" -> notWhite;
            case "checks.fill" -> fill;
            default -> null;
        };
    }

    /** Lists the keywords of all presets. */
    public static List<String> keywords() {
        return Arrays.stream(values()).map(ShopPreset::keyword).toList();
    }

    /** Returns the preset of this keyword, empty if there is none. */
    public static Optional<ShopPreset> named(String word) {
        return Arrays.stream(values())
                .filter(preset -> preset.keyword().equals(word))
                .findFirst();
    }
}
