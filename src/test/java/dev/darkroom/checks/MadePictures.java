package dev.darkroom.checks;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;

/** Pictures as a catalog might have them, good and bad. */
final class MadePictures {

    static final Color OFF_WHITE = new Color(0xEFE6D2);

    private final int width;
    private final int height;
    private BufferedImage image;

    private MadePictures(int width, int height, Color ground) {
        this.width = width;
        this.height = height;
        this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        fill(ground, 0, 0, width, height);
    }

    static MadePictures on(Color ground, int width, int height) {
        return new MadePictures(width, height, ground);
    }

    BufferedImage image() {
        return image;
    }

    /** Draws a striped bowl in the middle, of this part of the shorter side. */
    MadePictures product(double part) {
        Graphics2D graphics = graphics();
        double side = Math.min(width, height) * part;
        graphics.setColor(new Color(0x8C3B2A));
        Ellipse2D bowl = new Ellipse2D.Double((width - side) / 2, (height - side) / 2, side, side);
        graphics.fill(bowl);
        graphics.clip(bowl);
        graphics.setColor(new Color(0xE8C27A));
        for (double y = 0; y < height; y += Math.max(4, side / 8)) {
            graphics.fillRect(0, (int) y, width, (int) Math.max(1, side / 24));
        }
        graphics.dispose();
        return this;
    }

    /** Draws a gradient from white at the top to a grey at the bottom. */
    MadePictures gradient(int to) {
        for (int y = 0; y < height; y++) {
            int level = 255 - (255 - to) * y / height;
            fill(new Color(level, level, level), 0, y, width, 1);
        }
        return this;
    }

    MadePictures fill(Color colour, int x, int y, int wide, int high) {
        Graphics2D graphics = graphics();
        graphics.setColor(colour);
        graphics.fillRect(x, y, wide, high);
        graphics.dispose();
        return this;
    }

    /** Puts the picture out of focus: Gauss's blur, by its standard deviation in pixels. */
    MadePictures blurred(double sigma) {
        int half = (int) Math.ceil(3 * sigma);
        float[] weights = new float[2 * half + 1];
        float sum = 0;
        for (int at = -half; at <= half; at++) {
            weights[at + half] = (float) Math.exp(-at * at / (2 * sigma * sigma));
            sum += weights[at + half];
        }
        for (int at = 0; at < weights.length; at++) {
            weights[at] /= sum;
        }
        BufferedImage across = convolved(image, new Kernel(weights.length, 1, weights));
        image = convolved(across, new Kernel(1, weights.length, weights));
        return this;
    }

    private static BufferedImage convolved(BufferedImage picture, Kernel kernel) {
        BufferedImage result = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        return new ConvolveOp(kernel, ConvolveOp.EDGE_NO_OP, null).filter(picture, result);
    }

    private Graphics2D graphics() {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        return graphics;
    }
}
