package dev.darkroom.simulator.picture;

import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The shapes of what a homeware shop sells, as outlines in a square of 100 by 100, standing on y = 95. From back to
 * front each part is a tone and an outline.
 */
public enum ProductShape {
    MUG(
            "DARK: M 73 42 Q 97 40 95 60 Q 93 81 71 80 L 71.5 72 Q 85 72 86 60 Q 87 49 73 50 Z",
            "BODY: M 24 30 L 76 30 L 73 88 Q 72 95 64 95 L 36 95 Q 28 95 27 88 Z",
            "LIGHT: E 50 30 26 6",
            "DARK: E 50 31 23 4.5",
            "ACCENT: M 25.3 60 L 74.7 60 L 74.2 69 L 25.8 69 Z"),
    LAMP(
            "DARK: M 48 46 L 52 46 L 53 88 L 47 88 Z",
            "ACCENT: M 30 90 Q 50 82 70 90 L 70 95 L 30 95 Z",
            "BODY: M 36 10 L 64 10 L 80 50 L 20 50 Z",
            "LIGHT: M 20 50 Q 50 56 80 50 Q 50 46 20 50 Z"),
    CHAIR(
            "DARK: M 37 60 L 41 60 L 40 90 L 37 90 Z M 59 60 L 63 60 L 63 90 L 60 90 Z",
            "DARK: M 26 60 L 32 60 L 28 95 L 23 95 Z M 68 60 L 74 60 L 77 95 L 72 95 Z",
            "BODY: M 30 6 Q 50 2 70 6 L 67 50 L 33 50 Z",
            "LIGHT: M 26 50 L 74 50 L 78 60 Q 50 65 22 60 Z",
            "ACCENT: M 33 14 Q 50 11 67 14 L 66.6 20 Q 50 17 33.4 20 Z"),
    VASE(
            "BODY: M 42 8 L 58 8 Q 60 22 56 30 Q 82 50 73 78 Q 68 95 60 95 L 40 95 Q 32 95 27 78 Q 18 50 44 30 Q 40 22 42 8 Z",
            "DARK: E 50 8 8 2.2",
            "ACCENT: M 26 56 Q 50 64 74 56 L 75 63 Q 50 71 25 63 Z"),
    BOTTLE(
            "BODY: M 44 8 L 56 8 L 56 28 Q 69 36 69 50 L 69 90 Q 69 95 64 95 L 36 95 Q 31 95 31 90 L 31 50 Q 31 36 44 28 Z",
            "DARK: M 43 4 L 57 4 L 57 14 L 43 14 Z",
            "LIGHT: M 31 54 L 69 54 L 69 80 L 31 80 Z",
            "ACCENT: M 37 60 L 63 60 L 63 65 L 37 65 Z M 42 70 L 58 70 L 58 73 L 42 73 Z"),
    BAG(
            "DARK: M 33 40 Q 33 6 50 6 Q 67 6 67 40 L 62 40 Q 62 12 50 12 Q 38 12 38 40 Z",
            "BODY: M 18 36 L 82 36 L 86 91 Q 86 95 81 95 L 19 95 Q 14 95 14 91 Z",
            "ACCENT: M 16.6 55 L 83.4 55 L 84.3 67 L 15.7 67 Z",
            "LIGHT: M 42 59 L 58 59 L 58 63 L 42 63 Z"),
    BOWL(
            "BODY: M 10 48 L 90 48 Q 87 80 62 89 L 62 95 L 38 95 L 38 89 Q 13 80 10 48 Z",
            "LIGHT: E 50 48 40 8",
            "DARK: E 50 49 36.5 6.3",
            "ACCENT: M 16.5 69 Q 50 77 83.5 69 L 81 74 Q 50 82 19 74 Z"),
    TEAPOT(
            "DARK: M 29 46 Q 3 38 7 62 Q 10 82 31 78 L 30 71 Q 16 74 14.5 61 Q 13 49 28 54 Z",
            "BODY: M 71 62 Q 83 60 86 38 L 94 36 Q 94 74 70 80 Z",
            "BODY: M 25 56 Q 26 33 50 33 Q 74 33 75 56 Q 78 86 60 95 L 40 95 Q 22 86 25 56 Z",
            "LIGHT: M 33 36 Q 50 22 67 36 Q 50 40 33 36 Z",
            "DARK: E 50 26 4.5 4",
            "ACCENT: M 25 60 Q 50 67 75 60 L 75.2 66 Q 50 73 24.8 66 Z"),
    CANDLE(
            "DARK: M 49.2 26 L 50.8 26 L 50.8 42 L 49.2 42 Z",
            "ACCENT: M 50 8 Q 60 24 50 30 Q 40 24 50 8 Z",
            "BODY: M 29 38 L 71 38 L 71 90 Q 71 95 66 95 L 34 95 Q 29 95 29 90 Z",
            "LIGHT: E 50 38 21 4.5",
            "LIGHT: M 34 58 L 66 58 L 66 80 L 34 80 Z",
            "DARK: M 40 66 L 60 66 L 60 68 L 40 68 Z M 44 72 L 56 72 L 56 74 L 44 74 Z"),
    CLOCK(
            "DARK: M 26 88 L 36 84 L 34 95 L 26 95 Z M 74 88 L 64 84 L 66 95 L 74 95 Z",
            "BODY: E 50 50 43 43",
            "LIGHT: E 50 50 36 36",
            "DARK: M 48.8 52 L 48.8 24 L 51.2 24 L 51.2 52 Z M 50 48.6 L 71 59 L 69.8 61.4 L 49 51.4 Z",
            "ACCENT: E 50 50 3.5 3.5 M 49 17 L 51 17 L 51 21 L 49 21 Z M 49 79 L 51 79 L 51 83 L 49 83 Z"),
    PLANTER(
            "ACCENT: M 50 56 Q 22 44 18 14 Q 46 22 50 56 Z M 50 56 Q 80 46 84 18 Q 54 24 50 56 Z",
            "ACCENT: M 50 56 Q 38 28 50 4 Q 62 28 50 56 Z",
            "BODY: M 27 58 L 73 58 L 68 91 Q 67 95 63 95 L 37 95 Q 33 95 32 91 Z",
            "LIGHT: M 24 52 L 76 52 L 75 60 L 25 60 Z"),
    CUSHION(
            "BODY: M 12 24 Q 50 33 88 24 Q 81 58 88 93 Q 50 86 12 93 Q 19 58 12 24 Z",
            "ACCENT: M 34 28.3 L 42 28.6 L 42 88.6 L 34 89 Z M 58 28.6 L 66 28.3 L 66 89 L 58 88.6 Z",
            "LIGHT: M 48 28.8 L 52 28.8 L 52 88.4 L 48 88.4 Z");

    /** A part, in the square of 100 by 100. */
    public record ShapePart(ProductTone tone, Path2D outline) {}

    private final String text;

    ProductShape(String... texts) {
        text = String.join("\n", texts);
    }

    /** Returns the parts from back to front. */
    public List<ShapePart> parts() {
        List<ShapePart> parts = new ArrayList<>();
        for (String line : text.lines().toList()) {
            int colon = line.indexOf(':');
            parts.add(new ShapePart(
                    ProductTone.valueOf(line.substring(0, colon)), OutlineParser.parse(line.substring(colon + 1))));
        }
        return parts;
    }

    /** Returns the shape that a text names, or else any, by the number. */
    static ProductShape of(String text, long number) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (ProductShape shape : values()) {
            if (lower.contains(shape.name().toLowerCase(Locale.ROOT))) {
                return shape;
            }
        }
        return values()[Math.floorMod(number, values().length)];
    }
}
