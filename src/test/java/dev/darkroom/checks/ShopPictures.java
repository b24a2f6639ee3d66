package dev.darkroom.checks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/** Products as shops show them, of known place, colour and print: the truth that measures are held against. */
final class ShopPictures {

    private static final int DOTS = 7;
    private static final int WIDE = 5;
    private static final String LETTERS = "ABCDEFGHKLMNPRSTUVXYZ0123456789";

    private ShopPictures() {}

    /** The shapes that products have. */
    enum ProductShape {
        BOWL,
        BOX,
        BOTTLE,
        RING,
        LAMP;

        /** Returns the outline, which fills the unit square from edge to edge. */
        private Shape outline() {
            return switch (this) {
                case BOWL -> new Ellipse2D.Double(0, 0, 1, 1);
                case BOX -> new Rectangle2D.Double(0, 0, 1, 1);
                case BOTTLE -> {
                    Area bottle = new Area(new RoundRectangle2D.Double(0, 0.35, 1, 0.65, 0.3, 0.3));
                    bottle.add(new Area(new Rectangle2D.Double(0.35, 0, 0.3, 0.5)));
                    yield bottle;
                }
                case RING -> {
                    Area ring = new Area(new Ellipse2D.Double(0, 0, 1, 1));
                    ring.subtract(new Area(new Ellipse2D.Double(0.2, 0.2, 0.6, 0.6)));
                    yield ring;
                }
                case LAMP -> {
                    Area lamp = new Area(new Rectangle2D.Double(0, 0, 1, 0.3));
                    lamp.add(new Area(new Rectangle2D.Double(0.46, 0.3, 0.08, 0.6)));
                    lamp.add(new Area(new Rectangle2D.Double(0.2, 0.9, 0.6, 0.1)));
                    yield lamp;
                }
            };
        }
    }

    /**
     * A product in a frame.
     *
     * @param width of the frame
     * @param height of the frame
     * @param box where the product is
     * @param print what is printed on it, empty for nothing
     */
    record Product(int width, int height, ProductShape shape, Color colour, Rectangle2D box, String print) {

        /** Returns one of this part of the frame's sides, its middle so far off the frame's. */
        static Product of(
                int width,
                int height,
                ProductShape shape,
                Color colour,
                double across,
                double down,
                double offX,
                double offY) {
            Rectangle2D box = new Rectangle2D.Double(
                    width * (0.5 + offX - across / 2), height * (0.5 + offY - down / 2), width * across, height * down);
            return new Product(width, height, shape, colour, box, "");
        }

        Product printed(String letters) {
            return new Product(width, height, shape, colour, box, letters);
        }

        Product coloured(Color other) {
            return new Product(width, height, shape, other, box, print);
        }

        Product at(Rectangle2D place) {
            return new Product(width, height, shape, colour, place, print);
        }

        BufferedImage on(Color ground) {
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setColor(ground);
            graphics.fillRect(0, 0, width, height);
            draw(graphics);
            graphics.dispose();
            return image;
        }

        BufferedImage onNothing() {
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
            Graphics2D graphics = image.createGraphics();
            draw(graphics);
            graphics.dispose();
            return image;
        }

        void draw(Graphics2D graphics) {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            AffineTransform place = new AffineTransform(box.getWidth(), 0, 0, box.getHeight(), box.getX(), box.getY());
            Shape outline = place.createTransformedShape(shape.outline());
            graphics.setColor(colour);
            graphics.fill(outline);
            Shape clip = graphics.getClip();
            graphics.clip(outline);
            graphics.setColor(colour.darker());
            graphics.setStroke(new BasicStroke((float) Math.max(2, box.getWidth() / 40)));
            for (int n = 1; n < 4; n++) {
                double y = box.getY() + box.getHeight() * n / 4;
                graphics.draw(new Rectangle2D.Double(box.getX(), y, box.getWidth(), 1));
            }
            if (!print.isEmpty()) {
                print(graphics);
            }
            graphics.setClip(clip);
        }

        /** Prints a label, its letters a twenty-second part of the frame high. */
        private void print(Graphics2D graphics) {
            Rectangle2D label = new Rectangle2D.Double(
                    box.getX() + box.getWidth() * 0.15,
                    box.getY() + box.getHeight() * 0.35,
                    box.getWidth() * 0.7,
                    box.getHeight() * 0.5);
            graphics.setColor(Color.WHITE);
            graphics.fill(label);
            graphics.clip(label);
            graphics.setColor(Color.BLACK);
            double dot = height / 22.0 / DOTS;
            int at = 0;
            for (double y = label.getY() + dot; y + DOTS * dot < label.getMaxY(); y += (DOTS + 2) * dot) {
                for (double x = label.getX() + dot; x + WIDE * dot < label.getMaxX(); x += (WIDE + 1) * dot) {
                    letter(graphics, print.charAt(at++ % print.length()), x, y, dot);
                }
            }
        }

        /** Draws a letter of an alphabet of dots, since a machine for tests need not have fonts. */
        private static void letter(Graphics2D graphics, char letter, double x, double y, double dot) {
            Random shape = new Random(letter * 7919L);
            for (int row = 0; row < DOTS; row++) {
                for (int column = 0; column < WIDE; column++) {
                    if (shape.nextInt(5) < 2) {
                        graphics.fill(new Rectangle2D.Double(x + column * dot, y + row * dot, dot, dot));
                    }
                }
            }
        }
    }

    /** Returns letters by chance, more than fit on a label's line. */
    static String letters(Random chance) {
        StringBuilder letters = new StringBuilder();
        for (int n = 0; n < 120; n++) {
            letters.append(LETTERS.charAt(chance.nextInt(LETTERS.length())));
        }
        return letters.toString();
    }

    /** Returns the picture as a lamp of this colour would show it, darker and noisy as a camera's. */
    static BufferedImage lit(BufferedImage picture, double red, double green, double blue, int noise, Random chance) {
        BufferedImage lit = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int rgb = picture.getRGB(x, y);
                int add = noise == 0 ? 0 : chance.nextInt(2 * noise + 1) - noise;
                lit.setRGB(
                        x,
                        y,
                        level((rgb >> 16 & 0xff), red, add) << 16
                                | level((rgb >> 8 & 0xff), green, add) << 8
                                | level(rgb & 0xff, blue, add));
            }
        }
        return lit;
    }

    /** Weighs light, not levels. */
    private static int level(int level, double factor, int add) {
        double light = Math.pow(level / 255.0, 2.2) * factor;
        return (int) Math.max(0, Math.min(255, Math.round(255 * Math.pow(light, 1 / 2.2)) + add));
    }
}
