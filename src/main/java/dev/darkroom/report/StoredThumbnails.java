package dev.darkroom.report;

import dev.darkroom.bucket.BucketFolder;
import dev.darkroom.io.FailureText;
import dev.darkroom.picture.ThumbnailStore;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which small pictures of a run are in its bucket: those that other hosts have made are there alone. They are listed when
 * the first is missing on this host. Not thread-safe.
 */
final class StoredThumbnails {

    /** Those of a run whose outputs are in a directory. */
    static final StoredThumbnails NONE = new StoredThumbnails(each -> {});

    private static final Logger log = LoggerFactory.getLogger(StoredThumbnails.class);
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{2}/(\\d{1,9})-(source|\\d{1,4})\\.jpg");

    private final ThumbnailListing listing;
    private @Nullable Map<String, BitSet> rowsByEnding;

    StoredThumbnails(ThumbnailListing listing) {
        this.listing = listing;
    }

    /** Returns those in a run's place in a bucket. */
    static StoredThumbnails in(BucketFolder bucket) {
        BucketFolder thumbnails = bucket.below(ThumbnailStore.FOLDER);
        return new StoredThumbnails(each -> thumbnails.list((file, bytes) -> each.accept(file)));
    }

    /** @param file its path relative to their folder, with slashes */
    boolean has(String file) {
        Map<String, BitSet> known = rowsByEnding;
        if (known == null) {
            known = list();
            rowsByEnding = known;
        }
        Matcher name = NAME.matcher(file);
        return name.matches() && known.getOrDefault(name.group(2), new BitSet()).get(Integer.parseInt(name.group(1)));
    }

    /** Lists them; where that fails the page shows the pictures themselves. */
    private Map<String, BitSet> list() {
        Map<String, BitSet> found = new HashMap<>();
        try {
            listing.list(file -> {
                Matcher name = NAME.matcher(file);
                if (name.matches()) {
                    found.computeIfAbsent(name.group(2), ending -> new BitSet()).set(Integer.parseInt(name.group(1)));
                }
            });
        } catch (IOException e) {
            log.info("the thumbnails in the bucket cannot be listed: {}", FailureText.of(e));
        }
        return found;
    }

    /** Lists small pictures by their paths relative to their folder. */
    @FunctionalInterface
    interface ThumbnailListing {
        void list(Consumer<String> each) throws IOException;
    }
}
