package dev.darkroom.simulator.picture;

import java.awt.image.BufferedImage;

/** Makes pictures. Thread-safe. */
public final class Studio {

    /** The picture's file. */
    public byte[] develop(PictureOrder order) {
        PixelSize size = order.size() == null ? new PixelSize(1024, 1024) : order.size();
        return order.format().encode(new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB));
    }
}
