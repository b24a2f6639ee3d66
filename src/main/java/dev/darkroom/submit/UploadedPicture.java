package dev.darkroom.submit;

import dev.darkroom.bucket.BucketException;
import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.bucket.Buckets;
import dev.darkroom.bucket.ObjectStore;
import dev.darkroom.bucket.StoredObject;
import dev.darkroom.io.LocalPictureReference;
import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.LocalPictureException;
import dev.darkroom.picture.LocalPictures;
import dev.darkroom.picture.PictureFile;
import dev.darkroom.step.BucketOutage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Puts a picture into a bucket, by the hash of its bytes, and signs an address of it. What is there with that hash, from an
 * earlier start for instance, is not put again.
 */
final class UploadedPicture implements SentPicture {

    private final LocalPictures pictures;
    private final Buckets buckets;
    private final BucketLocation at;
    private final Duration validity;
    private final BucketOutage outage;
    private final Map<String, UploadState> known = new ConcurrentHashMap<>();

    /**
     * @param at the place of the run's own pictures
     * @param validity for how long an address is valid
     * @param outage of the bucket
     */
    UploadedPicture(
            LocalPictures pictures, Buckets buckets, BucketLocation at, Duration validity, BucketOutage outage) {
        this.pictures = pictures;
        this.buckets = buckets;
        this.at = at;
        this.validity = validity;
        this.outage = outage;
    }

    @Override
    public String address(LocalPictureReference picture) throws IOException, LocalPictureException {
        ObjectStore store = buckets.store();
        Path file = pictures.find(picture);
        String name = picture.sha256() + "." + extension(file, picture);
        UploadState state = known.computeIfAbsent(name, each -> new UploadState());
        synchronized (state) {
            if (!state.stored) {
                put(store, name, file, picture.sha256());
                state.stored = true;
            }
        }
        return store.presigned(at, name, validity).toString();
    }

    private static String extension(Path file, LocalPictureReference picture) throws IOException {
        try {
            return PictureFile.inspect(file).type().extension();
        } catch (BadPictureException e) {
            throw new IOException(picture.path() + " has changed while it was read", e);
        }
    }

    /** Stores the file, whose bytes the bucket compares with the hash. */
    private void put(ObjectStore store, String name, Path file, String sha256) throws IOException {
        try {
            Optional<StoredObject> there = store.head(at, name);
            if (there.isEmpty() || !sha256.equals(there.get().sha256())) {
                store.put(at, name, file, sha256);
            }
            outage.answered();
        } catch (BucketException e) {
            BucketException stop = outage.failed(e);
            throw stop == null ? new PicturesAwayException(e) : stop;
        }
    }

    @Override
    public boolean isReady() {
        return !outage.holds();
    }

    private static final class UploadState {
        private boolean stored;
    }
}
