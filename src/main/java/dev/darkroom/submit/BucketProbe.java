package dev.darkroom.submit;

import dev.darkroom.bucket.BucketException;
import dev.darkroom.bucket.BucketException.BucketFailure;
import dev.darkroom.bucket.BucketFolder;
import dev.darkroom.io.DiskFull;
import dev.darkroom.io.DiskFullException;
import dev.darkroom.io.FilePermissions;
import dev.darkroom.io.Sha256;
import dev.darkroom.io.UnwritableReason;
import dev.darkroom.ledger.earlier.UnpurchasedRows;
import dev.darkroom.ledger.rows.NamedRow;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.step.HardestNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves before the first purchase that what will be paid for can be kept in a bucket: stores an object there and deletes
 * it, and holds the longest of the rows' names against what a key may be.
 */
final class BucketProbe implements PreflightProbe {

    private static final Logger log = LoggerFactory.getLogger(BucketProbe.class);

    private final BucketFolder bucket;
    private final Path staging;
    private final FileNames names;
    private final UnpurchasedRows rows;
    private final HardestNames staged;
    private final long allRows;
    private final RunSignals signals;

    /**
     * @param staging the run's staging directory
     * @param staged the names of the rows that this process has staged: if these are all, they are not read again
     * @param allRows how many rows the run is about
     */
    BucketProbe(
            BucketFolder bucket,
            Path staging,
            FileNames names,
            UnpurchasedRows rows,
            HardestNames staged,
            long allRows,
            RunSignals signals) {
        this.staged = staged;
        this.allRows = allRows;
        this.bucket = bucket;
        this.staging = staging;
        this.names = names;
        this.rows = rows;
        this.signals = signals;
    }

    @Override
    public void check() {
        boolean withColumns = !names.columns().isEmpty();
        List<NamedRow> page = rows.names(0, withColumns);
        if (page.isEmpty()) {
            return;
        }
        if (staged.isOf(allRows) && staged.rows().stream().allMatch(this::fits)) {
            probe();
            return;
        }
        HardestNames hardest = new HardestNames(names);
        while (!page.isEmpty()) {
            page.forEach(hardest::add);
            page = rows.names(page.get(page.size() - 1).number(), withColumns);
        }
        hardest.rows().forEach(this::checkLength);
        probe();
    }

    private void checkLength(NamedRow row) {
        if (!fits(row)) {
            String name = HardestNames.name(names, row);
            throw new PreflightException("the name " + name + " is too long for a key in " + bucket.location()
                    + ", which may have 1,024 bytes. Name a shorter prefix by --output, or shorter names by"
                    + " download.name; nothing was bought");
        }
    }

    private boolean fits(NamedRow row) {
        return bucket.location().takes("images/" + HardestNames.name(names, row));
    }

    private void probe() {
        try {
            Path content = staging.resolve("." + UUID.randomUUID() + ".probe");
            FilePermissions.GROUP_READABLE.create(content);
            try {
                Files.write(content, "probe".getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
                bucket.probe(content, Sha256.hex(content))
                        .ifPresent(undeleted -> log.warn("prune will not be able to delete pictures: {}", undeleted));
            } finally {
                Files.deleteIfExists(content);
            }
        } catch (BucketException e) {
            if (e.kind() == BucketFailure.AWAY) {
                signals.stop(StopReason.BUCKET, e.getMessage() + "; nothing was bought");
            } else {
                throw new PreflightException(e.getMessage() + "; nothing was bought");
            }
        } catch (IOException e) {
            if (DiskFull.isCauseOf(e)) {
                throw new DiskFullException(staging, e);
            }
            UnwritableReason reason = UnwritableReason.of(staging, e);
            throw new PreflightException("the staging directory " + staging + " " + reason.message() + ". "
                    + reason.remedy() + "; nothing was bought");
        }
    }
}
