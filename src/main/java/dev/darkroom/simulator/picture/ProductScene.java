package dev.darkroom.simulator.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Paints products side by side on a backdrop, each on its shadow, and the caption below. Used once, by one thread. */
final class ProductScene {

    private static final double GROUND = 0.86;
    private static final int SHADOW_STEPS = 7;

    private final SceneBackdrop backdrop;
    private final List<SceneSubject> subjects;
    private final PixelSize size;
    private final double scale;
    private final double shift;

    /** @param random moves the products a little, so that no two pictures of one request are the same */
    ProductScene(SceneBackdrop backdrop, List<SceneSubject> subjects, PixelSize size, SplittableRandom random) {
        this.backdrop = tinted(backdrop, random);
        this.subjects = List.copyOf(subjects);
        this.size = size;
        scale = 0.9 + random.nextDouble() * 0.1;
        shift = (random.nextDouble() - 0.5) * 0.04;
    }

    BufferedImage paint() {
        BufferedImage canvas = canvas();
        Graphics2D graphics = canvas.createGraphics();
        try {
            if (canvas.getType() == BufferedImage.TYPE_INT_RGB) {
                graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            }
            graphics.setColor(backdrop.wall());
            graphics.fillRect(0, 0, size.width(), size.height());
            int horizon = (int) (size.height() * (GROUND - 0.12));
            graphics.setColor(backdrop.floor());
            graphics.fillRect(0, horizon, size.width(), size.height() - horizon);
            double column = size.width() / (double) subjects.size();
            for (int index = 0; index < subjects.size(); index++) {
                place(graphics, subjects.get(index), column, column * (index + 0.5) + shift * column);
            }
            PictureCaption.paint(graphics, size);
        } finally {
            graphics.dispose();
        }
        return canvas;
    }

    private void place(Graphics2D graphics, SceneSubject subject, double column, double middle) {
        double height = Math.min(size.height() * 0.74, column * 0.8 / subject.aspect()) * scale;
        double width = height * subject.aspect();
        double ground = size.height() * GROUND;
        for (int step = 0; step < SHADOW_STEPS; step++) {
            double wide = width * (1.12 - step * 0.07);
            double deep = Math.min(width, height) * (0.13 - step * 0.012);
            graphics.setColor(shadow(step));
            graphics.fill(new Ellipse2D.Double(middle - wide / 2, ground - deep * 0.62, wide, deep));
        }
        subject.paint(graphics, new Rectangle2D.Double(middle - width / 2, ground - height, width, height));
    }

    private Color shadow(int step) {
        return ColourMath.mix(backdrop.floor(), Color.BLACK, 0.035 * (step + 1));
    }

    /**
     * Makes a canvas of one byte a pixel where the colours can be counted: such pictures are drawn fast, and their
     * files are small.
     */
    private BufferedImage canvas() {
        List<Color> colours = new ArrayList<>(
                List.of(backdrop.wall(), backdrop.floor(), PictureCaption.STRIP, PictureCaption.LETTERS));
        for (int step = 0; step < SHADOW_STEPS; step++) {
            colours.add(shadow(step));
        }
        for (SceneSubject subject : subjects) {
            if (subject.colours().isEmpty()) {
                return new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
            }
            colours.addAll(subject.colours());
        }
        int[] palette = colours.stream().mapToInt(Color::getRGB).distinct().toArray();
        IndexColorModel model = new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
        return new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_BYTE_INDEXED, model);
    }

    private static SceneBackdrop tinted(SceneBackdrop backdrop, SplittableRandom random) {
        Color tint = Color.getHSBColor((float) random.nextDouble(), 0.6f, 0.9f);
        return new SceneBackdrop(
                ColourMath.mix(backdrop.wall(), tint, 0.03), ColourMath.mix(backdrop.floor(), tint, 0.03));
    }
}
