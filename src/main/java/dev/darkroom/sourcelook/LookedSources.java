package dev.darkroom.sourcelook;

import dev.darkroom.io.LocalPictureReference;
import dev.darkroom.io.Sha256;
import dev.darkroom.models.SourceKnowledge;
import dev.darkroom.models.SourceTraits;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds what was seen behind addresses, by the addresses' hashes: a signed one is a secret. A picture on this disk is held by
 * its bytes. Thread-safe.
 */
public final class LookedSources implements SourceKnowledge {

    private static final int KEY = 32;

    private final Map<String, LookedSource> sources = new ConcurrentHashMap<>();

    static String key(String address) {
        return Sha256.hex(LocalPictureReference.identity(address)).substring(0, KEY);
    }

    @Override
    public boolean looks() {
        return true;
    }

    @Override
    public @Nullable SourceTraits of(String address) {
        LookedSource source = find(address);
        return source == null ? null : source.traits();
    }

    /** Returns whether nothing is known. */
    public boolean isEmpty() {
        return sources.isEmpty();
    }

    /** Returns what is out of the ordinary with a source, such as {@code animated}; empty if nothing is, or is known. */
    public List<String> traits(String address) {
        LookedSource source = find(address);
        return source == null || source.header() == null
                ? List.of()
                : source.header().traits();
    }

    @Nullable
    LookedSource find(String address) {
        return sources.isEmpty() ? null : sources.get(key(address));
    }

    void put(String address, LookedSource source) {
        sources.put(key(address), source);
    }

    void putKey(String key, LookedSource source) {
        sources.put(key, source);
    }

    /** Counts all that is here by what was seen. */
    public SeenCounts counts() {
        return SeenCounts.of(sources.values());
    }

    Map<String, LookedSource> all() {
        return sources;
    }
}
