package dev.darkroom.simulator.picture;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.Scanner;

/**
 * Parses outlines as text, in a square of 100 by 100 with y downwards: {@code M x y} begins, {@code L x y} is a line,
 * {@code Q x y x y} a curve, {@code E x y rx ry} a whole ellipse, {@code Z} closes.
 */
final class OutlineParser {

    private OutlineParser() {}

    static Path2D parse(String text) {
        Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        try (Scanner message = new Scanner(text)) {
            while (message.hasNext()) {
                String word = message.next();
                switch (word) {
                    case "M" -> path.moveTo(number(message), number(message));
                    case "L" -> path.lineTo(number(message), number(message));
                    case "Q" -> path.quadTo(number(message), number(message), number(message), number(message));
                    case "E" ->
                        path.append(ellipse(number(message), number(message), number(message), number(message)), false);
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

    private static double number(Scanner message) {
        return Double.parseDouble(message.next());
    }
}
