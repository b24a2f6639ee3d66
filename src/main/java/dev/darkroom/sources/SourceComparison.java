package dev.darkroom.sources;

import dev.darkroom.checks.CheckFlag;
import dev.darkroom.checks.FailedCheck;
import dev.darkroom.checks.PictureSample;
import dev.darkroom.checks.SourceChecks;
import dev.darkroom.checks.program.ProgramCheck;
import dev.darkroom.io.Utf8Paths;
import dev.darkroom.ledger.history.PurchasedRow;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.FlagsRevised;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.MemoryShortageException;
import dev.darkroom.picture.PictureDecoder;
import dev.darkroom.picture.PictureFile;
import dev.darkroom.picture.SmallPicture;
import dev.darkroom.picture.ThumbnailStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds a row's pictures against its source. Thread-safe. */
final class SourceComparison {

    private final SourceChecks checks;
    private final ProgramCheck program;
    private final List<CheckFlag> fail;
    private final PictureDecoder decoder;
    private final Path output;
    private final ThumbnailStore thumbnails;

    /**
     * @param program what looks at the pictures besides
     * @param fail the flags that make a row {@code failed}
     * @param output the run's output directory
     */
    SourceComparison(
            SourceChecks checks, ProgramCheck program, List<CheckFlag> fail, PictureDecoder decoder, Path output) {
        this.checks = checks;
        this.program = program;
        this.fail = List.copyOf(fail);
        this.decoder = decoder;
        this.output = output;
        this.thumbnails = new ThumbnailStore(output);
    }

    /**
     * Returns the flags it found, empty if none. A flag that a picture has already stays as it is, and so does a row
     * that failed by another one.
     *
     */
    Optional<FlagsRevised> judge(PurchasedRow row, SourceFile source) throws InterruptedException {
        List<List<String>> all = new ArrayList<>();
        List<List<String>> found = new ArrayList<>();
        for (DownloadedPicture picture : row.pictures()) {
            List<String> added = added(row, picture, all.size() + 1, source);
            List<String> flags = new ArrayList<>(picture.flags());
            flags.addAll(added);
            all.add(flags);
            found.add(added);
        }
        if (found.stream().allMatch(List::isEmpty)) {
            return Optional.empty();
        }
        RowState from = row.succeeded() ? RowState.SUCCEEDED : RowState.FAILED;
        return Optional.of(
                new FlagsRevised(row.key(), row.attempt(), from, all, row.succeeded() ? reason(found) : null));
    }

    private @Nullable RowReason reason(List<List<String>> found) {
        return FailedCheck.among(fail, found)
                .map(failed -> new RowReason(failed.code(), failed.message()))
                .orElse(null);
    }

    private List<String> added(PurchasedRow row, DownloadedPicture picture, int n, SourceFile source)
            throws InterruptedException {
        List<String> before = picture.flags().stream().map(CheckFlag::wordOf).toList();
        List<String> found = new ArrayList<>(flags(row, picture, n, source));
        found.addAll(program.flags(Utf8Paths.resolve(output, picture.file()), source.file()));
        return found.stream()
                .filter(flag -> !before.contains(CheckFlag.wordOf(flag)))
                .toList();
    }

    private List<String> flags(PurchasedRow row, DownloadedPicture picture, int n, SourceFile source)
            throws InterruptedException {
        if (picture.sha256().equals(source.sha256())) {
            return checks.flagsOfSameFile();
        }
        PictureSample sample = source.sample();
        SmallPicture small = sample == null ? null : small(row, picture, n);
        return sample == null || small == null
                ? List.of()
                : checks.flags(
                        row.model(), row.input(), new PictureSample(small, picture.width(), picture.height()), sample);
    }

    /**
     * A source picture that was fetched.
     *
     * @param file where it is for now
     * @param sample as it is compared; null if it was not decoded
     * @param sha256 of the file
     */
    record SourceFile(Path file, @Nullable PictureSample sample, String sha256) {}

    /**
     * Decodes the picture; its thumbnail will do, if it was made. Null if it was not decoded, which its own check
     * tells.
     */
    private @Nullable SmallPicture small(PurchasedRow row, DownloadedPicture picture, int n)
            throws InterruptedException {
        Path thumbnail = thumbnails.output(row.key().row(), n);
        Path file = Files.exists(thumbnail) ? thumbnail : Utf8Paths.resolve(output, picture.file());
        try {
            return decoder.decode(file, PictureFile.inspect(file), ThumbnailStore.MAX);
        } catch (BadPictureException | MemoryShortageException e) {
            return null;
        }
    }
}
