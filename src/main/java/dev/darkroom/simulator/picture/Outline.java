package dev.darkroom.simulator.picture;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.Scanner;

/**
 * Outlines as text, in a square of 100 by 100 with y downwards: {@code M x y} begins, {@code L x y} is a line,
 * {@code Q x y x y} a curve, {@code E x y rx ry} a whole ellipse, {@code Z} closes.
 */
final class Outline {

    private Outline() {}

    static Path2D parse(String text) {
        Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        try (Scanner words = new Scanner(text)) {
            while (words.hasNext()) {
                String word = words.next();
                switch (word) {
                    case "M" -> path.moveTo(number(words), number(words));
                    case "L" -> path.lineTo(number(words), number(words));
                    case "Q" -> path.quadTo(number(words), number(words), number(words), number(words));
                    case "E" -> path.append(ellipse(number(words), number(words), number(words), number(words)), false);
                    case "Z" -> path.closePath();
                    default -> throw new IllegalArgumentException("an outline has no '" + word + "': " + text);
                }
            }
        }
        return path;
    }

    private static Ellipse2D ellipse(double x, double y, double horizontal, double vertical) {
        return new Ellipse2D.Double(x - horizontal, y - vertical, 2 * horizontal, 2 * vertical);
    }

    private static double number(Scanner words) {
        return Double.parseDouble(words.next());
    }
}
