package dev.darkroom.report;

import dev.darkroom.io.AtomicFiles;
import dev.darkroom.io.FileMover;
import dev.darkroom.io.LockedFilePolicy;
import dev.darkroom.picture.ThumbnailStore;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Writes the files of the page, each whole by itself. Not thread-safe. */
final class PageFiles {

    static final String FOLDER = "report";

    private static final String UP = "../";
    private static final String FROM_SHEET = UP + ThumbnailStore.FOLDER + "/";

    /** The bytes of a page that may be pictures: more than that a mail server would not take. */
    private static final long ROOM = 16_000_000;

    private final FileMover mover;
    private final PageTemplate template;
    private final PagePlan plan;
    private final PageFigures figures;
    private final List<String> warnings = new ArrayList<>();

    PageFiles(FileMover mover, PagePlan plan, PageFigures figures) throws IOException {
        this.mover = mover;
        this.template = PageTemplate.of(plan.sources());
        this.plan = plan;
        this.figures = figures;
    }

    /** @param sheets how many there will be */
    void writeSheet(SheetWriter.ReportSheet sheet, int sheets, List<PageRow> rows) throws IOException {
        ThumbnailAddresses thumbnails =
                new ThumbnailAddresses(new ThumbnailStore(plan.output()), plan.thumbnails(), FROM_SHEET, 0);
        write(plan.output().resolve(FOLDER).resolve(sheet.file()), thumbnails, rows, json -> {
            json.writeStringProperty("files", UP);
            json.writeStringProperty("sheets", "");
            json.writeNumberProperty("sheet", sheet.number());
            json.writeNumberProperty("sheetCount", sheets);
        });
    }

    void writeReport(List<SheetWriter.ReportSheet> sheets, List<PageRow> rows) throws IOException {
        ThumbnailAddresses thumbnails = new ThumbnailAddresses(
                new ThumbnailStore(plan.output()), plan.thumbnails(), ThumbnailStore.FOLDER + "/", ROOM);
        write(plan.output().resolve("report.html"), thumbnails, rows, json -> {
            json.writeStringProperty("files", "");
            json.writeStringProperty("sheets", FOLDER + "/");
            json.writeNumberProperty("sheet", 0);
            json.writeNumberProperty("sheetCount", sheets.size());
            new FiguresJson(json).writeFigures(plan, figures);
            json.writeArrayPropertyStart("sheetList");
            for (SheetWriter.ReportSheet sheet : sheets) {
                json.writeStartObject();
                json.writeNumberProperty("rows", sheet.rows());
                json.writeNumberProperty("firstLine", sheet.firstLine());
                json.writeNumberProperty("lastLine", sheet.lastLine());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** The warnings to the user, such as of a file that could not go to its place. */
    List<String> warnings() {
        return warnings;
    }

    private void write(Path target, ThumbnailAddresses thumbnails, List<PageRow> rows, OwnPart own) throws IOException {
        try (AtomicFiles files = new AtomicFiles(mover, LockedFilePolicy.LEAVE)) {
            Writer writer = files.begin(target);
            writer.write(template.head());
            JsonGenerator json = PageJson.to(writer);
            json.writeStartObject();
            new FiguresJson(json).writeRun(plan, figures);
            own.write(json);
            json.writeArrayPropertyStart("rows");
            RowJson rowJson = new RowJson(json, thumbnails, plan.keptColumns());
            for (PageRow row : rows) {
                rowJson.write(row);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.close();
            writer.write(template.tail());
            warnings.addAll(files.replaceAll());
        }
    }

    /** Writes what one kind of page tells and the other does not. */
    @FunctionalInterface
    private interface OwnPart {

        void write(JsonGenerator json);
    }
}
