package dev.darkroom.jobfile;

import dev.darkroom.checks.CheckFlag;
import dev.darkroom.checks.CheckLimits;
import dev.darkroom.checks.RequestedBackground;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.jobfile.rules.ChecksRules;
import dev.darkroom.jobfile.rules.ReportRules;
import dev.darkroom.manifest.InputProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the job file's {@code checks}. */
final class ChecksKeys {

    private final JobValues values;
    private final ValuePlaces places;

    ChecksKeys(JobValues values, ValuePlaces places) {
        this.values = values;
        this.places = places;
    }

    /** Finds the problems of several values together: a flag that is to fail a row must be one that can be raised. */
    List<InputProblem> problems() {
        List<InputProblem> problems = new ArrayList<>();
        checkBackground(problems);
        ChecksRules rules = rules();
        ReportRules.SourceEmbedding sources = values.get(JobKeys.REPORT_SOURCES);
        for (int index = 0; index < rules.fail().size(); index++) {
            CheckFlag flag = rules.fail().get(index);
            ValuePlace place = places.ofValue(JobKeys.CHECKS_FAIL.pointer() + "/" + index);
            if (!rules.limits().checks(flag)) {
                problems.add(place.problem(ErrorCode.BAD_VALUE, message(flag), remedy(flag)));
            } else if (flag == CheckFlag.IDENTICAL && sources != ReportRules.SourceEmbedding.THUMBNAILS) {
                String message = "checks.fail names identical, but with report.sources: " + sources.keyword()
                        + " no source is fetched to compare with";
                String remedy = "Set report.sources: thumbnails, or take identical off the list";
                problems.add(place.problem(ErrorCode.BAD_VALUE, message, remedy));
            }
        }
        return problems;
    }

    /**
     * Finds an empty background: a colour that begins with an unquoted {@code #} is a comment to YAML, and the check
     * would silently be off.
     */
    private void checkBackground(List<InputProblem> problems) {
        boolean empty = values.written(JobKeys.CHECKS_BACKGROUND) instanceof YamlValue.YamlText text
                && text.kind() == YamlValue.ScalarKind.NOTHING
                && text.text().isEmpty();
        if (empty) {
            problems.add(places.ofValue(JobKeys.CHECKS_BACKGROUND.pointer())
                    .problem(
                            ErrorCode.BAD_VALUE,
                            "checks.background is empty; to YAML, # and what follows is a comment",
                            "Put the colour in quotes, such as \"#ffffff\", or take the key out"));
        }
    }

    private static String message(CheckFlag flag) {
        return flag == CheckFlag.BACKGROUND
                ? "checks.fail names background, but no background is asked for"
                : "checks.fail names " + flag.keyword() + ", but checks." + flag.keyword() + " is off";
    }

    private static String remedy(CheckFlag flag) {
        return flag == CheckFlag.BACKGROUND
                ? "Add checks.background with " + ValueTypes.COLOUR.message() + ", or take background off the list"
                : "Give checks." + flag.keyword() + " a value, or take " + flag.keyword() + " off the list";
    }

    ChecksRules rules() {
        Integer colour = values.find(JobKeys.CHECKS_BACKGROUND);
        Optional<RequestedBackground> background = colour == null
                ? Optional.empty()
                : Optional.of(new RequestedBackground(
                        colour,
                        values.get(JobKeys.CHECKS_BACKGROUND_TOLERANCE),
                        values.get(JobKeys.CHECKS_BACKGROUND_SHARE)));
        return new ChecksRules(
                values.get(JobKeys.CHECKS_FAIL),
                new CheckLimits(
                        values.get(JobKeys.CHECKS_PIXELS),
                        values.get(JobKeys.CHECKS_FORMAT),
                        values.get(JobKeys.CHECKS_SIZE),
                        values.get(JobKeys.CHECKS_ASPECT),
                        values.get(JobKeys.CHECKS_BLANK),
                        values.get(JobKeys.CHECKS_IDENTICAL),
                        background,
                        values.get(JobKeys.CHECKS_BLURRED)));
    }
}
