package dev.darkroom.picture;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes strangers' pictures into small ones, by the Java readers alone and within bounds of pixels, memory and time: a
 * picture above {@link #MOST_PIXELS} is not decoded, all that are decoded at once have no more together, and what is not
 * decoded in {@link #LONGEST_TIME} is given up. Thread-safe; one for the process.
 */
public final class PictureDecoder {

    /** What has more is not decoded; WebP, whose reader holds the whole picture several times over, has a fourth. */
    public static final long MOST_PIXELS = 100_000_000;

    /** What takes longer is given up, looked at whenever more of the file is read. */
    public static final Duration LONGEST_TIME = Duration.ofSeconds(10);

    private static final long WEBP_PIXELS = MOST_PIXELS / 4;
    private static final int MEGAPIXEL = 1_000_000;
    private static final int ROOM = (int) (MOST_PIXELS / MEGAPIXEL);

    /** How many times the size asked for is read, so that the mean smooths what reading skips. */
    private static final int FINENESS = 4;

    private final Semaphore room = new Semaphore(ROOM, true);

    /**
     * Decodes a file's first picture, waiting for others if they are large.
     *
     * @param picture what the file was found to be
     * @param longest what its longer side becomes at most, in pixels
     * @throws BadPictureException if it cannot be decoded ({@code UNDECODABLE}), has too many pixels
     *     ({@code TOO_MANY_PIXELS}) or takes too long ({@code TOO_LONG_TO_DECODE})
     * @throws InterruptedException if the thread is interrupted, also in the middle of it
     */
    public SmallPicture decode(Path file, PictureFile picture, int longest)
            throws BadPictureException, InterruptedException {
        checkPixels(picture.type(), picture.width(), picture.height());
        int weight = weight(picture);
        room.acquire(weight);
        try {
            return read(file, picture, longest);
        } catch (InterruptedIOException e) {
            throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
        } catch (HurriedInput.LateException e) {
            throw new BadPictureException(
                    "TOO_LONG_TO_DECODE", "it is not decoded after " + LONGEST_TIME.toSeconds() + " s");
        } catch (IOException | RuntimeException e) {
            throw new BadPictureException("UNDECODABLE", "the " + picture.type().formatName() + " cannot be decoded");
        } finally {
            room.release(weight);
        }
    }

    private static int weight(PictureFile picture) {
        long pixels = (long) picture.width() * picture.height();
        long worst = picture.type() == PictureType.WEBP ? pixels * (MOST_PIXELS / WEBP_PIXELS) : pixels;
        return (int) Math.min(ROOM, 1 + worst / MEGAPIXEL);
    }

    private static void checkPixels(PictureType type, int width, int height) throws BadPictureException {
        long most = type == PictureType.WEBP ? WEBP_PIXELS : MOST_PIXELS;
        if ((long) width * height > most) {
            throw new BadPictureException(
                    "TOO_MANY_PIXELS", width + "x" + height + " are more than " + most / MEGAPIXEL + " megapixels");
        }
    }

    private static SmallPicture read(Path file, PictureFile picture, int longest)
            throws IOException, BadPictureException {
        ImageReader reader = PictureFile.reader(picture.type());
        try (ImageInputStream input = input(file, picture.type())) {
            reader.setInput(input, true, true);
            // A frame may be larger than the picture it belongs to says it is.
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            checkPixels(picture.type(), width, height);
            ImageReadParam param = reader.getDefaultReadParam();
            int step = Math.max(1, Math.max(width, height) / (FINENESS * longest));
            param.setSourceSubsampling(step, step, 0, 0);
            return SmallPicture.of(reader.read(0, param), longest);
        } finally {
            reader.dispose();
        }
    }

    private static ImageInputStream input(Path file, PictureType type) throws IOException, BadPictureException {
        if (type == PictureType.GIF) {
            return GifFrame.first(file);
        }
        if (type == PictureType.WEBP) {
            WebpFrame frame = WebpFrame.first(file);
            checkPixels(type, frame.width(), frame.height());
        }
        return new HurriedInput(file, LONGEST_TIME);
    }
}
