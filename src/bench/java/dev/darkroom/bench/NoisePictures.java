package dev.darkroom.bench;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Makes JPEGs of about a byte for three pixels, as photographs are: grain on a slope of colours, the same in each suite. */
final class NoisePictures {

    private static final int GRAIN = 32;

    private NoisePictures() {}

    static Path write(Path file, int side) throws IOException {
        Random random = new Random(side);
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int grain = random.nextInt(GRAIN);
                int red = grain + x * (255 - GRAIN) / side;
                int green = grain + y * (255 - GRAIN) / side;
                picture.setRGB(x, y, red << 16 | green << 8 | grain);
            }
        }
        if (!ImageIO.write(picture, "jpeg", file.toFile())) {
            throw new IOException("this JDK writes no JPEG");
        }
        return file;
    }
}
