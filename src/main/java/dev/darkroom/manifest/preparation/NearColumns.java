package dev.darkroom.manifest.preparation;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestSurvey;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds columns that nothing reads and whose names are, but for case, blanks, dashes and a plural, those of inputs. */
final class NearColumns {

    private final JobInput job;
    private final String file;
    private final long line;
    private final ModelsInUse models;
    /** The columns that nothing reads, by their folded names. */
    private final Map<String, String> unread = new LinkedHashMap<>();

    NearColumns(JobInput job, ManifestSurvey survey, ModelsInUse models) {
        this.job = job;
        this.file = survey.file();
        this.line = survey.headerLine();
        this.models = models;
        Set<String> read = new HashSet<>(job.columns().ignore());
        read.addAll(new RowId(job.columns().id()).columns());
        job.input().forEach(template -> read.addAll(ColumnTemplate.columns(template)));
        read.addAll(models.inputs());
        read.add(ModelsInUse.COLUMN);
        for (String column : survey.columns()) {
            if (!read.contains(column)) {
                unread.putIfAbsent(folded(column), column);
            }
        }
    }

    /** Returns the column that was probably meant for an input; null if there is none. */
    @Nullable
    String of(String input) {
        return unread.get(folded(input));
    }

    /** Returns the job file's line that gives an input the values of a column. */
    String line(String input, String column) {
        boolean list = models.hasList(input);
        return list ? input + ": [\"{{" + column + "}}\"]" : input + ": \"{{" + column + "}}\"";
    }

    /** Returns a warning for each such column. */
    List<InputProblem> warnings() {
        List<InputProblem> warnings = new ArrayList<>();
        for (String input : models.inputs()) {
            String column = of(input);
            if (column != null) {
                add(
                        warnings,
                        column,
                        "the input " + input,
                        "Write " + line(input, column) + " below input in the job file");
            }
        }
        String model = of(ModelsInUse.COLUMN);
        if (model != null) {
            add(warnings, model, "the column " + ModelsInUse.COLUMN, "Rename it to " + ModelsInUse.COLUMN);
        }
        String id = job.columns().id() == null ? of(RowId.DEFAULT_COLUMN) : null;
        if (id != null) {
            add(
                    warnings,
                    id,
                    "the column " + RowId.DEFAULT_COLUMN,
                    "Write id: \"" + id + "\" below columns in the job file");
        }
        return warnings;
    }

    private void add(List<InputProblem> warnings, String column, String what, String remedy) {
        warnings.add(new InputProblem(
                file,
                line,
                column,
                ErrorCode.NEAR_INPUT,
                "column " + column + " looks like " + what + " and is not read",
                remedy + ", or list the column in columns.ignore",
                true));
    }

    private static String folded(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "");
        return plain.length() > 1 && plain.endsWith("s") ? plain.substring(0, plain.length() - 1) : plain;
    }
}
