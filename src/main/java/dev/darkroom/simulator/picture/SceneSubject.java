package dev.darkroom.simulator.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** A product to be put into a picture. Immutable and thread-safe. */
interface SceneSubject {

    /** Returns width by height. */
    double aspect();

    /** Returns the size of its source picture. */
    PixelSize sourceSize();

    /** Returns all colours it is painted with, or none if there are too many to count. */
    List<Color> colours();

    void paint(Graphics2D graphics, Rectangle2D box);
}
