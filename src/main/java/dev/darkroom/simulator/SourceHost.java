package dev.darkroom.simulator;

import dev.darkroom.io.Sha256;
import dev.darkroom.simulator.picture.SamplePictures;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Serves the sample catalog's pictures as their made-up host does, with an ETag and a Last-Modified, and knows which of
 * them the shop has put another in place of. Thread-safe.
 */
final class SourceHost {

    private static final SimulatedResponse NOT_FOUND = FaultAnswers.page(404, "404 Not Found");
    private static final Instant FIRST = Instant.parse("2026-01-05T08:00:00Z");
    private static final int TAG = 8;

    private final Map<String, Instant> replaced = new ConcurrentHashMap<>();

    SimulatedResponse serve(String name) {
        Instant changed = replaced.get(name);
        return bytes(name, changed).map(found -> answer(name, changed, found)).orElse(NOT_FOUND);
    }

    /** Puts another picture in its place; returns whether there is one of this name. */
    boolean replace(String name, Instant now) {
        boolean there = SamplePictures.find(name).isPresent();
        if (there) {
            replaced.put(name, now);
        }
        return there;
    }

    private static Optional<byte[]> bytes(String name, @Nullable Instant changed) {
        return changed == null ? SamplePictures.find(name) : SamplePictures.mirrored(name);
    }

    private static SimulatedResponse answer(String name, @Nullable Instant changed, byte[] found) {
        Instant modified = changed == null ? FIRST : changed;
        return SimulatedResponse.of(200, SamplePictures.contentType(name), found)
                .with("ETag", "\"" + tag(modified, found) + "\"")
                .with("Last-Modified", DateTimeFormatter.RFC_1123_DATE_TIME.format(modified.atOffset(ZoneOffset.UTC)));
    }

    private static String tag(Instant modified, byte[] found) {
        MessageDigest digest = Sha256.newDigest();
        digest.update(modified.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(found), 0, TAG);
    }
}
