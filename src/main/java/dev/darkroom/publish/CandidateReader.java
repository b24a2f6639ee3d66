package dev.darkroom.publish;

import dev.darkroom.io.Sha256;
import dev.darkroom.ledger.history.DisplayedInput;
import dev.darkroom.ledger.history.DisplayedInputs;
import dev.darkroom.ledger.history.RejectedPictures;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.history.RowVerdict;
import dev.darkroom.ledger.history.RunOutcomes;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.manifest.CellTexts;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.picture.PictureType;
import dev.darkroom.picture.mark.DigitalSourceType;
import dev.darkroom.publish.PublishRequest.PublishChoice;
import dev.darkroom.publish.finish.PictureFinisher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import tools.jackson.databind.json.JsonMapper;

/** Finds which pictures of a run are to be published, and names them. */
final class CandidateReader {

    private final DataSource dataSource;
    private final JsonMapper json;
    private final RunRecord run;
    private final FileNames names;
    private final PictureFinisher finisher;

    CandidateReader(DataSource dataSource, JsonMapper json, RunRecord run, FileNames names, PictureFinisher finisher) {
        this.dataSource = dataSource;
        this.json = json;
        this.run = run;
        this.names = names;
        this.finisher = finisher;
    }

    /** Returns them in the order of the manifest. */
    List<PublishCandidate> read(PublishChoice choice) {
        BitSet edits = edits();
        Set<Long> shared = sharedNames();
        Map<String, String> columns = PublishedList.named(run.keptColumns());
        Set<String> rejected = choice == PublishChoice.APPROVED ? Set.of() : new RejectedPictures(dataSource).sha256();
        List<PublishCandidate> candidates = new ArrayList<>();
        for (RowOutcome row : new RunOutcomes(dataSource, json, run)) {
            boolean isWanted = choice == PublishChoice.APPROVED ? isApproved(row) : isUnflagged(row, rejected);
            if (!isWanted) {
                continue;
            }
            boolean byHash = shared.contains(nameHash(row));
            DigitalSourceType madeOf =
                    edits.get((int) row.number()) ? DigitalSourceType.EDITED : DigitalSourceType.GENERATED;
            Map<String, String> kept = new LinkedHashMap<>();
            columns.forEach(
                    (column, name) -> kept.put(name, CellTexts.text(row.kept().path(column))));
            for (int n = 1; n <= row.pictures().size(); n++) {
                candidates.add(candidate(row, n, byHash, madeOf, kept));
            }
        }
        return candidates;
    }

    /** A person's word goes before a check's, which may have failed the row. */
    private static boolean isApproved(RowOutcome row) {
        RowVerdict verdict = row.verdict();
        return verdict != null && verdict.isApproved();
    }

    /** Rejected is a picture also as another row's, of any run, that has the same bytes. */
    private static boolean isUnflagged(RowOutcome row, Set<String> rejected) {
        boolean isRejected =
                !isApproved(row) && row.pictures().stream().anyMatch(picture -> rejected.contains(picture.sha256()));
        return row.status().hasPicture() && row.flags().isEmpty() && !isRejected;
    }

    private PublishCandidate candidate(
            RowOutcome row, int n, boolean byHash, DigitalSourceType madeOf, Map<String, String> kept) {
        DownloadedPicture picture = row.pictures().get(n - 1);
        PictureType type = Arrays.stream(PictureType.values())
                .filter(each -> each.contentType().equals(picture.contentType()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("not a picture: " + picture.contentType()));
        String extension = finisher.typeOf(type).extension();
        return new PublishCandidate(
                row.id(),
                names.path(row.id(), row.kept(), n, extension, byHash),
                picture.file(),
                picture.sha256(),
                type,
                madeOf,
                kept);
    }

    private BitSet edits() {
        BitSet edits = new BitSet();
        for (DisplayedInput input : new DisplayedInputs(dataSource, json, run)) {
            edits.set((int) input.number(), !input.sources().isEmpty());
        }
        return edits;
    }

    /** Finds names that several rows of the run have, published or not: a row's name does not change as others join it. */
    private Set<Long> sharedNames() {
        Set<Long> once = new HashSet<>();
        Set<Long> shared = new HashSet<>();
        for (RowOutcome row : new RunOutcomes(dataSource, json, run)) {
            long hash = nameHash(row);
            if (!once.add(hash)) {
                shared.add(hash);
            }
        }
        return shared;
    }

    private long nameHash(RowOutcome row) {
        return Sha256.first64Bits(names.fold(row.id(), row.kept()));
    }
}
