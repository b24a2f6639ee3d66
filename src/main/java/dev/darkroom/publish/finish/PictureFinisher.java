package dev.darkroom.publish.finish;

import dev.darkroom.jobfile.rules.AfterStep;
import dev.darkroom.jobfile.rules.AfterStep.JpegStep;
import dev.darkroom.jobfile.rules.AfterStep.PadStep;
import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.PictureFile;
import dev.darkroom.picture.PictureType;
import dev.darkroom.picture.WholePicture;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Does the job's steps to pictures. Of metadata a picture that is written anew keeps its colour profile alone; one to which no
 * step has anything to do keeps its bytes. Thread-safe; the caller has the memory that {@link #bytes} tells.
 */
public final class PictureFinisher {

    /** The quality of a JPEG that is written anew, and for which the steps name none. */
    private static final int QUALITY = 92;

    /** The bytes that a pixel of the canvas takes: itself, its copy for the writer, and the file that is written. */
    private static final int BYTES_PER_CANVAS_PIXEL = 16;

    private final List<AfterStep> steps;

    /** @param steps in the order in which they are done */
    public PictureFinisher(List<AfterStep> steps) {
        this.steps = List.copyOf(steps);
    }

    /** Returns whether there is no step. */
    public boolean isIdle() {
        return steps.isEmpty();
    }

    /** Returns the type of the file that a picture of a type becomes: JPEG where that is asked for or was, else PNG. */
    public PictureType typeOf(PictureType type) {
        if (isIdle()) {
            return type;
        }
        return type == PictureType.JPEG || quality() > 0 ? PictureType.JPEG : PictureType.PNG;
    }

    /** Returns how many bytes of memory a picture takes at most, besides its file's. */
    public long bytes(PictureFile picture) {
        long canvas = (long) picture.width() * picture.height();
        for (AfterStep step : steps) {
            if (step instanceof PadStep pad) {
                canvas = Math.max(canvas, (long) pad.width() * pad.height());
            }
        }
        return isIdle() ? 0 : WholePicture.bytes(picture) + canvas * BYTES_PER_CANVAS_PIXEL;
    }

    /**
     * Does the steps.
     *
     * @param file the picture's file
     * @param content its bytes
     * @throws BadPictureException if it cannot be decoded
     * @throws FinishException if a step cannot be done to it
     */
    public FinishedPicture finish(Path file, byte[] content, PictureFile picture)
            throws BadPictureException, FinishException, IOException {
        if (isIdle()) {
            return new FinishedPicture(content, picture.type(), picture.width(), picture.height(), false);
        }
        EditedPicture edited = EditedPicture.of(WholePicture.read(file, picture), content, picture.type());
        for (AfterStep step : steps) {
            edited.apply(step);
        }
        PictureType type = typeOf(picture.type());
        ICC_Profile profile = edited.profile();
        byte[] bytes = content;
        boolean isWrittenAnew = edited.isChanged() || quality() > 0 || type != picture.type();
        if (isWrittenAnew) {
            bytes = type == PictureType.JPEG
                    ? PictureEncoder.jpeg(edited.opaqueImage(), quality() > 0 ? quality() : QUALITY)
                    : PictureEncoder.png(edited.hasAlpha() ? edited.image() : edited.opaqueImage());
        }
        if (profile != null && (isWrittenAnew || edited.isTagged())) {
            bytes = ProfileInsertion.into(bytes, type, profile.getData());
        }
        return new FinishedPicture(
                bytes, type, edited.image().getWidth(), edited.image().getHeight(), isWrittenAnew);
    }

    /** Returns the quality that is asked for, or 0. */
    private int quality() {
        for (AfterStep step : steps) {
            if (step instanceof JpegStep jpeg) {
                return jpeg.quality();
            }
        }
        return 0;
    }
}
