package dev.darkroom.jar;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** A JPEG that takes hardly any time to look at, and as much room as one of a product: some 14 kB. */
final class NoisePicture {

    private static final int SIDE = 128;

    private NoisePicture() {}

    static Path write(Path file) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        SplittableRandom random = new SplittableRandom(1);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        if (!ImageIO.write(image, "jpeg", file.toFile())) {
            throw new IOException("no writer of JPEG");
        }
        return file;
    }
}
