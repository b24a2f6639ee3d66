package dev.darkroom.checks;

import dev.darkroom.checks.shop.GroundScan;
import dev.darkroom.io.FailureText;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.MemoryShortageException;
import dev.darkroom.picture.PictureDecoder;
import dev.darkroom.picture.PictureFile;
import dev.darkroom.picture.PictureType;
import dev.darkroom.picture.SmallPicture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Checks an output by itself and against what its row requested. Decodes it once, within bounds. Thread-safe. */
public final class OutputChecks {

    /** The longer side that pictures are measured at, and thumbnails made of: the figure of the same subject is otherwise another in each size. */
    public static final int MEASURED = 512;

    private static final Logger log = LoggerFactory.getLogger(OutputChecks.class);

    private final PictureDecoder decoder;
    private final ModelCatalog catalog;
    private final CheckLimits limits;
    private final ShopChecks shop;

    /** @param catalog whose defaults stand for what a row leaves out */
    public OutputChecks(PictureDecoder decoder, ModelCatalog catalog, CheckLimits limits) {
        this.decoder = decoder;
        this.catalog = catalog;
        this.limits = limits;
        this.shop = new ShopChecks(limits.shop());
    }

    /**
     * Checks a file.
     *
     * @param picture what the file was found to be
     * @param model the row's
     * @param input what was sent
     * @throws InterruptedException if the thread is interrupted
     */
    public CheckResult check(Path file, PictureFile picture, String model, ObjectNode input)
            throws InterruptedException {
        RequestedOutput asked = RequestedOutput.of(catalog, model, input);
        List<String> flags = new ArrayList<>();
        GroundScan ground = shop.scan(picture);
        SmallPicture small = decode(file, picture, ground, flags);
        compare(picture, asked, flags);
        if (small != null) {
            measure(small, flags);
        }
        shop.addFile(file, picture, flags);
        if (small != null) {
            shop.addPixels(small, ground, flags);
        }
        return new CheckResult(flags, small);
    }

    private @Nullable SmallPicture decode(
            Path file, PictureFile picture, @Nullable GroundScan ground, List<String> flags)
            throws InterruptedException {
        String size = picture.width() + "x" + picture.height();
        if ((long) picture.width() * picture.height() > limits.pixels()) {
            flags.add(CheckFlag.UNDECODABLE.with(size));
            return null;
        }
        try {
            return decoder.decode(file, picture, MEASURED, ground);
        } catch (BadPictureException e) {
            flags.add(CheckFlag.UNDECODABLE.with(size));
            return null;
        } catch (MemoryShortageException e) {
            // That is no fault of the picture's, so that nothing is to fail by it.
            log.warn("a picture was not checked and has no thumbnail: {}", FailureText.of(e));
            return null;
        }
    }

    private void compare(PictureFile picture, RequestedOutput asked, List<String> flags) {
        Optional<PictureType> other = asked.format().filter(format -> format != picture.type());
        if ((limits.format() && other.isPresent()) || !limits.shop().takes(picture.type())) {
            flags.add(CheckFlag.FORMAT.with(picture.type().formatName()));
        }
        asked.size().ifPresent(size -> {
            int width = picture.width();
            int height = picture.height();
            if (limits.size().isPresent()
                    && size.distance(width, height) > limits.size().getAsInt()) {
                flags.add(CheckFlag.SIZE.with(width + "x" + height));
            }
            double distortion = size.distortion(width, height);
            if (limits.aspect().isPresent() && distortion > limits.aspect().getAsDouble()) {
                flags.add(CheckFlag.ASPECT.with(FlagFigure.of(distortion)));
            }
        });
    }

    /** Raises the flags of the measures; a blank picture is not flagged as blurred too. */
    private void measure(SmallPicture small, List<String> flags) {
        double blankness = BlanknessMeasure.of(small);
        boolean blank = limits.blank().isPresent() && blankness < limits.blank().getAsDouble();
        if (blank) {
            flags.add(CheckFlag.BLANK.with(FlagFigure.of(blankness)));
        }
        limits.background().ifPresent(asked -> {
            double off = BorderRing.shareOff(small, asked);
            if (off > asked.share()) {
                flags.add(CheckFlag.BACKGROUND.with(FlagFigure.of(off)));
            }
        });
        if (!blank && limits.blurred().isPresent()) {
            double sharpness = SharpnessMeasure.of(small);
            if (sharpness < limits.blurred().getAsDouble()) {
                flags.add(CheckFlag.BLURRED.with(FlagFigure.of(sharpness)));
            }
        }
    }
}
