package dev.darkroom.bucket;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens the way to buckets when the first is called: whoever has none does not load the SDK. Thread-safe. */
public final class Buckets implements Closeable {

    private final StoreOpening opening;
    private @Nullable ObjectStore store;

    private Buckets(StoreOpening opening) {
        this.opening = opening;
    }

    /** Goes by the SDK's own settings: credentials, region and endpoint from the environment or its files. */
    public static Buckets ofEnvironment() {
        // A reference to the method would load the class, and with it the SDK, when this is made.
        return new Buckets(() -> S3ObjectStore.open());
    }

    /** Goes to a store that is open. */
    public static Buckets in(ObjectStore store) {
        return new Buckets(() -> store);
    }

    /** Finds the folder in a bucket that an output directory stands for; empty if it is no staging directory. */
    public Optional<BucketFolder> folder(Path output) {
        return BucketLocation.of(output).map(location -> new BucketFolder(this, location));
    }

    /**
     * Returns the store.
     *
     * @throws BucketException if it cannot be opened, for want of a region for instance
     */
    public synchronized ObjectStore store() throws IOException {
        ObjectStore open = store;
        if (open == null) {
            open = opening.open();
            store = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        if (store != null) {
            store.close();
            store = null;
        }
    }

    /** Opens a store. */
    @FunctionalInterface
    private interface StoreOpening {
        ObjectStore open() throws IOException;
    }
}
