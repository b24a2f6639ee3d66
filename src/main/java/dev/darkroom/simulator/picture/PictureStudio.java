package dev.darkroom.simulator.picture;

import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Makes pictures on demand: an edit shows its source's product on a clean backdrop, without a source the product is made
 * up from the prompt. The same order gives the same file. Thread-safe; no more pictures are made at once than there are
 * processors, since each takes megabytes, and the last few files are kept.
 */
public final class PictureStudio {

    private static final long KEPT_BYTES = 4L << 20;

    private final SourcePictures shelf = new SourcePictures();
    private final Semaphore easels =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()), true);
    private final Map<PictureSpecification, byte[]> kept = new LinkedHashMap<>();

    private long keptBytes;

    /** Returns the picture's file. */
    public byte[] develop(PictureSpecification order) {
        byte @Nullable [] before = lookUp(order);
        if (before != null) {
            return before;
        }
        easels.acquireUninterruptibly();
        try {
            byte[] file = order.format().encode(paint(order));
            keep(order, file);
            return file;
        } finally {
            easels.release();
        }
    }

    private BufferedImage paint(PictureSpecification order) {
        Optional<BufferedImage> source = order.sources().stream()
                .findFirst()
                .filter(url -> order.flaw() == PictureDefect.UNTOUCHED)
                .flatMap(SourcePictures::photograph);
        return source.orElseGet(() -> flawed(order.flaw(), scene(order).paint()));
    }

    private ProductScene scene(PictureSpecification order) {
        SplittableRandom random =
                new SplittableRandom(order.seed() * 31 + order.prompt().hashCode() * 17L + order.number());
        List<SceneSubject> subjects = order.sources().stream().map(shelf::get).toList();
        if (subjects.isEmpty()) {
            subjects = List.of(new DrawnSubject(order.prompt(), order.seed()));
        }
        SceneBackdrop backdrop =
                order.sources().isEmpty() ? SceneBackdrop.room(random) : SceneBackdrop.requested(order.prompt());
        PixelSize size = order.size() == null ? subjects.get(0).sourceSize().bounded() : order.size();
        return new ProductScene(
                order.flaw() == PictureDefect.OFF_WHITE ? SceneBackdrop.CREAM : backdrop,
                subjects,
                order.flaw() == PictureDefect.NARROW ? size.narrowed() : size,
                random);
    }

    private static BufferedImage flawed(@Nullable PictureDefect flaw, BufferedImage painted) {
        if (flaw == PictureDefect.BLANK) {
            return PictureSpoiler.blank(painted);
        }
        return flaw == PictureDefect.BLURRED ? PictureSpoiler.blurred(painted) : painted;
    }

    private synchronized byte @Nullable [] lookUp(PictureSpecification order) {
        return kept.get(order);
    }

    private synchronized void keep(PictureSpecification order, byte[] file) {
        if (file.length > KEPT_BYTES || kept.putIfAbsent(order, file) != null) {
            return;
        }
        keptBytes += file.length;
        var oldest = kept.entrySet().iterator();
        while (keptBytes > KEPT_BYTES) {
            keptBytes -= oldest.next().getValue().length;
            oldest.remove();
        }
    }
}
