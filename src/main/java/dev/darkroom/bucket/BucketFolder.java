package dev.darkroom.bucket;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjLongConsumer;

/** The place of one run's outputs in a bucket. Files are named by their paths relative to it, with slashes. Thread-safe. */
public final class BucketFolder {

    private static final String PROBE = ".darkroom-probe";

    private final Buckets buckets;
    private final BucketLocation location;

    /** @param buckets opens the way to it when it is first called */
    public BucketFolder(Buckets buckets, BucketLocation location) {
        this.buckets = buckets;
        this.location = location;
    }

    public BucketLocation location() {
        return location;
    }

    /** Returns the part of it that is below one of its folders. */
    public BucketFolder below(String folder) {
        return new BucketFolder(buckets, new BucketLocation(location.bucket(), location.key(folder)));
    }

    /** Stores a file; the bucket compares what arrives with the hash. */
    public void put(String file, Path content, String sha256) throws IOException {
        buckets.store().put(location, file, content, sha256);
    }

    /** Stores an object unless there is one; returns whether it was stored. */
    public boolean putIfAbsent(String file, byte[] content) throws IOException {
        return buckets.store().putIfAbsent(location, file, content);
    }

    /** Reads a small object; empty if there is none. */
    public Optional<byte[]> read(String file) throws IOException {
        return buckets.store().read(location, file);
    }

    /** Fetches an object into a file that is there. */
    public void get(String file, Path into) throws IOException {
        buckets.store().get(location, file, into);
    }

    /** Tells of an object; empty if there is none. */
    public Optional<StoredObject> head(String file) throws IOException {
        return buckets.store().head(location, file);
    }

    /** Copies an object of another folder to this one, without fetching it. */
    public void copyFrom(BucketFolder other, String file, String copy) throws IOException {
        buckets.store().copy(other.location, file, location, copy);
    }

    /** Deletes objects; those that are not there are no failure. */
    public void delete(Collection<String> files) throws IOException {
        buckets.store().delete(location, files);
    }

    /** Lists the objects below it. */
    public void list(ObjLongConsumer<String> each) throws IOException {
        buckets.store().list(location, each);
    }

    /**
     * Proves that it can be written to: stores an object and deletes it.
     *
     * @return empty, or why the object could not be deleted
     * @throws BucketException if it could not be stored
     */
    public Optional<String> probe(Path content, String sha256) throws IOException {
        put(PROBE, content, sha256);
        try {
            delete(List.of(PROBE));
            return Optional.empty();
        } catch (BucketException refused) {
            if (refused.kind() != BucketException.BucketFailure.REFUSED) {
                throw refused;
            }
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }
}
