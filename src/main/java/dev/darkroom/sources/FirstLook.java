package dev.darkroom.sources;

import dev.darkroom.checks.Sight;
import dev.darkroom.fetch.FetchException;
import dev.darkroom.fetch.Fetcher;
import dev.darkroom.fetch.PictureSource;
import dev.darkroom.ledger.BoughtRow;
import dev.darkroom.ledger.SeenSource;
import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.MemoryShortageException;
import dev.darkroom.picture.PictureDecoder;
import dev.darkroom.picture.PictureFile;
import dev.darkroom.picture.SmallPicture;
import dev.darkroom.picture.Thumbnails;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches one source picture for all rows that begin with it: their thumbnails, what its host tells, the comparison. */
final class FirstLook implements HostRounds.Call {

    private static final Logger log = LoggerFactory.getLogger(FirstLook.class);

    private final String url;
    private final List<BoughtRow> rows;
    private final PictureSource source;
    private final PictureDecoder decoder;
    private final Thumbnails thumbnails;
    private final Comparison comparison;
    private final InstantSource clock;
    private final Findings findings;

    FirstLook(
            String url,
            List<BoughtRow> rows,
            PictureSource source,
            PictureDecoder decoder,
            Thumbnails thumbnails,
            Comparison comparison,
            InstantSource clock,
            Findings findings) {
        this.url = url;
        this.rows = List.copyOf(rows);
        this.source = source;
        this.decoder = decoder;
        this.thumbnails = thumbnails;
        this.comparison = comparison;
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
                Fetcher.Fetched fetched = source.fetch(url, part);
                record(fetched);
                PictureFile picture = PictureFile.inspect(part);
                use(decoder.decode(part, picture, Thumbnails.LONGEST), picture);
            } finally {
                Files.deleteIfExists(part);
            }
            return true;
        } catch (FetchException e) {
            log.debug("no thumbnail of {}: {}", url, e.getMessage());
            return !e.mayPass();
        } catch (BadPictureException | MemoryShortageException | IOException e) {
            log.debug("no thumbnail of {}: {}", url, e.getMessage());
            return true;
        }
    }

    /** What a host tells of it now matters where there is a picture that may be reused. */
    private void record(Fetcher.Fetched fetched) {
        for (BoughtRow row : rows) {
            if (row.pictures().isEmpty()) {
                continue;
            }
            findings.seen(new SeenSource(
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

    private void use(SmallPicture small, PictureFile picture) throws IOException, InterruptedException {
        Sight sight = new Sight(small, picture.width(), picture.height());
        for (BoughtRow row : rows) {
            thumbnails.write(thumbnails.source(row.key().row()), small);
            findings.thumbnail();
            comparison.judge(row, sight).ifPresent(findings::judged);
        }
    }
}
