package dev.darkroom.simulator.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** A JPEG that takes hardly any time to look at, and as much room as one of a product: some 14 kB. */
public final class NoisePicture {

    private static final int SIDE = 128;

    private NoisePicture() {}

    /** Writes it into a file. */
    public static Path write(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    /** Returns it as every output of a simulator. */
    public static FixedPicture fixed() throws IOException {
        return new FixedPicture(bytes(), "image/jpeg");
    }

    private static byte[] bytes() throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        SplittableRandom random = new SplittableRandom(1);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "jpeg", file)) {
            throw new IOException("no writer of JPEG");
        }
        return file.toByteArray();
    }
}
