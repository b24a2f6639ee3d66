package dev.darkroom.jobfile;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.jobfile.JobOverrides.TrialOptions;
import dev.darkroom.jobfile.YamlValue.ScalarKind;
import dev.darkroom.manifest.InputProblem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays the command line's options over a job file. */
final class OptionLayer {

    private final List<InputProblem> problems;
    private YamlValue.YamlEntries root;

    OptionLayer(YamlValue.YamlEntries root, List<InputProblem> problems) {
        this.root = root;
        this.problems = problems;
    }

    YamlValue.YamlEntries apply(JobOverrides overrides) {
        overrides.set().forEach(this::set);
        put("--manifest", JobKeys.MANIFEST, overrides.manifest());
        put("--output", JobKeys.OUTPUT, overrides.output());
        put("--rate", JobKeys.SUBMIT_RATE, overrides.rate());
        put("--max-in-flight", JobKeys.SUBMIT_MAX_IN_FLIGHT, overrides.maxInFlight());
        put("--max-cost", JobKeys.BUDGET_MAX_COST, overrides.maxCost());
        put("--api", JobKeys.API, overrides.api());
        put("--where", JobKeys.ROWS_WHERE, overrides.rows().where());
        put("--rows", JobKeys.ROWS_NUMBERS, overrides.rows().numbers());
        put("--ids", JobKeys.ROWS_IDS, overrides.rows().ids());
        put("--sample", JobKeys.ROWS_SAMPLE, overrides.rows().sample());
        put("--seed", JobKeys.ROWS_SEED, overrides.rows().seed());
        if (overrides.trial() != null) {
            put(overrides.trial());
        }
        return root;
    }

    private void put(String option, JobKey<?> key, @Nullable String text) {
        if (text != null) {
            root = root.with(key.path(), new YamlValue.YamlText(ValuePlace.outside(option), text, ScalarKind.TEXT));
        }
    }

    private void put(TrialOptions trial) {
        put("the trial's name", JobKeys.NAME, trial.name());
        put("the job file", JobKeys.CANDIDATES_JOB, trial.job().toAbsolutePath().toString());
        List<YamlValue> prompts = new ArrayList<>();
        trial.prompts()
                .forEach(prompt -> prompts.add(new YamlValue.YamlText(
                        new ValuePlace(trial.promptsFile(), prompt.line(), 1), prompt.text(), ScalarKind.TEXT)));
        if (!prompts.isEmpty()) {
            root = root.with(
                    JobKeys.CANDIDATES_PROMPTS.path(),
                    new YamlValue.YamlItems(ValuePlace.outside("--prompts"), prompts));
        }
        ValuePlace option = ValuePlace.outside("--models");
        List<YamlValue> models = new ArrayList<>();
        trial.models().forEach(model -> models.add(new YamlValue.YamlText(option, model, ScalarKind.TEXT)));
        if (!models.isEmpty()) {
            root = root.with(JobKeys.CANDIDATES_MODELS.path(), new YamlValue.YamlItems(option, models));
        }
    }

    private void set(String assignment) {
        int equals = assignment.indexOf('=');
        String key = equals < 0 ? assignment : assignment.substring(0, equals).strip();
        if (equals < 0 || !key.matches("[^.]+(\\.[^.]+)*")) {
            ValuePlace option = ValuePlace.outside("--set");
            problems.add(option.problem(
                    ErrorCode.BAD_OPTION, "\"" + assignment + "\" sets no key", "Write it as --set submit.rate=2/s"));
            return;
        }
        YamlValue value = value("--set " + key, assignment.substring(equals + 1).strip());
        if (value != null) {
            root = root.with(List.of(key.split("\\.")), value);
        }
    }

    private @Nullable YamlValue value(String option, String text) {
        boolean structured = text.startsWith("[") || (text.startsWith("{") && !text.startsWith("{{"));
        boolean quoted = text.startsWith("\"") || text.startsWith("'");
        if (structured || quoted) {
            return new YamlParser(option, false, text, problems).parse();
        }
        return new YamlValue.YamlText(ValuePlace.outside(option), text, CoreSchema.kindOf(text));
    }
}
