package dev.darkroom.reuse;

import dev.darkroom.download.ImageStore;
import dev.darkroom.download.ProvedFiles;
import dev.darkroom.io.Utf8Paths;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.NamedRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.picture.ThumbnailStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts another row's pictures, with their thumbnails and what the checks said of them, under a row's own name. They are
 * durable, and may be recorded, once {@link #force} returns. Not thread-safe.
 */
final class PictureCopy {

    private static final Logger log = LoggerFactory.getLogger(PictureCopy.class);

    private final ImageStore imageStore;
    private final ProvedFiles proved;
    private final ThumbnailStore own;
    private final BucketCopies buckets;
    private final Set<Path> unforced = new LinkedHashSet<>();

    PictureCopy(ImageStore imageStore) {
        this.imageStore = imageStore;
        this.proved = imageStore.proved();
        this.own = new ThumbnailStore(imageStore.output());
        this.buckets = new BucketCopies(imageStore);
    }

    /**
     * Links or copies them.
     *
     * @param leader whose they are
     * @param from the output directory they are in
     */
    List<DownloadedPicture> place(RowKey leader, Path from, List<DownloadedPicture> pictures, NamedRow name)
            throws IOException {
        List<DownloadedPicture> placed = new ArrayList<>();
        for (DownloadedPicture picture : pictures) {
            int n = placed.size() + 1;
            String file = buckets.takes(from) ? buckets.place(from, picture, name, n) : link(from, picture, name, n);
            placed.add(picture.named(file));
        }
        shareThumbnails(leader.row(), new ThumbnailStore(from), pictures.size(), name.number());
        return placed;
    }

    private String link(Path from, DownloadedPicture picture, NamedRow name, int n) throws IOException {
        Path source = Utf8Paths.resolve(from, picture.file());
        ProvedFiles.FileProof before = proved.look(source, picture.sha256());
        String file = imageStore.share(source, name, n, picture.extension());
        proved.linked(before, Utf8Paths.resolve(imageStore.output(), file), picture.sha256());
        unforced.add(imageStore.folder(file));
        return file;
    }

    /** Makes durable what was placed since the last time: each folder is forced once. */
    void force() throws IOException {
        buckets.await();
        for (Path folder : unforced) {
            imageStore.forceFolder(folder);
        }
        unforced.clear();
    }

    /** Shares thumbnails; a report does without those that are missing. */
    private void shareThumbnails(int leader, ThumbnailStore theirs, int outputs, int row) {
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
