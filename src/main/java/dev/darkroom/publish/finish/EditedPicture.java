package dev.darkroom.publish.finish;

import dev.darkroom.jobfile.rules.AfterStep;
import dev.darkroom.jobfile.rules.AfterStep.FlattenStep;
import dev.darkroom.jobfile.rules.AfterStep.PadStep;
import dev.darkroom.jobfile.rules.AfterStep.SrgbStep;
import dev.darkroom.jobfile.rules.AfterStep.SrgbWay;
import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.EmbeddedProfile;
import dev.darkroom.picture.PictureType;
import dev.darkroom.picture.StoredColours;
import dev.darkroom.picture.WholePicture;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A picture between steps: its pixels, and the profile that says what their levels mean. Used by one thread. */
final class EditedPicture {

    private static final int OPAQUE = 0xff;

    private BufferedImage image;
    private boolean hasAlpha;
    private @Nullable ICC_Profile profile;
    private final StoredColours colours;
    private boolean isChanged;
    private boolean isTagged;

    private EditedPicture(WholePicture whole, @Nullable ICC_Profile profile) {
        this.image = whole.image();
        this.hasAlpha = whole.hasAlpha();
        this.colours = whole.colours();
        this.profile = profile;
    }

    /** @param file the picture's bytes, for its profile */
    static EditedPicture of(WholePicture whole, byte[] file, PictureType type) throws BadPictureException {
        ICC_Profile embedded = EmbeddedProfile.of(file, type, whole.colours()).orElse(null);
        ICC_Profile said =
                embedded == null && EmbeddedProfile.isSrgbByName(file, type) ? ColourConversion.SRGB : embedded;
        // Written anew it has three colours, to which a profile of inks or greys says nothing.
        return switch (whole.colours()) {
            case RGB -> new EditedPicture(whole, said);
            case INKS -> new EditedPicture(whole, ColourConversion.SRGB);
            case GREY -> {
                if (embedded == null) {
                    yield new EditedPicture(whole, said);
                }
                boolean unused = ColourConversion.ofGreys(embedded).convert(whole.image());
                yield new EditedPicture(whole, ColourConversion.SRGB);
            }
        };
    }

    BufferedImage image() {
        return image;
    }

    /** Returns whether any pixel may be not opaque. */
    boolean hasAlpha() {
        return hasAlpha;
    }

    /** The profile that the file is to hold, or null for none. */
    @Nullable
    ICC_Profile profile() {
        return profile;
    }

    /** Returns whether any pixel is another than in the file. */
    boolean isChanged() {
        return isChanged;
    }

    /** Returns whether the file has to be given a profile that it did not have. */
    boolean isTagged() {
        return isTagged;
    }

    /** @throws BadPictureException if its profile is damaged */
    void apply(AfterStep step) throws BadPictureException {
        if (step instanceof SrgbStep srgb) {
            toSrgb(srgb.way());
        } else if (step instanceof FlattenStep flatten) {
            flatten(flatten.colour());
        } else if (step instanceof PadStep pad) {
            pad(pad);
        }
    }

    private void toSrgb(SrgbWay way) throws BadPictureException {
        boolean isRgb = colours == StoredColours.RGB;
        isChanged |= way == SrgbWay.CONVERT && !isRgb;
        ICC_Profile own = profile;
        if (own == null) {
            profile = ColourConversion.SRGB;
            isTagged = isRgb;
        } else if (way == SrgbWay.CONVERT && ColourConversion.of(own).convert(image)) {
            profile = ColourConversion.SRGB;
            isChanged = true;
        }
    }

    private void flatten(int colour) {
        if (!hasAlpha) {
            return;
        }
        int[] pixels = pixels(image);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = over(pixels[i], colour);
        }
        hasAlpha = false;
        isChanged = true;
    }

    private static int over(int pixel, int colour) {
        int alpha = pixel >>> 24;
        return OPAQUE << 24
                | mixed(pixel >> 16, colour >> 16, alpha) << 16
                | mixed(pixel >> 8, colour >> 8, alpha) << 8
                | mixed(pixel, colour, alpha);
    }

    private static int mixed(int above, int below, int alpha) {
        return ((above & 0xff) * alpha + (below & 0xff) * (OPAQUE - alpha) + OPAQUE / 2) / OPAQUE;
    }

    private void pad(PadStep pad) {
        if (image.getWidth() == pad.width() && image.getHeight() == pad.height()) {
            return;
        }
        BufferedImage fitting = AreaShrinker.within(image, pad.width(), pad.height());
        BufferedImage canvas = new BufferedImage(pad.width(), pad.height(), BufferedImage.TYPE_INT_ARGB);
        int[] covered = pixels(canvas);
        Arrays.fill(covered, OPAQUE << 24 | pad.colour());
        int[] pixels = pixels(fitting);
        int left = (pad.width() - fitting.getWidth()) / 2;
        int top = (pad.height() - fitting.getHeight()) / 2;
        for (int y = 0; y < fitting.getHeight(); y++) {
            System.arraycopy(
                    pixels, y * fitting.getWidth(), covered, (top + y) * pad.width() + left, fitting.getWidth());
        }
        image = canvas;
        isChanged = true;
    }

    /**
     * Returns the picture as writers take one without transparency.
     *
     * @throws FinishException if it is transparent in parts
     */
    BufferedImage opaqueImage() throws FinishException {
        if (hasAlpha) {
            throw new FinishException("it is transparent in parts, which a JPEG cannot be: put a flatten, such as"
                    + " { flatten: \"#ffffff\" }, into publish.after");
        }
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        System.arraycopy(pixels(image), 0, pixels(opaque), 0, image.getWidth() * image.getHeight());
        return opaque;
    }

    static int[] pixels(BufferedImage image) {
        return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    }
}
