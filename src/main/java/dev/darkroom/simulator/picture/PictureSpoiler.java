package dev.darkroom.simulator.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Takes from a painted picture what makes it one. */
final class PictureSpoiler {

    private static final Color NOTHING = new Color(0xF2F2F0);

    /** The part of its sides that is left of a picture's detail. */
    private static final int COARSENESS = 20;

    private PictureSpoiler() {}

    static BufferedImage blank(BufferedImage painted) {
        BufferedImage blank = new BufferedImage(painted.getWidth(), painted.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = blank.createGraphics();
        graphics.setColor(NOTHING);
        graphics.fillRect(0, 0, blank.getWidth(), blank.getHeight());
        graphics.dispose();
        return blank;
    }

    static BufferedImage blurred(BufferedImage painted) {
        BufferedImage coarse = scaled(
                painted, Math.max(2, painted.getWidth() / COARSENESS), Math.max(2, painted.getHeight() / COARSENESS));
        return scaled(coarse, painted.getWidth(), painted.getHeight());
    }

    private static BufferedImage scaled(BufferedImage picture, int width, int height) {
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(picture, 0, 0, width, height, null);
        graphics.dispose();
        return scaled;
    }
}
