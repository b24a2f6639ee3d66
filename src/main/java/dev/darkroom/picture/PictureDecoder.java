package dev.darkroom.picture;

import dev.darkroom.errors.ErrorCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decodes strangers' pictures into small ones, by Java readers alone and within bounds of pixels, memory and time: a
 * picture above {@link #MAX_PIXELS} is not decoded, all that are decoded at once take no more than a share of the heap
 * together, and what is not decoded in {@link #MAX_TIME} is given up. Where memory is short all the same, a picture is
 * decoded again with nothing beside it. Thread-safe; one for the process.
 */
public final class PictureDecoder {

    /**
     * The most pixels that are decoded; WebP, and JPEGs that the JDK's reader refuses, have a fourth: their readers hold
     * the whole picture several times over.
     */
    public static final long MAX_PIXELS = PictureReading.MAX_PIXELS;

    /** The longest time that decoding may take, checked whenever more of the file is read. */
    public static final Duration MAX_TIME = PictureReading.MAX_TIME;

    private final MemoryBudget memory;
    private final PictureReading reading;

    public PictureDecoder() {
        this(MemoryBudget.ofHeap(), new PictureReading());
    }

    PictureDecoder(MemoryBudget memory, PictureReading reading) {
        this.memory = memory;
        this.reading = reading;
    }

    /**
     * Decodes a file's first picture, waiting for others if memory is short.
     *
     * @param picture what the file was found to be
     * @param longest what its longer side becomes at most, in pixels
     * @throws BadPictureException if it cannot be decoded ({@code UNDECODABLE}), has too many pixels
     *     ({@code TOO_MANY_PIXELS}) or takes too long ({@code TOO_LONG_TO_DECODE})
     * @throws MemoryShortageException if there is too little memory for it, whatever waits for it
     * @throws InterruptedException if the thread is interrupted, also in the middle of it
     */
    public SmallPicture decode(Path file, PictureFile picture, int longest)
            throws BadPictureException, MemoryShortageException, InterruptedException {
        return decode(file, picture, longest, null);
    }

    /**
     * Decodes a file's first picture as {@link #decode(Path, PictureFile, int)} does.
     *
     * @param observer who looks at all pixels on the way, null for nobody
     */
    public SmallPicture decode(Path file, PictureFile picture, int longest, @Nullable PixelObserver observer)
            throws BadPictureException, MemoryShortageException, InterruptedException {
        PictureReading.checkPixels(picture.type(), picture.width(), picture.height());
        try {
            return withinBudget(reading, file, picture, longest, observer);
        } catch (IOException | RuntimeException e) {
            stopIfInterrupted(e);
            if (picture.type() != PictureType.JPEG || isCausedBy(DeadlineImageInput.LateException.class, e)) {
                throw bad(picture, e);
            }
        }
        try {
            return withinBudget(new LenientJpegReading(), file, picture, longest, observer);
        } catch (IOException | RuntimeException e) {
            stopIfInterrupted(e);
            throw bad(picture, e);
        }
    }

    private static void stopIfInterrupted(Exception failure) throws InterruptedException {
        if (isCausedBy(InterruptedIOException.class, failure)) {
            throw (InterruptedException) new InterruptedException(failure.getMessage()).initCause(failure);
        }
    }

    private static BadPictureException bad(PictureFile picture, Exception why) {
        return isCausedBy(DeadlineImageInput.LateException.class, why)
                ? new BadPictureException(
                        ErrorCode.TOO_LONG_TO_DECODE, "it is not decoded after " + MAX_TIME.toSeconds() + " s")
                : new BadPictureException(
                        ErrorCode.UNDECODABLE, "the " + picture.type().formatName() + " cannot be decoded");
    }

    private SmallPicture withinBudget(
            PictureReading way, Path file, PictureFile picture, int longest, @Nullable PixelObserver observer)
            throws IOException, BadPictureException, MemoryShortageException, InterruptedException {
        long bytes = way.bytes(file, picture, longest);
        int taken = memory.take(bytes);
        try {
            return way.read(file, picture, longest, observer);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            if (!isCausedBy(OutOfMemoryError.class, e)) {
                throw e;
            }
        } finally {
            memory.giveBack(taken);
        }
        return alone(way, file, picture, longest, observer, bytes);
    }

    private SmallPicture alone(
            PictureReading way,
            Path file,
            PictureFile picture,
            int longest,
            @Nullable PixelObserver observer,
            long bytes)
            throws IOException, BadPictureException, MemoryShortageException, InterruptedException {
        int taken = memory.takeAll();
        try {
            return way.read(file, picture, longest, observer);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            if (!isCausedBy(OutOfMemoryError.class, e)) {
                throw e;
            }
            throw new MemoryShortageException(picture, bytes);
        } finally {
            memory.giveBack(taken);
        }
    }

    /**
     * Returns whether a failure has a cause of the type, since readers wrap what is no fault of the file's like one
     * that is.
     */
    private static boolean isCausedBy(Class<? extends Throwable> type, Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !type.isInstance(cause)) {
            cause = cause.getCause();
        }
        return cause != null;
    }
}
