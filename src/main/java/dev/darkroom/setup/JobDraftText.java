package dev.darkroom.setup;

import dev.darkroom.models.ImageModel;
import dev.darkroom.models.InputNames;
import dev.darkroom.models.ListSeparator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes a draft as a commented job file. */
public final class JobDraftText {

    /** Stands where the address has to be written that pictures are below. */
    public static final String UNKNOWN_BASE = "WRITE-THE-ADDRESS-OF-YOUR-PICTURES-HERE";

    private final JobDraft draft;
    private final ImageModel model;
    private final JsonMapper json = JsonMapper.shared();
    private final List<String> lines = new ArrayList<>();

    private JobDraftText(JobDraft draft, ImageModel model) {
        this.draft = draft;
        this.model = model;
    }

    /**
     * Returns the job file's lines.
     *
     * @param manifest the table as the job file names it
     * @param sheet of a workbook, or null for the first
     * @param prompt what every row sends, or null if the rows have their own
     * @param base what the pictures' paths begin with, or null if it is not known
     */
    public static List<String> lines(
            JobDraft draft,
            ImageModel model,
            String manifest,
            @Nullable String sheet,
            @Nullable String prompt,
            @Nullable String base) {
        JobDraftText text = new JobDraftText(draft, model);
        text.head(manifest, sheet);
        text.columns();
        text.input(prompt, base);
        text.rest();
        return text.lines;
    }

    private void head(String manifest, @Nullable String sheet) {
        add("# A job for " + quoted(manifest) + ", drafted by darkroom init. All keys: docs/job-file.md");
        add("");
        add("manifest: " + quoted(manifest));
        if (sheet != null) {
            add("sheet: " + quoted(sheet));
        }
        add("model: " + model.id() + "  # the command models lists all");
        add("");
    }

    private void columns() {
        add("columns:");
        if (draft.id() == null) {
            add("  # No column, nor two or three together, tells the rows apart: they are called by their numbers.");
            add("  # id: \"{{sku}}-{{view}}\"");
        } else {
            add("  id: " + quoted(draft.id()) + "  # names the pictures");
        }
        if (!draft.kept().isEmpty()) {
            add("  keep: " + list(draft.kept()) + "  # copied into the results; without this line all columns are");
        }
        if (!draft.ignore().isEmpty()) {
            add("  ignore: " + list(draft.ignore()) + "  # the table's own, not the model that makes the picture");
        }
        if (draft.separator() != ListSeparator.PIPE) {
            add("  separator: " + separator() + "  # between several pictures of a cell");
        }
        if (!draft.fillDown().isEmpty()) {
            add("  # Only the first row of a product has these; the others take them from it.");
            add("  fill-down: " + list(draft.fillDown()));
            if (draft.fillWithin() != null) {
                add("  fill-within: " + quoted(draft.fillWithin()));
            }
        }
        if (draft.paths() && draft.pictures() != null) {
            add("  required: " + list(List.of(draft.pictures()))
                    + "  # without its path a row would name the address that paths are below");
        }
        if (lines.get(lines.size() - 1).equals("columns:")) {
            add("  ignore: []");
        }
        add("");
    }

    private String separator() {
        return draft.separator() == ListSeparator.NEWLINE
                ? draft.separator().keyword()
                : quoted(draft.separator().keyword());
    }

    private void input(@Nullable String prompt, @Nullable String base) {
        add("input:  # what every row sends; {{column}} takes the row's column");
        if (prompt == null) {
            add("  # Each row has its own prompt, in the column prompt.");
        } else {
            add("  prompt: " + quoted(prompt));
        }
        String pictures = draft.pictures();
        String name =
                InputNames.PICTURES.stream().filter(model::hasInput).findFirst().orElse(null);
        if (pictures != null && name != null && (draft.paths() || !pictures.equals(name))) {
            String before = !draft.paths() ? "" : below(base == null ? UNKNOWN_BASE : base);
            if (draft.paths() && base == null) {
                add(
                        "  # The table has no addresses, only paths: write what they are below, such as https://shop.example/media/");
            }
            String template = quoted(before + "{{" + pictures + "}}");
            add("  " + name + ": " + (model.isList(name) ? "[" + template + "]" : template));
            if (!draft.others().isEmpty()) {
                add("  # Other columns with pictures, which are not sent: "
                        + String.join(", ", comments(draft.others())));
            }
        }
        if (model.hasInput(InputNames.IMAGE_SIZE)) {
            add("  image_size: square_hd  # without it the model makes squares too");
        }
        if (model.hasInput(InputNames.OUTPUT_FORMAT)) {
            add("  output_format: png");
        }
        add("");
    }

    private String below(String base) {
        return base.replaceFirst("/+$", "") + (draft.rooted() ? "" : "/");
    }

    private void rest() {
        add("# budget: { max-cost: 25.00 }  # the run stops before it");
        add("# canary: 20  # these rows first; stop if too many of them fail");
        if (!draft.kept().isEmpty()) {
            add("report: { by: " + list(draft.kept()) + " }");
        }
        add("output: runs/{{run}}");
    }

    private static List<String> comments(List<String> names) {
        return names.stream().map(name -> name.replaceAll("\\R", " ")).toList();
    }

    private String list(List<String> values) {
        return "[" + String.join(", ", values.stream().map(this::quoted).toList()) + "]";
    }

    /** Returns a text in quotes, as JSON has them and YAML reads. */
    private String quoted(String text) {
        return json.writeValueAsString(text);
    }

    private void add(String line) {
        lines.add(line);
    }
}
