package dev.darkroom.report;

import dev.darkroom.io.AtomicFiles;
import dev.darkroom.io.FileMover;
import dev.darkroom.io.LockedFilePolicy;
import dev.darkroom.manifest.candidate.CandidateList;
import dev.darkroom.manifest.candidate.RowCandidate;
import dev.darkroom.picture.ThumbnailStore;
import dev.darkroom.results.OutputFiles;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * Writes {@code try.html}, a page that needs nothing beside it: the candidates of a trial, and side by side what each made of the
 * first rows.
 */
final class TrialPage {

    /** The bytes of the page that may be pictures: more than that a mail server would not take. */
    private static final long ROOM = 16_000_000;

    private final FileMover mover;
    private final PagePlan plan;
    private final CandidateList candidates;

    TrialPage(FileMover mover, PagePlan plan, CandidateList candidates) {
        this.mover = mover;
        this.plan = plan;
        this.candidates = candidates;
    }

    /**
     * Writes it.
     *
     * @param rows the run's rows in their order
     * @return what the user must know, such as of a file that could not go to its place
     */
    List<String> write(Iterable<PageRow> rows) throws IOException {
        Map<Integer, CandidateFigures> figures = new LinkedHashMap<>();
        for (int number = 1; number <= candidates.count(); number++) {
            figures.put(number, new CandidateFigures());
        }
        // Whole rows of the manifest.
        int most = Math.max(1, HtmlReport.ROWS_A_PAGE / candidates.count()) * candidates.count();
        List<PageRow> shown = new ArrayList<>();
        long total = 0;
        for (PageRow row : rows) {
            total++;
            String number = row.outcome().kept().path(RowCandidate.COLUMN).asString("");
            figures.forEach((candidate, sums) -> {
                if (number.equals(candidate.toString())) {
                    sums.add(row.outcome());
                }
            });
            if (shown.size() < most) {
                shown.add(row);
            }
        }
        return write(figures, shown, total);
    }

    private List<String> write(Map<Integer, CandidateFigures> figures, List<PageRow> shown, long total)
            throws IOException {
        PageTemplate template = PageTemplate.ofTrial(plan.sources());
        ThumbnailAddresses thumbnails = new ThumbnailAddresses(
                new ThumbnailStore(plan.output()), plan.thumbnails(), ThumbnailStore.FOLDER + "/", ROOM);
        try (AtomicFiles files = new AtomicFiles(mover, LockedFilePolicy.LEAVE)) {
            Writer writer = files.begin(plan.output().resolve(OutputFiles.TRIAL_PAGE));
            writer.write(template.head());
            JsonGenerator json = PageJson.to(writer);
            json.writeStartObject();
            json.writeStringProperty("files", "");
            json.writeNumberProperty("total", total);
            writeRun(json);
            json.writeArrayPropertyStart("candidates");
            figures.forEach((number, sums) -> writeCandidate(json, candidates.get(number, true), sums));
            json.writeEndArray();
            json.writeArrayPropertyStart("rows");
            RowJson rowJson = new RowJson(json, thumbnails, plan.keptColumns());
            for (PageRow row : shown) {
                rowJson.write(row);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.close();
            writer.write(template.tail());
            return files.replaceAll();
        }
    }

    private void writeRun(JsonGenerator json) {
        json.writeObjectPropertyStart("run");
        json.writeStringProperty("id", plan.run());
        json.writeStringProperty("service", plan.service());
        json.writeStringProperty("manifest", plan.manifest());
        PageJson.time(json, "createdAt", plan.createdAt());
        json.writeStringProperty("showSources", plan.sources().keyword());
        json.writeArrayPropertyStart("columns");
        plan.keptColumns().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeCandidate(JsonGenerator json, RowCandidate candidate, CandidateFigures figures) {
        json.writeStartObject();
        json.writeNumberProperty("number", candidate.number());
        json.writeStringProperty("model", candidate.model());
        json.writeStringProperty("prompt", candidate.prompt());
        json.writeNumberProperty("rows", figures.rows());
        json.writeNumberProperty("pictures", figures.pictures());
        json.writeNumberProperty("flagged", figures.flagged());
        PageJson.decimal(json, "medianRun", figures.medianRun());
        PageJson.decimal(json, "cost", figures.cost());
        PageJson.decimal(json, "perPicture", figures.perPicture());
        json.writeEndObject();
    }
}
