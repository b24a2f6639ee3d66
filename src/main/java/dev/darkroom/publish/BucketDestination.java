package dev.darkroom.publish;

import dev.darkroom.bucket.BucketFolder;
import dev.darkroom.bucket.StoredObject;
import dev.darkroom.io.Sha256;
import dev.darkroom.manifest.CsvDialect;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A place in a bucket. Whoever publishes there first stores an object that only a new name can have, and deletes it at the
 * end. One that a process of this host left which is gone is taken over; another host's only when a person says so.
 */
final class BucketDestination implements PublishDestination {

    private static final String LOCK = ".darkroom-publish";

    private final BucketFolder bucket;
    private final Path work;
    private final boolean takesOver;
    private final PublishHolder self = PublishHolder.ofThisProcess();
    private @Nullable Map<String, Long> sizes;
    private boolean isHeld;

    /**
     * @param work a folder on this host
     * @param takesOver whether the place is taken from whoever holds it
     */
    BucketDestination(BucketFolder bucket, Path work, boolean takesOver) {
        this.bucket = bucket;
        this.work = work;
        this.takesOver = takesOver;
    }

    @Override
    public String shown() {
        return bucket.location().toString();
    }

    @Override
    public void hold() throws IOException {
        byte[] mine = self.text().getBytes(StandardCharsets.UTF_8);
        if (!bucket.putIfAbsent(LOCK, mine)) {
            PublishHolder holder = holder().orElse(null);
            if (holder != null && !takesOver && !holder.isGone()) {
                throw new HeldDestinationException(shown() + " is published to by " + holder.shown()
                        + ". Wait for its end; if it is gone, --take-over goes on in its place");
            }
            bucket.delete(List.of(LOCK));
            bucket.putIfAbsent(LOCK, mine);
        }
        checkHeld();
        isHeld = true;
    }

    private Optional<PublishHolder> holder() throws IOException {
        return bucket.read(LOCK).map(bytes -> PublishHolder.read(new String(bytes, StandardCharsets.UTF_8)));
    }

    private void checkHeld() throws IOException {
        PublishHolder holder = holder().orElse(null);
        if (!self.equals(holder)) {
            isHeld = false;
            throw new HeldDestinationException(shown() + " is published to by "
                    + (holder == null ? "another process" : holder.shown())
                    + ", which has taken over. Wait for its end, then start the same command again");
        }
    }

    @Override
    public Optional<PublishedList> list() throws IOException {
        Path copy = Files.createTempFile(work, "list-", ".csv");
        try {
            Optional<byte[]> list = bucket.read(PublishedList.NAME);
            if (list.isEmpty()) {
                return Optional.empty();
            }
            Files.write(copy, list.get());
            return Optional.of(PublishedList.read(copy, shown() + "/" + PublishedList.NAME));
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    @Override
    public void putList(PublishedList list, CsvDialect dialect) throws IOException {
        checkHeld();
        Path file = Files.createTempFile(work, "list-", ".csv");
        try {
            try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                list.write(writer, dialect);
            }
            bucket.put(PublishedList.NAME, file, Sha256.hex(file));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public long size(String file) throws IOException {
        return sizes().getOrDefault(file, -1L);
    }

    private synchronized Map<String, Long> sizes() throws IOException {
        Map<String, Long> known = sizes;
        if (known == null) {
            Map<String, Long> listed = new HashMap<>();
            bucket.list(listed::put);
            known = new ConcurrentHashMap<>(listed);
            sizes = known;
        }
        return known;
    }

    @Override
    public Optional<String> sha256(String file) throws IOException {
        return bucket.head(file).map(StoredObject::sha256);
    }

    @Override
    public Path workFolder() {
        return work;
    }

    @Override
    public void put(String file, Path content, String sha256) throws IOException {
        long bytes = Files.size(content);
        bucket.put(file, content, sha256);
        sizes().put(file, bytes);
    }

    @Override
    public void remove(String file) throws IOException {
        bucket.delete(List.of(file));
        sizes().remove(file);
    }

    @Override
    public Optional<String> refusal(String file) {
        return bucket.location().takes(file) ? Optional.empty() : Optional.of("its name is too long for a bucket");
    }

    @Override
    public void close() throws IOException {
        if (isHeld) {
            isHeld = false;
            bucket.delete(List.of(LOCK));
        }
    }
}
