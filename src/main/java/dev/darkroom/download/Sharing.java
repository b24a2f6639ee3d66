package dev.darkroom.download;

import dev.darkroom.ledger.NamedRow;
import dev.darkroom.ledger.Picture;
import dev.darkroom.ledger.RowKey;
import dev.darkroom.picture.Thumbnails;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts another row's pictures, with their thumbnails and what the checks said of them, under a row's own name. */
final class Sharing {

    private static final Logger log = LoggerFactory.getLogger(Sharing.class);

    private final Placement placement;
    private final Thumbnails own;

    Sharing(Placement placement) {
        this.placement = placement;
        this.own = new Thumbnails(placement.output());
    }

    /**
     * Links or copies them.
     *
     * @param leader whose they are
     * @param from the output directory they are in
     */
    List<Picture> place(RowKey leader, Path from, List<Picture> pictures, NamedRow name) throws IOException {
        List<Picture> placed = new ArrayList<>();
        for (Picture picture : pictures) {
            String file = placement.share(from.resolve(picture.file()), name, placed.size() + 1, picture.extension());
            placed.add(picture.named(file));
        }
        shareThumbnails(leader.row(), new Thumbnails(from), pictures.size(), name.number());
        return placed;
    }

    /** A report does without those it has not got. */
    private void shareThumbnails(int leader, Thumbnails theirs, int outputs, int row) {
        try {
            own.share(theirs.source(leader), own.source(row));
            for (int n = 1; n <= outputs; n++) {
                own.share(theirs.output(leader, n), own.output(row, n));
            }
        } catch (IOException e) {
            log.info("row {} does without thumbnails: {}", row, e.toString());
        }
    }
}
