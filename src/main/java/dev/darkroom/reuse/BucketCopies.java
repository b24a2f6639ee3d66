package dev.darkroom.reuse;

import dev.darkroom.bucket.BucketException;
import dev.darkroom.bucket.BucketException.BucketFailure;
import dev.darkroom.bucket.BucketFolder;
import dev.darkroom.download.ImageStore;
import dev.darkroom.io.Sha256;
import dev.darkroom.io.Utf8Paths;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.NamedRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Copies pictures where one side or both are in a bucket: within the store, up to it, or down from it. Copies to a bucket
 * are made together, when they are awaited. Not thread-safe.
 */
final class BucketCopies {

    /** How many copies are made at once: each mostly waits. */
    private static final int COPIES = 32;

    private final ImageStore imageStore;
    private final List<Callable<String>> begun = new ArrayList<>();

    BucketCopies(ImageStore imageStore) {
        this.imageStore = imageStore;
    }

    /** Returns whether pictures of that output directory are copied here, not linked. */
    boolean takes(Path from) {
        return imageStore.bucket() != null || imageStore.buckets().folder(from).isPresent();
    }

    /** Copies a picture, or has it copied when all are; returns its new name, relative to the output directory. */
    String place(Path from, DownloadedPicture picture, NamedRow name, int n) throws IOException {
        BucketFolder source = imageStore.buckets().folder(from).orElse(null);
        BucketFolder target = imageStore.bucket();
        if (target == null) {
            return fetch(from, picture, name, n);
        }
        String file = imageStore.claimName(name, n, picture.extension());
        if (source != null && source.location().equals(target.location()) && file.equals(picture.file())) {
            return file;
        }
        begun.add(() -> {
            if (source == null) {
                target.put(file, Utf8Paths.resolve(from, picture.file()), picture.sha256());
            } else {
                target.copyFrom(source, picture.file(), file);
            }
            return file;
        });
        return file;
    }

    private String fetch(Path from, DownloadedPicture picture, NamedRow name, int n) throws IOException {
        BucketFolder source = imageStore.buckets().folder(from).orElseThrow();
        Path part = imageStore.part();
        try {
            source.get(picture.file(), part);
            if (!Sha256.hex(part).equals(picture.sha256())) {
                throw new BucketException(
                        BucketFailure.DAMAGED,
                        source.location() + ": what came of " + picture.file() + " is not what is there");
            }
            return imageStore.place(part, name, n, picture.extension());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Makes the copies that were begun; they are durable then. */
    void await() throws IOException {
        if (begun.isEmpty()) {
            return;
        }
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(COPIES, begun.size()));
        try {
            for (Future<String> copy : workers.invokeAll(begun)) {
                copy.get();
            }
            begun.clear();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while pictures were copied to a bucket", e);
        } finally {
            workers.shutdownNow();
        }
    }
}
