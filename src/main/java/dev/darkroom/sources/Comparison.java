package dev.darkroom.sources;

import dev.darkroom.checks.FailedCheck;
import dev.darkroom.checks.Flag;
import dev.darkroom.checks.Sight;
import dev.darkroom.checks.SourceChecks;
import dev.darkroom.ledger.BoughtRow;
import dev.darkroom.ledger.Judged;
import dev.darkroom.ledger.Picture;
import dev.darkroom.ledger.Reason;
import dev.darkroom.ledger.RowState;
import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.MemoryShortageException;
import dev.darkroom.picture.PictureDecoder;
import dev.darkroom.picture.PictureFile;
import dev.darkroom.picture.SmallPicture;
import dev.darkroom.picture.Thumbnails;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds a row's pictures against its source. Thread-safe. */
final class Comparison {

    private final SourceChecks checks;
    private final List<Flag> fail;
    private final PictureDecoder decoder;
    private final Path output;
    private final Thumbnails thumbnails;

    /**
     * @param fail the flags that make a row {@code failed}
     * @param output the run's output directory
     */
    Comparison(SourceChecks checks, List<Flag> fail, PictureDecoder decoder, Path output) {
        this.checks = checks;
        this.fail = List.copyOf(fail);
        this.decoder = decoder;
        this.output = output;
        this.thumbnails = new Thumbnails(output);
    }

    /**
     * What it found, empty if nothing. A flag that a picture has already stays as it is, and so does a row that failed by
     * another one.
     */
    Optional<Judged> judge(BoughtRow row, Sight source) throws InterruptedException {
        List<List<String>> all = new ArrayList<>();
        List<List<String>> found = new ArrayList<>();
        for (Picture picture : row.pictures()) {
            SmallPicture small = small(row, picture, all.size() + 1);
            List<String> added = small == null
                    ? List.of()
                    : compare(row, picture, new Sight(small, picture.width(), picture.height()), source);
            List<String> flags = new ArrayList<>(picture.flags());
            flags.addAll(added);
            all.add(flags);
            found.add(added);
        }
        if (found.stream().allMatch(List::isEmpty)) {
            return Optional.empty();
        }
        RowState from = row.succeeded() ? RowState.SUCCEEDED : RowState.FAILED;
        return Optional.of(new Judged(row.key(), row.attempt(), from, all, row.succeeded() ? reason(found) : null));
    }

    private @Nullable Reason reason(List<List<String>> found) {
        return FailedCheck.among(fail, found)
                .map(failed -> new Reason(failed.code(), failed.words()))
                .orElse(null);
    }

    private List<String> compare(BoughtRow row, Picture picture, Sight made, Sight source) {
        List<Optional<Flag>> before = picture.flags().stream().map(Flag::of).toList();
        return checks.flags(row.model(), row.input(), made, source).stream()
                .filter(flag -> !before.contains(Flag.of(flag)))
                .toList();
    }

    /** Its thumbnail will do, if it was made; null if it was not decoded, which its own check tells. */
    private @Nullable SmallPicture small(BoughtRow row, Picture picture, int n) throws InterruptedException {
        Path thumbnail = thumbnails.output(row.key().row(), n);
        Path file = Files.exists(thumbnail) ? thumbnail : output.resolve(picture.file());
        try {
            return decoder.decode(file, PictureFile.inspect(file), Thumbnails.LONGEST);
        } catch (BadPictureException | MemoryShortageException e) {
            return null;
        }
    }
}
