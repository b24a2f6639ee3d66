package dev.darkroom.publish;

import dev.darkroom.io.Sha256;
import dev.darkroom.jobfile.rules.PublishRules;
import dev.darkroom.jobfile.rules.PublishRules.PublishMark;
import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.MemoryBudget;
import dev.darkroom.picture.PictureFile;
import dev.darkroom.picture.mark.MarkedPicture;
import dev.darkroom.picture.mark.MarkedPicture.MarkOutcome;
import dev.darkroom.picture.mark.PictureMarker;
import dev.darkroom.picture.mark.VendorMetadata;
import dev.darkroom.publish.PublishedLine.FileContent;
import dev.darkroom.publish.finish.FinishException;
import dev.darkroom.publish.finish.FinishedPicture;
import dev.darkroom.publish.finish.PictureFinisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Locale;

/**
 * Makes the files that are published: the steps of the job, then the mark. Works on several at once within a share of the heap.
 * Thread-safe.
 */
final class PictureMaker {

    /** The copies of a file's bytes that are held while it is read, marked and written. */
    private static final int COPIES = 4;

    private static final VendorMetadata NOTHING_LOST = new VendorMetadata(false, "");

    private final RunPictures pictures;
    private final PictureFinisher finisher;
    private final boolean marks;
    private final MemoryBudget memory;

    PictureMaker(RunPictures pictures, PublishRules rules, MemoryBudget memory) {
        this.pictures = pictures;
        this.finisher = new PictureFinisher(rules.after());
        this.marks = rules.mark() == PublishMark.AI;
        this.memory = memory;
    }

    /**
     * Makes a picture's file.
     *
     * @param work the folder that it is made in, for the caller to move or delete
     * @throws UnpublishableException if it cannot be made of the picture
     */
    MadePicture make(PublishCandidate picture, Path work)
            throws IOException, UnpublishableException, InterruptedException {
        RunPictures.PictureOfRun source = pictures.file(picture.source(), work);
        try {
            PictureFile inspected = PictureFile.inspect(source.path());
            int taken = memory.take(COPIES * Files.size(source.path()) + finisher.bytes(inspected));
            try {
                return make(picture, source.path(), inspected, work);
            } finally {
                memory.giveBack(taken);
            }
        } catch (BadPictureException | FinishException e) {
            throw new UnpublishableException(String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            throw new UnpublishableException(
                    "it takes more memory than there is: start Java with a larger -Xmx, or publish to a smaller canvas");
        } finally {
            source.close();
        }
    }

    private MadePicture make(PublishCandidate picture, Path source, PictureFile inspected, Path work)
            throws IOException, BadPictureException, FinishException, UnpublishableException {
        byte[] content = Files.readAllBytes(source);
        if (!hash(content).equals(picture.sha256())) {
            throw new UnpublishableException(
                    "its picture is not the one that was downloaded: somebody changed the file");
        }
        if (inspected.type() != picture.type()) {
            throw new UnpublishableException("its picture is not what results.csv says: "
                    + inspected.type().contentType());
        }
        FinishedPicture finished = finished(source, content, inspected);
        VendorMetadata lost = finished.isWrittenAnew() ? PictureMarker.read(content, picture.type()) : NOTHING_LOST;
        byte[] bytes = finished.bytes();
        if (!lost.sourceType().isEmpty()) {
            bytes = PictureMarker.restore(bytes, finished.type(), lost);
        }
        String mark = "";
        if (marks) {
            MarkedPicture marked = PictureMarker.mark(bytes, finished.type(), picture.madeOf());
            mark = word(marked.outcome()) + (lost.hasCredentials() ? "-credentials-lost" : "");
            bytes = marked.bytes();
        }
        Path file = Files.createTempFile(work, "made-", ".part");
        Files.write(file, bytes);
        FileContent described = new FileContent(hash(bytes), bytes.length, finished.width(), finished.height());
        return new MadePicture(file, described, mark);
    }

    /** Does the steps, but for a profile that would go into a file whose credentials it breaks. */
    private FinishedPicture finished(Path source, byte[] content, PictureFile picture)
            throws IOException, BadPictureException, FinishException {
        FinishedPicture finished = finisher.finish(source, content, picture);
        boolean isAddedTo = finished.bytes() != content && !finished.isWrittenAnew();
        return isAddedTo && PictureMarker.read(content, picture.type()).hasCredentials()
                ? new FinishedPicture(content, picture.type(), picture.width(), picture.height(), false)
                : finished;
    }

    private static String word(MarkOutcome outcome) {
        return switch (outcome) {
            case MARKED -> "added";
            case ALREADY_MARKED -> "present";
            case HAS_CREDENTIALS -> "credentials";
            case ANIMATED, METADATA_LEFT ->
                "left-" + outcome.name().toLowerCase(Locale.ROOT).replace("_left", "");
        };
    }

    private static String hash(byte[] bytes) {
        MessageDigest digest = Sha256.newDigest();
        digest.update(bytes);
        return Sha256.hex(digest);
    }

    /**
     * A file that is ready to be put in its place.
     *
     * @param path the file
     * @param content what is in it
     * @param mark what was done about the mark, or empty
     */
    record MadePicture(Path path, FileContent content, String mark) {}
}
