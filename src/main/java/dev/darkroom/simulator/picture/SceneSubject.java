package dev.darkroom.simulator.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** A product to be put into a picture. Immutable and thread-safe. */
interface SceneSubject {

    /** Width by height. */
    double aspect();

    /** How large its source picture is. */
    PixelSize sourceSize();

    /** All colours it is painted with, or none if there are too many to count. */
    List<Color> colours();

    void paint(Graphics2D graphics, Rectangle2D box);
}
