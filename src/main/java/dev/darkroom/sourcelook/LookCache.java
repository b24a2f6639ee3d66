package dev.darkroom.sourcelook;

import dev.darkroom.io.DurableFolders;
import dev.darkroom.io.FailureText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers in the workspace what was seen of sources, so that no address is looked at twice in an evening. Plans, checks
 * and runs share it without a lock: of two that write at once the later one's looks stay, and the others are made again.
 */
final class LookCache {

    private static final Logger log = LoggerFactory.getLogger(LookCache.class);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int MAX_KEPT = 300_000;

    private final LookFile file;
    private final Path folder;
    private final InstantSource wall;

    LookCache(Path file, InstantSource wall) {
        this.file = new LookFile(file);
        this.folder = file.toAbsolutePath().normalize().resolveSibling("");
        this.wall = wall;
    }

    /** Reads it; what cannot be read is looked at again. */
    LookedSources read() {
        try {
            return file.read();
        } catch (IOException e) {
            log.info("what was seen of sources before cannot be read: {}", FailureText.of(e));
            return new LookedSources();
        }
    }

    /** Adds what was seen now to what is there. */
    void add(LookedSources seen) {
        try {
            LookedSources all = read();
            long oldest = wall.instant().minus(KEPT).getEpochSecond();
            all.all().values().removeIf(source -> source.at() < oldest);
            if (all.all().size() + seen.all().size() > MAX_KEPT) {
                all.all().clear();
            }
            seen.all().forEach(all::putKey);
            DurableFolders.createPrivate(folder);
            file.write(all);
        } catch (IOException e) {
            log.info("what was seen of sources cannot be kept, and will be looked at again: {}", FailureText.of(e));
        }
    }
}
