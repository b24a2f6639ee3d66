package dev.darkroom.download;

import dev.darkroom.ledger.NamedRow;
import dev.darkroom.ledger.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Puts another row's pictures, with what the checks said of them, under a row's own name. */
final class Sharing {

    private final Placement placement;

    Sharing(Placement placement) {
        this.placement = placement;
    }

    /** Links or copies them from the output directory they are in. */
    List<Picture> place(Path from, List<Picture> pictures, NamedRow name) throws IOException {
        List<Picture> placed = new ArrayList<>();
        for (Picture picture : pictures) {
            String file = placement.share(from.resolve(picture.file()), name, placed.size() + 1, picture.extension());
            placed.add(picture.named(file));
        }
        return placed;
    }
}
