package dev.darkroom.simulator.picture;

import java.awt.Color;

/** The one of a product's colours that a part of it has. */
public enum ProductTone {
    BODY,
    DARK,
    LIGHT,
    ACCENT;

    /** Returns the colour of this tone, of a product of these two colours. */
    public Color of(Color body, Color accent) {
        return switch (this) {
            case BODY -> body;
            case DARK -> ColourMath.mix(body, Color.BLACK, 0.45);
            case LIGHT -> ColourMath.mix(body, Color.WHITE, 0.5);
            case ACCENT -> accent;
        };
    }
}
