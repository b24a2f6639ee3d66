package dev.darkroom.download;

import dev.darkroom.ledger.DiskFull;
import dev.darkroom.ledger.DiskFullException;
import dev.darkroom.ledger.EqualRows;
import dev.darkroom.ledger.Picture;
import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.SharedRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * The step that gives a row the pictures of an equal one under its own name. Before anything is bought it serves rows
 * of earlier runs; where their files are gone or changed, the row is bought after all. Afterwards it serves followers.
 */
public final class ShareTasklet implements Tasklet {

    private static final Logger log = LoggerFactory.getLogger(ShareTasklet.class);
    private static final int PAGE = 500;

    private final EqualRows equalRows;
    private final RunLedger ledger;
    private final Placement placement;
    private final RowState state;

    /** @param state REUSED before buying, FOLLOWER after it */
    public ShareTasklet(EqualRows equalRows, RunLedger ledger, Placement placement, RowState state) {
        this.equalRows = equalRows;
        this.ledger = ledger;
        this.placement = placement;
        this.state = state;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws IOException {
        try {
            return shareAll(contribution);
        } catch (IOException e) {
            if (DiskFull.isCauseOf(e)) {
                throw new DiskFullException(placement.output(), e);
            }
            throw e;
        }
    }

    private RepeatStatus shareAll(StepContribution contribution) throws IOException {
        int last = 0;
        List<SharedRow> page = equalRows.toShare(state, last, PAGE);
        while (!page.isEmpty() && !ledger.signals().leaveAll()) {
            for (SharedRow row : page) {
                share(row);
                last = row.key().row();
            }
            contribution.incrementWriteCount(page.size());
            page = equalRows.toShare(state, last, PAGE);
        }
        ledger.recount();
        return RepeatStatus.FINISHED;
    }

    private void share(SharedRow row) throws IOException {
        if (!row.source().isEmpty() && allUnchanged(row)) {
            equalRows.shared(row.key(), placeAll(row));
            return;
        }
        log.warn(
                "the pictures that row {} would share are gone or changed",
                row.name().id());
        if (state == RowState.REUSED) {
            equalRows.notReusable(row.key());
        }
    }

    private static boolean allUnchanged(SharedRow row) throws IOException {
        for (Picture picture : row.source()) {
            Path file = row.sourceOutput().resolve(picture.file());
            if (!Files.isRegularFile(file) || !hash(file).equals(picture.sha256())) {
                return false;
            }
        }
        return true;
    }

    private static String hash(Path file) throws IOException {
        MessageDigest digest = Fetcher.sha256();
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private List<Picture> placeAll(SharedRow row) throws IOException {
        List<Picture> placed = new ArrayList<>();
        for (Picture picture : row.source()) {
            String extension = picture.file().substring(picture.file().lastIndexOf('.') + 1);
            Path source = row.sourceOutput().resolve(picture.file());
            String file = placement.share(source, row.name(), placed.size() + 1, extension);
            placed.add(new Picture(
                    file, picture.sha256(), picture.bytes(), picture.width(), picture.height(), picture.contentType()));
        }
        return placed;
    }
}
