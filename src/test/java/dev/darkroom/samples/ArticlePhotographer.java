package dev.darkroom.samples;

import dev.darkroom.simulator.picture.ProductShape;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Takes the pictures that a small shop would have: the article on a table, a wall behind, the light from the left. */
final class ArticlePhotographer {

    private static final double GROUND = 0.86;

    private final ShopArticle article;
    private final SplittableRandom random;
    private final int width;
    private final int height;
    private final double side;
    private final double middle;

    ArticlePhotographer(ShopArticle article, int view) {
        this.article = article;
        random = new SplittableRandom(article.sku().hashCode() * 31L + view);
        width = article.width();
        height = article.height();
        side = Math.min(width, height) * (view == 1 ? 0.78 : 0.9);
        middle = width * (view == 1 ? 0.5 : 0.47);
    }

    BufferedImage take() {
        BufferedImage photo = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = photo.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        float hue = hue() + 0.5f + (float) (random.nextDouble() - 0.5) * 0.1f;
        paintWall(graphics, hue);
        paintTable(graphics);
        paintShadow(graphics);
        paintArticle(graphics);
        graphics.dispose();
        addGrain(photo);
        return photo;
    }

    private float hue() {
        Color body = article.body();
        return Color.RGBtoHSB(body.getRed(), body.getGreen(), body.getBlue(), null)[0];
    }

    /** Returns whether the article's colours are warm, which would drown in brown wood. */
    private boolean warm() {
        return hue() < 0.2f || hue() > 0.85f;
    }

    private void paintWall(Graphics2D graphics, float hue) {
        Color light = Color.getHSBColor(hue, 0.3f, 0.88f);
        Color dark = Color.getHSBColor(hue, 0.42f, 0.7f);
        graphics.setPaint(new GradientPaint(0, 0, light, width, height, dark));
        graphics.fillRect(0, 0, width, height);
        for (int spot = 0; spot < 7; spot++) {
            float radius = width * (0.08f + (float) random.nextDouble() * 0.14f);
            float x = (float) random.nextDouble() * width;
            float y = (float) random.nextDouble() * height * 0.6f;
            Color glow = Color.getHSBColor(hue + spot * 0.01f, 0.3f, 1f);
            graphics.setPaint(new RadialGradientPaint(
                    x, y, radius, new float[] {0, 1}, new Color[] {alpha(glow, 70), alpha(glow, 0)}));
            graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
        }
    }

    private void paintTable(Graphics2D graphics) {
        double edge = height * (GROUND - 0.1);
        float tone = warm() ? 0.52f : 0.07f;
        Color wood = Color.getHSBColor(tone + (float) random.nextDouble() * 0.03f, 0.38f, 0.55f);
        graphics.setPaint(new GradientPaint(0, (float) edge, wood, 0, height, wood.brighter()));
        graphics.fill(new Rectangle2D.Double(0, edge, width, height - edge));
        graphics.setStroke(new BasicStroke(2f));
        for (double y = edge + 8; y < height; y += 9 + random.nextDouble() * 14) {
            graphics.setColor(alpha(Color.BLACK, 10));
            graphics.draw(new Line2D.Double(0, y, width, y + (random.nextDouble() - 0.5) * 10));
        }
    }

    private void paintShadow(Graphics2D graphics) {
        float radius = (float) side * 0.62f;
        AffineTransform before = graphics.getTransform();
        graphics.translate(middle + side * 0.08, height * GROUND);
        graphics.scale(1, 0.16);
        graphics.setPaint(new RadialGradientPaint(
                0, 0, radius, new float[] {0.2f, 1}, new Color[] {alpha(Color.BLACK, 110), alpha(Color.BLACK, 0)}));
        graphics.fill(new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius));
        graphics.setTransform(before);
    }

    private void paintArticle(Graphics2D graphics) {
        AffineTransform place = AffineTransform.getTranslateInstance(middle - side / 2, height * GROUND - side * 0.95);
        place.scale(side / 100, side / 100);
        for (ProductShape.ShapePart part : article.shape().parts()) {
            Path2D outline = part.outline();
            Shape shape = place.createTransformedShape(outline);
            Color colour = part.tone().of(article.body(), article.accent());
            Rectangle2D bounds = shape.getBounds2D();
            graphics.setPaint(new LinearGradientPaint(
                    (float) bounds.getMinX(),
                    0,
                    (float) bounds.getMaxX() + 1,
                    0,
                    new float[] {0, 0.3f, 1},
                    new Color[] {shade(colour, -0.08), shade(colour, 0.22), shade(colour, -0.3)}));
            graphics.fill(shape);
            graphics.setColor(shade(colour, -0.55));
            graphics.setStroke(new BasicStroke(2.5f));
            graphics.draw(shape);
        }
    }

    private void addGrain(BufferedImage photo) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int pixel = photo.getRGB(x, y);
                int grain = random.nextInt(5) - 2;
                int red = bounded((pixel >> 16 & 0xFF) + grain);
                int green = bounded((pixel >> 8 & 0xFF) + grain);
                int blue = bounded((pixel & 0xFF) + grain);
                photo.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
    }

    private static int bounded(int value) {
        return Math.max(0, Math.min(255, value));
    }

    private static Color alpha(Color colour, int alpha) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
    }

    /** Returns a colour lighter by a share of white, or darker by a share of black. */
    private static Color shade(Color colour, double share) {
        int target = share > 0 ? 255 : 0;
        double part = Math.abs(share);
        return new Color(
                (int) (colour.getRed() + (target - colour.getRed()) * part),
                (int) (colour.getGreen() + (target - colour.getGreen()) * part),
                (int) (colour.getBlue() + (target - colour.getBlue()) * part));
    }
}
