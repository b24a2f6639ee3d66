package dev.darkroom.simulator.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** A product cut out of its source picture. */
final class CutSubject implements SceneSubject {

    private final BufferedImage product;
    private final PixelSize sourceSize;

    CutSubject(BufferedImage source) {
        product = ProductCutout.of(source);
        sourceSize = new PixelSize(source.getWidth(), source.getHeight());
    }

    @Override
    public double aspect() {
        return product.getWidth() / (double) product.getHeight();
    }

    @Override
    public PixelSize sourceSize() {
        return sourceSize;
    }

    @Override
    public List<Color> colours() {
        return List.of();
    }

    @Override
    public void paint(Graphics2D graphics, Rectangle2D box) {
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        AffineTransform place = AffineTransform.getTranslateInstance(box.getX(), box.getY());
        place.scale(box.getWidth() / product.getWidth(), box.getHeight() / product.getHeight());
        graphics.drawImage(product, place, null);
    }
}
