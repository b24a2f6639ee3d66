package dev.darkroom.simulator.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.Map;

/**
 * The strip that says where a picture comes from. It brings its own letters, since a server may have no fonts, and
 * Java cannot draw any text there.
 */
final class PictureCaption {

    static final Color STRIP = new Color(0x2B2D31);
    static final Color LETTERS = new Color(0xE9E6DF);

    private static final String TEXT = "DARKROOM SIMULATOR";
    private static final int LETTER_WIDTH = 6;
    private static final int LETTER_HEIGHT = 7;

    /** Seven rows of five dots each. */
    private static final Map<Character, int[]> DOTS = Map.ofEntries(
            Map.entry('A', new int[] {14, 17, 17, 31, 17, 17, 17}),
            Map.entry('D', new int[] {30, 17, 17, 17, 17, 17, 30}),
            Map.entry('I', new int[] {14, 4, 4, 4, 4, 4, 14}),
            Map.entry('K', new int[] {17, 18, 20, 24, 20, 18, 17}),
            Map.entry('L', new int[] {16, 16, 16, 16, 16, 16, 31}),
            Map.entry('M', new int[] {17, 27, 21, 21, 17, 17, 17}),
            Map.entry('O', new int[] {14, 17, 17, 17, 17, 17, 14}),
            Map.entry('R', new int[] {30, 17, 17, 30, 20, 18, 17}),
            Map.entry('S', new int[] {15, 16, 16, 14, 1, 1, 30}),
            Map.entry('T', new int[] {31, 4, 4, 4, 4, 4, 4}),
            Map.entry('U', new int[] {17, 17, 17, 17, 17, 17, 14}));

    private PictureCaption() {}

    /** Draws it along the lower edge. */
    static void paint(Graphics2D graphics, PixelSize size) {
        int dot = Math.max(1, Math.min(size.width(), size.height()) / 400);
        int strip = dot * (LETTER_HEIGHT + 6);
        int top = size.height() - strip;
        graphics.setColor(STRIP);
        graphics.fillRect(0, top, size.width(), strip);
        graphics.setColor(LETTERS);
        for (int index = 0; index < TEXT.length(); index++) {
            int left = dot * (6 + index * LETTER_WIDTH);
            int[] rows = DOTS.getOrDefault(TEXT.charAt(index), new int[LETTER_HEIGHT]);
            for (int row = 0; row < LETTER_HEIGHT; row++) {
                paintRow(graphics, rows[row], left, top + dot * (3 + row), dot);
            }
        }
    }

    private static void paintRow(Graphics2D graphics, int dots, int left, int top, int dot) {
        for (int column = 0; column < 5; column++) {
            if ((dots >> (4 - column) & 1) == 1) {
                graphics.fillRect(left + column * dot, top, dot, dot);
            }
        }
    }
}
