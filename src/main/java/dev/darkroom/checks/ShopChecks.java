package dev.darkroom.checks;

import dev.darkroom.checks.shop.GroundScan;
import dev.darkroom.checks.shop.ProductBox;
import dev.darkroom.checks.shop.ProductMask;
import dev.darkroom.io.FailureText;
import dev.darkroom.io.SafeText;
import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.ColourProfile;
import dev.darkroom.picture.PictureFile;
import dev.darkroom.picture.PictureTransparency;
import dev.darkroom.picture.SmallPicture;
import dev.darkroom.picture.mark.DigitalSourceType;
import dev.darkroom.picture.mark.PictureMarker;
import dev.darkroom.picture.mark.VendorMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks an output against what a shop asks for, by itself. Decodes nothing. Thread-safe. */
final class ShopChecks {

    private static final Logger log = LoggerFactory.getLogger(ShopChecks.class);

    private static final int WHITE = 0xffffff;

    /** The most bytes of a file that are held in memory for its metadata. */
    private static final long MAX_READ = 64L << 20;

    private static final int MAX_NAME = 40;

    private final ShopLimits limits;

    ShopChecks(ShopLimits limits) {
        this.limits = limits;
    }

    /** Returns what is to look at all pixels while a picture is decoded; null if nothing needs them. */
    @Nullable
    GroundScan scan(PictureFile picture) {
        return limits.notWhite()
                .map(ground -> new GroundScan(
                        ground.rgb(), ground.toleranceOf(picture.type()), ground.reachOf(picture.type())))
                .orElse(limits.alpha() == ShopLimits.AlphaRule.OFF ? null : new GroundScan(WHITE, 0, 0));
    }

    /** Adds the flags of what the file says without being decoded. */
    void addFile(Path file, PictureFile picture, List<String> flags) {
        boolean small = limits.small()
                .filter(least -> !least.holds(picture.width(), picture.height()))
                .isPresent();
        if (small) {
            flags.add(CheckFlag.SMALL.with(picture.width() + "x" + picture.height()));
        }
        if (limits.profile()) {
            addProfile(file, picture, flags);
        }
        if (limits.aiMark()) {
            addMark(file, picture, flags);
        }
    }

    private static void addProfile(Path file, PictureFile picture, List<String> flags) {
        try {
            ColourProfile.of(file, picture)
                    .filter(profile -> !profile.srgb())
                    .ifPresent(profile -> flags.add(CheckFlag.PROFILE.with(profile.name())));
        } catch (IOException e) {
            log.warn("a picture's colour profile was not checked: {}", FailureText.of(e));
        }
    }

    /** Content credentials say it too, which are not read: whoever takes the picture can. */
    private static void addMark(Path file, PictureFile picture, List<String> flags) {
        try {
            if (Files.size(file) > MAX_READ) {
                log.warn(
                        "whether {} says that it was made with AI was not checked: it is too large",
                        file.getFileName());
                return;
            }
            VendorMetadata told = PictureMarker.read(Files.readAllBytes(file), picture.type());
            if (!told.hasCredentials() && !DigitalSourceType.isOfAi(told.sourceType())) {
                flags.add(CheckFlag.NO_AI_MARK.with(figure(told.sourceType())));
            }
        } catch (BadPictureException | IOException e) {
            log.warn("whether a picture says that it was made with AI was not checked: {}", FailureText.of(e));
        }
    }

    private static String figure(String sourceType) {
        String name = sourceType.substring(sourceType.lastIndexOf('/') + 1);
        return name.isEmpty() ? "none" : SafeText.line(name, MAX_NAME).replace('|', '/');
    }

    /**
     * Adds the flags of what the pixels show.
     *
     * @param ground what looked at them, null if nothing did
     */
    void addPixels(SmallPicture small, @Nullable GroundScan ground, List<String> flags) {
        if (ground != null) {
            addGround(ground, flags);
        }
        if (limits.needsBox()) {
            // The stored picture's mask will do for one that is turned: of both sides the worse one counts.
            ProductMask seen = ground == null ? null : ground.mask();
            ProductMask mask = seen == null ? ProductMask.of(small) : seen;
            mask.box().ifPresent(box -> addBox(box, flags));
        }
        if (ground != null) {
            addTransparency(ground.transparency(), flags);
        }
    }

    private void addGround(GroundScan ground, List<String> flags) {
        limits.notWhite().filter(asked -> ground.share() > asked.share()).ifPresent(asked -> {
            String figure = FlagFigure.of(ground.share()) + " by " + FlagFigure.of(ground.distance());
            flags.add(CheckFlag.NOT_WHITE.with(figure));
        });
    }

    private void addBox(ProductBox box, List<String> flags) {
        limits.fill()
                .filter(range -> !range.holds(box.fill()))
                .ifPresent(range -> flags.add(CheckFlag.FILL.with(FlagFigure.of(box.fill()))));
        limits.offCentre().ifPresent(most -> {
            if (box.offCentre() > most) {
                flags.add(CheckFlag.OFF_CENTRE.with(FlagFigure.of(box.offCentre())));
            }
        });
    }

    private void addTransparency(PictureTransparency transparency, List<String> flags) {
        boolean fault = switch (limits.alpha()) {
            case OFF -> false;
            case TRANSPARENT -> transparency.share() > 0;
            case CHANNEL -> transparency.channel();
        };
        if (fault) {
            flags.add(CheckFlag.ALPHA.with(FlagFigure.of(transparency.share())));
        }
    }
}
