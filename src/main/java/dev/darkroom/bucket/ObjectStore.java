package dev.darkroom.bucket;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.ObjLongConsumer;

/** Makes the calls to buckets. What a method returns from is durable there. Thread-safe. */
public interface ObjectStore extends Closeable {

    /**
     * Stores a file, in parts if it is large. The bucket compares what arrives with the hash.
     *
     * @param sha256 the hash of its bytes, 64 hex digits
     */
    void put(BucketLocation at, String file, Path content, String sha256) throws IOException;

    /**
     * Stores an object unless there is one.
     *
     * @return whether it was stored
     */
    boolean putIfAbsent(BucketLocation at, String file, byte[] content) throws IOException;

    /** Reads a small object; empty if there is none. */
    Optional<byte[]> read(BucketLocation at, String file) throws IOException;

    /**
     * Fetches an object into a file that is there.
     *
     * @throws BucketException of the kind {@code MISSING} if there is none
     */
    void get(BucketLocation at, String file, Path into) throws IOException;

    /** Tells of an object without fetching it; empty if there is none. */
    Optional<StoredObject> head(BucketLocation at, String file) throws IOException;

    /**
     * Signs an address by which anybody can fetch an object for some time. Makes no call.
     *
     * @param validity at most seven days
     */
    URI presigned(BucketLocation at, String file, Duration validity) throws IOException;

    /** Copies an object within the store, also from bucket to bucket. It may be 5 GB long, which no picture is. */
    void copy(BucketLocation from, String file, BucketLocation to, String copy) throws IOException;

    /** Deletes objects; those that are not there are no failure. */
    void delete(BucketLocation at, Collection<String> files) throws IOException;

    /** Lists the objects below a location, each by its path relative to it with its number of bytes. */
    void list(BucketLocation at, ObjLongConsumer<String> each) throws IOException;

    @Override
    void close();
}
