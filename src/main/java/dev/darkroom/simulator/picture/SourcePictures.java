package dev.darkroom.simulator.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the source pictures by their addresses: the sample catalog's are real, any other's is made up, since the
 * simulator never uses the network. Keeps the last few cut-outs. Thread-safe.
 */
final class SourcePictures {

    private static final int KEPT = 6;

    private final Map<String, SceneSubject> cut = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SceneSubject> eldest) {
            return size() > KEPT;
        }
    };

    SceneSubject get(String url) {
        @Nullable SceneSubject kept = kept(url);
        if (kept != null) {
            return kept;
        }
        return SamplePictures.at(url)
                .map(file -> keep(url, new CutSubject(decode(url, file))))
                .orElseGet(() -> new DrawnSubject(url, 0));
    }

    /** Returns the whole source picture, empty if the catalog has none of this address. */
    static Optional<BufferedImage> photograph(String url) {
        return SamplePictures.at(url).map(file -> decode(url, file));
    }

    private @Nullable SceneSubject kept(String url) {
        synchronized (cut) {
            return cut.get(url);
        }
    }

    private SceneSubject keep(String url, SceneSubject subject) {
        synchronized (cut) {
            cut.put(url, subject);
        }
        return subject;
    }

    private static BufferedImage decode(String url, byte[] file) {
        try {
            BufferedImage image = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)));
            return Objects.requireNonNull(image, () -> "no picture: " + url);
        } catch (IOException e) {
            throw new UncheckedIOException("no picture: " + url, e);
        }
    }
}
