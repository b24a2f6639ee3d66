package dev.darkroom.publish.finish;

import dev.darkroom.jobfile.rules.AfterStep;
import dev.darkroom.jobfile.rules.AfterStep.FlattenStep;
import dev.darkroom.jobfile.rules.AfterStep.PadStep;
import dev.darkroom.jobfile.rules.AfterStep.SrgbStep;
import dev.darkroom.jobfile.rules.AfterStep.SrgbWay;
import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.EmbeddedProfile;
import dev.darkroom.picture.PictureType;
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
    private boolean isChanged;
    private boolean isTagged;
    private boolean wasGrey;

    private EditedPicture(BufferedImage image, boolean hasAlpha, @Nullable ICC_Profile profile) {
        this.image = image;
        this.hasAlpha = hasAlpha;
        this.profile = profile;
    }

    /** @param file the picture's bytes, for its profile */
    static EditedPicture of(WholePicture whole, byte[] file, PictureType type) throws BadPictureException {
        ICC_Profile profile = EmbeddedProfile.of(file, type, whole.isGrey()).orElse(null);
        EditedPicture picture = new EditedPicture(whole.image(), whole.hasAlpha(), profile);
        if (whole.isGrey() && profile != null) {
            // Written anew it has three colours, to which a profile of greys says nothing.
            ColourConversion.ofGreys(profile).apply(picture.image);
            picture.profile = ColourConversion.SRGB;
            picture.wasGrey = true;
        }
        return picture;
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

    void apply(AfterStep step) {
        if (step instanceof SrgbStep srgb) {
            toSrgb(srgb.way());
        } else if (step instanceof FlattenStep flatten) {
            flatten(flatten.colour());
        } else if (step instanceof PadStep pad) {
            pad(pad);
        }
    }

    private void toSrgb(SrgbWay way) {
        ICC_Profile own = profile;
        if (own == null) {
            profile = ColourConversion.SRGB;
            isTagged = true;
            return;
        }
        if (way == SrgbWay.EMBED) {
            return;
        }
        ColourConversion conversion = ColourConversion.of(own);
        if (wasGrey) {
            isChanged = true;
        } else if (!conversion.isIdle()) {
            conversion.apply(image);
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
