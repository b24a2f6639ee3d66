package dev.darkroom.jobfile;

import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.jobfile.rules.LocalPictureRules;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestPaths;
import dev.darkroom.manifest.choice.RowChoice;
import dev.darkroom.manifest.choice.RowIdList;
import dev.darkroom.models.ImageModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Makes a {@link JobSpec} of a job file's values, once nothing is wrong with them any more. */
final class JobAssembly {

    private final Path file;
    private final YamlValue.YamlEntries root;
    private final JobValues values;
    private final @Nullable YamlValue first;

    JobAssembly(Path file, YamlValue.YamlEntries root, JobOverrides overrides) {
        this.file = file;
        this.root = root;
        this.values = new JobValues(root);
        this.first = overrides.first() == null
                ? null
                : new YamlValue.YamlText(ValuePlace.outside("--first"), overrides.first(), YamlValue.ScalarKind.TEXT);
    }

    /** Returns everything that is wrong with the values, alone and together. */
    List<InputProblem> problems() {
        List<InputProblem> problems = new ArrayList<>(values.problems());
        if (first != null) {
            try {
                ValueTypes.FIRST.read(first);
            } catch (BadValue bad) {
                problems.add(first.place()
                        .problem(ErrorCode.BAD_OPTION, bad.sentence(), "Give " + ValueTypes.FIRST.message()));
            }
        }
        together(problems, this::checkName);
        if (values.problems(List.of(JobKeys.MODELS)).isEmpty()) {
            checkModels(problems);
        }
        together(problems, found -> found.addAll(new NotifyKeys(root).problems()));
        together(problems, found -> found.addAll(new LocalPictureKeys(values).problems()));
        together(problems, this::checkReports);
        together(problems, this::checkRows);
        together(problems, found -> found.addAll(new ChecksKeys(values, ValuePlaces.of(root)).problems()));
        return problems;
    }

    /** Checks values together, unless one of them alone is wrong, which is told already. */
    private static void together(List<InputProblem> problems, Consumer<List<InputProblem>> check) {
        try {
            check.accept(problems);
        } catch (BadValue told) {
            // Whether the others go with it cannot be said before it is right.
        }
    }

    JobSpec assemble() {
        String name = name();
        List<ImageModel> models = models();
        Path folder = folderOf(JobKeys.MANIFEST);
        List<String> manifests = values.get(JobKeys.MANIFEST).stream()
                .map(file -> resolved(folder, file))
                .toList();
        String output = output();
        LocalPictureRules pictures = new LocalPictureKeys(values).rules(pictureFolder(manifests.get(0)));
        return new JobSpec(
                file,
                values,
                name,
                manifests,
                models,
                output,
                first == null ? null : ValueTypes.FIRST.read(first),
                rows(),
                pictures,
                effective(name, manifests, models, pictures, output),
                ValuePlaces.of(root));
    }

    private ObjectNode effective(
            String name, List<String> manifests, List<ImageModel> models, LocalPictureRules pictures, String output) {
        ObjectNode effective = (ObjectNode) JsonValues.text(root);
        effective.put("name", name);
        if (manifests.size() == 1) {
            effective.put(JobKeys.MANIFEST.name(), manifests.get(0));
        } else {
            manifests.forEach(effective.putArray(JobKeys.MANIFEST.name())::add);
        }
        if (!models.isEmpty()) {
            effective.set("models", OwnModels.schemas(models));
        }
        String tried = values.find(JobKeys.CANDIDATES_JOB);
        if (tried != null && effective.get("candidates") instanceof ObjectNode candidates) {
            candidates.put(
                    "job",
                    folderOf(JobKeys.CANDIDATES_JOB).resolve(tried).normalize().toString());
        }
        if (pictures.isLocal() && effective.get("sources") instanceof ObjectNode sources) {
            // A manifest of some of the rows, such as redo.csv, is elsewhere and names the same pictures.
            sources.put("folder", pictures.folder().toString());
        }
        effective.put("api", values.get(JobKeys.API).identity());
        effective.set("input", values.get(JobKeys.INPUT));
        effective.put("output", output);
        if (effective.get("rows") instanceof ObjectNode rows && rows.has("ids")) {
            rows.put("ids", JobSpec.IDS_COPY);
        }
        return effective;
    }

    private Path pictureFolder(String manifest) {
        String given = values.find(JobKeys.SOURCES_FOLDER);
        return given == null
                ? LocalPictureKeys.folderOf(Path.of(manifest))
                : folderOf(JobKeys.SOURCES_FOLDER).resolve(given).normalize();
    }

    private RowChoice rows() {
        return new RowChoice(
                values.find(JobKeys.ROWS_WHERE),
                values.find(JobKeys.ROWS_NUMBERS),
                ids(),
                values.find(JobKeys.ROWS_SAMPLE),
                values.get(JobKeys.ROWS_SEED));
    }

    private @Nullable RowIdList ids() {
        return values.find(JobKeys.ROWS_IDS) == null
                ? null
                : RowIdList.read(
                        Path.of(resolved(folderOf(JobKeys.ROWS_IDS), values.get(JobKeys.ROWS_IDS))),
                        values.find(JobKeys.COLUMNS_ID));
    }

    private void checkRows(List<InputProblem> problems) {
        try {
            ids();
        } catch (IllegalArgumentException wrong) {
            ValuePlace place = ValuePlaces.of(root).ofValue(JobKeys.ROWS_IDS.pointer());
            String message = "rows.ids: " + values.get(JobKeys.ROWS_IDS) + " " + wrong.getMessage();
            problems.add(place.problem(
                    ErrorCode.BAD_VALUE,
                    message,
                    "Give " + JobKeys.ROWS_IDS.type().message()));
        }
        if (values.find(JobKeys.ROWS_SAMPLE) == null && values.given(JobKeys.ROWS_SEED) != null) {
            ValuePlace place = ValuePlaces.of(root).ofValue(JobKeys.ROWS_SEED.pointer());
            problems.add(place.problem(
                    ErrorCode.BAD_VALUE,
                    "rows.seed is given, and no sample is drawn by it",
                    "Give --sample, or rows.sample, too; the seed that pictures are made with is input.seed"));
        }
        if (values.find(JobKeys.ROWS_SAMPLE) != null && first != null) {
            problems.add(first.place()
                    .problem(
                            ErrorCode.BAD_OPTION,
                            "--first and a sample are two ways to have a part of the rows",
                            "Leave one out, or draw the sample of the first rows by --rows 1-" + overriddenFirst()));
        }
    }

    private String overriddenFirst() {
        return first instanceof YamlValue.YamlText text ? text.text() : "";
    }

    private List<ImageModel> models() {
        return OwnModels.read(values.find(JobKeys.MODELS), folder());
    }

    private void checkModels(List<InputProblem> problems) {
        try {
            models();
        } catch (BadValue bad) {
            String remedy = "Give " + JobKeys.MODELS.type().message();
            problems.add(bad.place().problem(ErrorCode.BAD_VALUE, "models " + bad.sentence(), remedy));
        }
    }

    private Path folder() {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
    }

    private String output() {
        String given = values.get(JobKeys.OUTPUT);
        return BucketLocation.isMeant(given) ? given : resolved(folderOf(JobKeys.OUTPUT), given);
    }

    /** Returns what a path is relative to: one of the job file to its folder, one of an option to the working directory. */
    private Path folderOf(JobKey<?> key) {
        YamlValue given = values.given(key);
        boolean option = given != null && given.place().line() == 0;
        return option ? Path.of("").toAbsolutePath() : folder();
    }

    /** Resolves a path, which may be a pattern that is not a path on every system. */
    private static String resolved(Path folder, String path) {
        if (!ManifestPaths.isPattern(path)) {
            return folder.resolve(path).normalize().toString();
        }
        int slash = path.replace('\\', '/').lastIndexOf('/', path.indexOf(wildcard(path))) + 1;
        return folder.resolve(path.substring(0, slash)).normalize() + "/" + path.substring(slash);
    }

    private static String wildcard(String pattern) {
        int mark = pattern.indexOf('?');
        int star = pattern.indexOf('*');
        return mark < 0 || (star >= 0 && star < mark) ? "*" : "?";
    }

    private String name() {
        return name(file, values);
    }

    /** Returns the name of a job of which no more than the name need be right. */
    static String name(Path file, YamlValue.YamlEntries root) {
        return name(file, new JobValues(root));
    }

    private static String name(Path file, JobValues values) {
        String given = values.find(JobKeys.NAME);
        return given == null ? fileName(file) : given;
    }

    static String fileName(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private void checkName(List<InputProblem> problems) {
        try {
            TextValues.name(name());
        } catch (IllegalArgumentException unsafe) {
            String message = "the file's name, which the job takes, " + unsafe.getMessage();
            problems.add(
                    root.place().problem(ErrorCode.BAD_VALUE, message, "Add name: with " + ValueTypes.NAME.message()));
        }
    }

    private void checkReports(List<InputProblem> problems) {
        List<String> keep = values.find(JobKeys.COLUMNS_KEEP);
        List<String> by = values.get(JobKeys.REPORT_BY);
        for (int index = 0; index < by.size() && keep != null; index++) {
            if (!keep.contains(by.get(index))) {
                ValuePlace place = ValuePlaces.of(root).ofValue(JobKeys.REPORT_BY.pointer() + "/" + index);
                String message = "report.by names " + by.get(index) + ", which columns.keep does not keep";
                problems.add(place.problem(ErrorCode.BAD_VALUE, message, "Add it to columns.keep"));
            }
        }
    }
}
