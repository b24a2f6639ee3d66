package dev.darkroom.jobfile;

import dev.darkroom.checks.CheckFlag;
import dev.darkroom.checks.CheckLimits;
import dev.darkroom.checks.RequestedBackground;
import dev.darkroom.checks.ShopLimits;
import dev.darkroom.checks.program.CheckProgram;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.jobfile.rules.ChecksRules;
import dev.darkroom.jobfile.rules.ReportRules;
import dev.darkroom.jobfile.rules.ShopPreset;
import dev.darkroom.manifest.InputProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads the job file's {@code checks}. */
final class ChecksKeys {

    private static final int WHITE = 0xffffff;

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
        checkCommand(problems);
        checkGroup(problems);
        ChecksRules rules = rules();
        ReportRules.SourceEmbedding sources = values.get(JobKeys.REPORT_SOURCES);
        for (int index = 0; index < rules.fail().size(); index++) {
            CheckFlag flag = rules.fail().get(index);
            ValuePlace place = places.ofValue(JobKeys.CHECKS_FAIL.pointer() + "/" + index);
            if (!flag.mayFail()) {
                String message = "checks.fail names " + flag.keyword()
                        + ", which is known only once all rows have ended and fails none";
                problems.add(place.problem(ErrorCode.BAD_VALUE, message, "Take it off the list"));
            } else if (!rules.limits().checks(flag)) {
                problems.add(place.problem(ErrorCode.BAD_VALUE, message(flag), remedy(flag)));
            } else if (flag.needsSource() && sources != ReportRules.SourceEmbedding.THUMBNAILS) {
                String message = "checks.fail names " + flag.keyword() + ", but with report.sources: "
                        + sources.keyword() + " no source is fetched to compare with";
                String remedy = "Set report.sources: thumbnails, or take " + flag.keyword() + " off the list";
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

    /** Finds a program that would never be started: it is once a source has been fetched. */
    private void checkCommand(List<InputProblem> problems) {
        ReportRules.SourceEmbedding sources = values.get(JobKeys.REPORT_SOURCES);
        if (!values.get(JobKeys.CHECKS_COMMAND).isEmpty() && sources != ReportRules.SourceEmbedding.THUMBNAILS) {
            problems.add(places.ofValue(JobKeys.CHECKS_COMMAND.pointer())
                    .problem(
                            ErrorCode.BAD_VALUE,
                            "checks.command runs when sources are fetched, which none is with report.sources: "
                                    + sources.keyword(),
                            "Set report.sources: thumbnails, or take checks.command out"));
        }
    }

    private void checkGroup(List<InputProblem> problems) {
        String group = values.find(JobKeys.CHECKS_GROUP);
        List<String> keep = values.find(JobKeys.COLUMNS_KEEP);
        if (group != null && keep != null && !keep.contains(group)) {
            String message = "checks.group names " + group + ", which columns.keep does not keep";
            problems.add(places.ofValue(JobKeys.CHECKS_GROUP.pointer())
                    .problem(ErrorCode.BAD_VALUE, message, "Add it to columns.keep"));
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
                        values.get(JobKeys.CHECKS_BLURRED),
                        shop(colour == null ? WHITE : colour)),
                new CheckProgram(values.get(JobKeys.CHECKS_COMMAND), values.get(JobKeys.CHECKS_COMMAND_TIMEOUT)),
                Optional.ofNullable(values.find(JobKeys.CHECKS_GROUP)));
    }

    private ShopLimits shop(int colour) {
        OptionalDouble share = shop(JobKeys.CHECKS_NOT_WHITE);
        return new ShopLimits(
                shop(JobKeys.CHECKS_FORMATS),
                share.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new ShopLimits.ExactGround(
                                colour, shop(JobKeys.CHECKS_NOT_WHITE_TOLERANCE), share.getAsDouble())),
                shop(JobKeys.CHECKS_FILL),
                shop(JobKeys.CHECKS_OFF_CENTRE),
                shop(JobKeys.CHECKS_SMALL),
                shop(JobKeys.CHECKS_ALPHA),
                shop(JobKeys.CHECKS_PROFILE),
                shop(JobKeys.CHECKS_COLOUR_SHIFT),
                shop(JobKeys.CHECKS_CUT_OFF),
                shop(JobKeys.CHECKS_TEXT_CHANGED),
                shop(JobKeys.CHECKS_NO_AI_MARK));
    }

    /** Returns a value as the job gives it, else as its preset does, else the default. */
    private <T> T shop(JobKey<T> key) {
        ShopPreset preset = values.find(JobKeys.CHECKS_PRESET);
        String set = preset == null || values.written(key) != null ? null : preset.value(key.name());
        return set == null ? values.get(key) : key.type().read(JobValues.standard(set));
    }
}
