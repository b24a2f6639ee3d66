package dev.darkroom.manifest.preparation;

import static dev.darkroom.manifest.ManifestFiles.json;

import dev.darkroom.manifest.ColumnRules;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestFiles;
import dev.darkroom.models.ListSeparator;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a job and a manifest for tests, and prepares the manifest's rows. */
public final class PreparedRows {

    private final Path folder;
    private @Nullable String id;
    private @Nullable List<String> keep;
    private List<String> ignore = List.of();
    private List<String> fillDown = List.of();
    private List<String> required = List.of();
    private String input = "{}";
    private @Nullable String model;
    private char decimal = '.';
    private ListSeparator separator = ListSeparator.PIPE;
    private String name = "a.csv";

    private PreparedRows(Path folder) {
        this.folder = folder;
    }

    public static PreparedRows aJob(Path folder) {
        return new PreparedRows(folder).model("flash/edit");
    }

    public PreparedRows id(String id) {
        this.id = id;
        return this;
    }

    public PreparedRows keep(String... columns) {
        keep = List.of(columns);
        return this;
    }

    public PreparedRows ignore(String... columns) {
        ignore = List.of(columns);
        return this;
    }

    public PreparedRows fillDown(String... columns) {
        fillDown = List.of(columns);
        return this;
    }

    public PreparedRows required(String... columns) {
        required = List.of(columns);
        return this;
    }

    public PreparedRows input(String json) {
        input = json;
        return this;
    }

    public PreparedRows model(String shortName) {
        model = "blackforestlabs/flux-2/" + shortName;
        return this;
    }

    public PreparedRows withoutModel() {
        model = null;
        return this;
    }

    public PreparedRows separator(ListSeparator separator) {
        this.separator = separator;
        return this;
    }

    public PreparedRows decimalComma() {
        decimal = ',';
        return this;
    }

    public PreparedRows jsonl() {
        name = "a.jsonl";
        return this;
    }

    public RowPreparer preparer(String manifest) {
        return preparer(ManifestFiles.write(folder, name, manifest));
    }

    private RowPreparer preparer(Manifest manifest) {
        JobInput job = new JobInput(columns(), json(input), model, decimal);
        return new RowPreparer(job, ManifestFiles.survey(manifest), ManifestFiles.CATALOG);
    }

    private ColumnRules columns() {
        return new ColumnRules(id, keep, ignore, separator, fillDown, required);
    }

    public List<PreparedRow> rows(String text) {
        Manifest manifest = ManifestFiles.write(folder, name, text).with(columns());
        RowPreparer preparer = preparer(manifest);
        return ManifestFiles.rows(manifest).stream().map(preparer::prepare).toList();
    }

    public PreparedRow row(String text) {
        return rows(text).get(0);
    }
}
