package dev.darkroom.sources;

import dev.darkroom.checks.OutputChecks;
import dev.darkroom.checks.PictureSample;
import dev.darkroom.fetch.FetchException;
import dev.darkroom.fetch.PictureFetcher;
import dev.darkroom.fetch.PictureSource;
import dev.darkroom.ledger.history.ObservedSource;
import dev.darkroom.ledger.history.PurchasedRow;
import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.MemoryShortageException;
import dev.darkroom.picture.PictureDecoder;
import dev.darkroom.picture.PictureFile;
import dev.darkroom.picture.SmallPicture;
import dev.darkroom.picture.ThumbnailStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches one source picture for all rows that begin with it: their thumbnails, what its host tells, the comparison.
 */
final class SourcePictureFetch implements BoundedFetchPool.FetchCall {

    private static final Logger log = LoggerFactory.getLogger(SourcePictureFetch.class);

    private final String url;
    private final List<PurchasedRow> rows;
    private final PictureSource source;
    private final PictureDecoder decoder;
    private final ThumbnailStore thumbnails;
    private final RowComparisons comparisons;
    private final InstantSource clock;
    private final SourceFindings findings;

    SourcePictureFetch(
            String url,
            List<PurchasedRow> rows,
            PictureSource source,
            PictureDecoder decoder,
            ThumbnailStore thumbnails,
            RowComparisons comparisons,
            InstantSource clock,
            SourceFindings findings) {
        this.url = url;
        this.rows = List.copyOf(rows);
        this.source = source;
        this.decoder = decoder;
        this.thumbnails = thumbnails;
        this.comparisons = comparisons;
        this.clock = clock;
        this.findings = findings;
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public boolean make() throws InterruptedException {
        try {
            Path part = thumbnails.part();
            try {
                PictureFetcher.FetchedFile fetched = source.fetch(url, part);
                use(part, fetched);
            } finally {
                Files.deleteIfExists(part);
            }
            return true;
        } catch (FetchException e) {
            log.debug("no thumbnail of {}: {}", url, e.getMessage());
            return !e.mayPass();
        } catch (IOException e) {
            log.debug("no thumbnail of {}: {}", url, e.getMessage());
            return true;
        }
    }

    /** Records what the host tells of it now, which matters where there is a picture that may be reused. */
    private void record(PictureFetcher.FetchedFile fetched) {
        for (PurchasedRow row : rows) {
            if (row.pictures().isEmpty()) {
                continue;
            }
            findings.seen(new ObservedSource(
                    row.key(),
                    1,
                    url,
                    fetched.told().etag(),
                    fetched.told().lastModified(),
                    fetched.bytes(),
                    fetched.sha256(),
                    clock.instant()));
        }
    }

    private void use(Path file, PictureFetcher.FetchedFile fetched) throws IOException, InterruptedException {
        PictureSample sample;
        try {
            sample = thumbnail(file);
        } catch (IOException e) {
            record(fetched);
            throw e;
        }
        comparisons.judge(rows, new SourceComparison.SourceFile(file, sample, fetched.sha256()));
        // Once it is recorded it counts as checked: what is broken off before is made up for by the next start.
        record(fetched);
    }

    /**
     * Makes the rows' thumbnails and returns the source as outputs are seen: by its thumbnail, which is made and stored as
     * theirs; null if it cannot be decoded.
     */
    private @Nullable PictureSample thumbnail(Path file) throws IOException, InterruptedException {
        try {
            PictureFile picture = PictureFile.inspect(file);
            SmallPicture small = decoder.decode(file, picture, OutputChecks.MEASURED);
            Path first = thumbnails.source(rows.get(0).key().row());
            thumbnails.write(first, small);
            findings.thumbnail();
            for (PurchasedRow row : rows.subList(1, rows.size())) {
                Path other = thumbnails.source(row.key().row());
                Files.deleteIfExists(other);
                thumbnails.share(first, other);
                findings.thumbnail();
            }
            SmallPicture seen = decoder.decode(first, PictureFile.inspect(first), ThumbnailStore.MAX);
            return new PictureSample(seen, picture.width(), picture.height());
        } catch (BadPictureException | MemoryShortageException e) {
            log.debug("no thumbnail of {}: {}", url, e.getMessage());
            return null;
        }
    }
}
