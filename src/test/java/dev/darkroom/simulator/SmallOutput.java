package dev.darkroom.simulator;

import dev.darkroom.simulator.faults.FaultRules;
import dev.darkroom.simulator.picture.FixedPicture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Makes settings of simulators whose outputs are all one small picture: to draw them would be most of a test's work. */
public final class SmallOutput {

    private static final int SIDE = 16;

    private SmallOutput() {}

    public static SimulatorSettings settings(int capacity, Duration serviceTime) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB), "png", bytes);
        FixedPicture picture = new FixedPicture(bytes.toByteArray(), "image/png");
        return new SimulatorSettings(capacity, serviceTime, 1, FaultRules.ofTexts(Map.of()), List.of(), picture);
    }
}
