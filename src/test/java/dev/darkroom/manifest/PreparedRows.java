package dev.darkroom.manifest;

import static dev.darkroom.manifest.ManifestFiles.json;

import dev.darkroom.models.ListSeparator;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a job and a manifest for tests, and prepares the manifest's rows. */
final class PreparedRows {

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

    static PreparedRows aJob(Path folder) {
        return new PreparedRows(folder).model("flash/edit");
    }

    PreparedRows id(String id) {
        this.id = id;
        return this;
    }

    PreparedRows keep(String... columns) {
        keep = List.of(columns);
        return this;
    }

    PreparedRows ignore(String... columns) {
        ignore = List.of(columns);
        return this;
    }

    PreparedRows fillDown(String... columns) {
        fillDown = List.of(columns);
        return this;
    }

    PreparedRows required(String... columns) {
        required = List.of(columns);
        return this;
    }

    PreparedRows input(String json) {
        input = json;
        return this;
    }

    PreparedRows model(String shortName) {
        model = "blackforestlabs/flux-2/" + shortName;
        return this;
    }

    PreparedRows withoutModel() {
        model = null;
        return this;
    }

    PreparedRows separator(ListSeparator separator) {
        this.separator = separator;
        return this;
    }

    PreparedRows decimalComma() {
        decimal = ',';
        return this;
    }

    PreparedRows jsonl() {
        name = "a.jsonl";
        return this;
    }

    RowPreparer preparer(String manifest) {
        return preparer(ManifestFiles.write(folder, name, manifest));
    }

    private RowPreparer preparer(Manifest manifest) {
        JobInput job = new JobInput(columns(), json(input), model, decimal);
        return new RowPreparer(job, ManifestFiles.survey(manifest), ManifestFiles.CATALOG);
    }

    private ColumnRules columns() {
        return new ColumnRules(id, keep, ignore, separator, fillDown, required);
    }

    List<PreparedRow> rows(String text) {
        Manifest manifest = ManifestFiles.write(folder, name, text).with(columns());
        RowPreparer preparer = preparer(manifest);
        return ManifestFiles.rows(manifest).stream().map(preparer::prepare).toList();
    }

    PreparedRow row(String text) {
        return rows(text).get(0);
    }
}
