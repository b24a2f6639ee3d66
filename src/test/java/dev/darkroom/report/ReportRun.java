package dev.darkroom.report;

import dev.darkroom.io.FileMover;
import dev.darkroom.jobfile.rules.ReportRules.SourceEmbedding;
import dev.darkroom.ledger.history.FailedCall;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.ServiceCall;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.candidate.CandidateList;
import dev.darkroom.results.RunFacts;
import dev.darkroom.results.RunSummary;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** A made-up run's output directory, with its pictures and the page about it. */
final class ReportRun {

    private static final int SMALL = 320;

    private final Path output;
    private final ReportRows rows;
    private SourceEmbedding sources = SourceEmbedding.THUMBNAILS;
    private @Nullable SinceLastRun since;
    private StoredThumbnails thumbnails = StoredThumbnails.NONE;

    ReportRun(Path output, ReportRows rows) {
        this.output = output;
        this.rows = rows;
    }

    ReportRun sources(SourceEmbedding value) {
        sources = value;
        return this;
    }

    ReportRun since(SinceLastRun value) {
        since = value;
        return this;
    }

    Path output() {
        return output;
    }

    Path page() {
        return output.resolve("report.html");
    }

    /** Puts thumbnails, and the pictures themselves, in their places. */
    ReportRun withPictures() throws IOException {
        for (RowOutcome row : rows.outcomes()) {
            if (row.number() % 10 != 9) {
                picture(output.resolve("report/thumbnails/" + row.number() + "-source.jpg"), "jpg", row.number(), true);
            }
            for (int n = 1; n <= row.pictures().size(); n++) {
                picture(
                        output.resolve("report/thumbnails/" + row.number() + "-" + n + ".jpg"),
                        "jpg",
                        row.number() + n,
                        false);
                Path file = output.resolve(row.pictures().get(n - 1).file());
                if (file.startsWith(output.resolve("images"))) {
                    picture(file, "png", row.number() + n, false);
                }
            }
        }
        return this;
    }

    /** Says which small pictures are in the run's bucket alone. */
    ReportRun thumbnailsInBucket(String... files) {
        thumbnails = new StoredThumbnails(each -> List.of(files).forEach(each));
        return this;
    }

    WrittenPage write() throws IOException {
        return write(FileMover.atomic());
    }

    WrittenPage write(FileMover mover) throws IOException {
        return new HtmlReport(mover).write(plan(), rows.outcomes(), failedCalls(), rows.inputs(), this::manifest);
    }

    /** Writes the page of a trial, of rows with a column {@code candidate}. */
    List<String> writeTrial(CandidateList candidates) throws IOException {
        return new TrialPage(FileMover.atomic(), plan(List.of("brand", "candidate")), candidates)
                .write(new PageRows(rows.outcomes(), rows.inputs()));
    }

    private PagePlan plan() {
        return plan(List.of("brand", "link"));
    }

    private PagePlan plan(List<String> columns) {
        RunFacts facts = new RunFacts(
                new RunSummary.RequestCounts(58, 1, 7, 9),
                new RunSummary.RunCost(new BigDecimal("1.16"), new BigDecimal("1.20"), new BigDecimal("2.00"), 1),
                ReportRows.BEGIN,
                ReportRows.BEGIN.plusSeconds(75));
        return new PagePlan(
                output,
                thumbnails,
                "catalog-2026-11-21",
                "catalog",
                "https://model-api.runcomfy.net/v1",
                "samples/catalog.csv",
                ReportRows.BEGIN,
                columns,
                sources,
                facts,
                since);
    }

    /** Returns a manifest of a row a line, as if all had a source and a prompt. */
    private ManifestReader manifest() throws IOException {
        StringBuilder lines = new StringBuilder("sku,prompt,picture\n");
        for (RowOutcome row : rows.outcomes()) {
            lines.append("%s,prompt of %s,https://shop.example/%s.jpg\n"
                    .formatted(row.number(), row.number(), row.number()));
        }
        Path file = Files.writeString(output.resolve("manifest.csv"), lines);
        return Manifest.of(file, "manifest.csv", null).open();
    }

    private List<FailedCall> failedCalls() {
        List<FailedCall> tries = new ArrayList<>();
        for (int second = 8; second < 14 && rows.outcomes().size() > 1; second++) {
            tries.add(new FailedCall(
                    2,
                    "row-2",
                    3,
                    1,
                    ReportRows.BEGIN.plusSeconds(second),
                    ServiceCall.SUBMIT,
                    new RowReason(RowReason.THROTTLED, "slow")));
        }
        return tries;
    }

    private static void picture(Path file, String format, long hue, boolean before) throws IOException {
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(SMALL, SMALL * 3 / 4, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(before ? Color.getHSBColor(hue * 0.13f, 0.35f, 0.6f) : Color.WHITE);
        pen.fillRect(0, 0, SMALL, SMALL);
        pen.setColor(Color.getHSBColor(hue * 0.31f, 0.6f, 0.7f));
        pen.fillRoundRect(100, 50, 120, 150, 50, 50);
        pen.dispose();
        ImageIO.write(image, format, file.toFile());
    }
}
