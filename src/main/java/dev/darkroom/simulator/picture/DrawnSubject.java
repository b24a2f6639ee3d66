package dev.darkroom.simulator.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A product made up from a text: its shape, if the text names one, and always the same colours. It stands for sources
 * that the simulator cannot see, and takes few enough colours for a small file.
 */
final class DrawnSubject implements SceneSubject {

    private static final double SQUARE = 100;
    private static final List<PixelSize> SIZES =
            List.of(new PixelSize(800, 800), new PixelSize(900, 600), new PixelSize(600, 800));

    private final ProductShape shape;
    private final Color body;
    private final Color accent;
    private final PixelSize size;

    DrawnSubject(String text, long seed) {
        SplittableRandom random = new SplittableRandom(text.hashCode() * 31L + seed);
        shape = ProductShape.of(text, random.nextInt(1 << 20));
        float hue = (float) random.nextDouble();
        body = Color.getHSBColor(hue, 0.45f + (float) random.nextDouble() * 0.3f, 0.75f);
        accent = shape == ProductShape.PLANTER ? new Color(0x4F8A4C) : Color.getHSBColor(hue + 0.45f, 0.55f, 0.85f);
        size = SIZES.get(random.nextInt(SIZES.size()));
    }

    @Override
    public double aspect() {
        return 1;
    }

    @Override
    public PixelSize sourceSize() {
        return size;
    }

    @Override
    public List<Color> colours() {
        return Arrays.stream(ProductTone.values())
                .map(tone -> tone.of(body, accent))
                .toList();
    }

    @Override
    public void paint(Graphics2D graphics, Rectangle2D box) {
        AffineTransform place = AffineTransform.getTranslateInstance(box.getX(), box.getY());
        place.scale(box.getWidth() / SQUARE, box.getHeight() / SQUARE);
        for (ProductShape.ShapePart part : shape.parts()) {
            graphics.setColor(part.tone().of(body, accent));
            graphics.fill(place.createTransformedShape(part.outline()));
        }
    }
}
