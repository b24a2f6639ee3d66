package dev.darkroom.jobfile;

import dev.darkroom.checks.AskedColour;
import dev.darkroom.checks.CheckLimits;
import dev.darkroom.checks.Flag;
import dev.darkroom.manifest.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the job file's {@code checks}. */
final class ChecksKeys {

    private final JobValues values;
    private final Places places;

    ChecksKeys(JobValues values, Places places) {
        this.values = values;
        this.places = places;
    }

    /** What is wrong with them together: a flag that is to fail a row must be one that can be raised. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        ChecksRules rules = rules();
        for (int index = 0; index < rules.fail().size(); index++) {
            Flag flag = rules.fail().get(index);
            if (!rules.limits().checks(flag)) {
                Place place = places.ofValue(JobKeys.CHECKS_FAIL.pointer() + "/" + index);
                problems.add(place.problem("BAD_VALUE", message(flag), remedy(flag)));
            }
        }
        return problems;
    }

    private static String message(Flag flag) {
        return flag == Flag.BACKGROUND
                ? "checks.fail names background, but no background is asked for"
                : "checks.fail names " + flag.word() + ", but checks." + flag.word() + " is off";
    }

    private static String remedy(Flag flag) {
        return flag == Flag.BACKGROUND
                ? "Add checks.background with " + ValueTypes.COLOUR.words() + ", or take background off the list"
                : "Give checks." + flag.word() + " a value, or take " + flag.word() + " off the list";
    }

    ChecksRules rules() {
        Integer colour = values.find(JobKeys.CHECKS_BACKGROUND);
        Optional<AskedColour> background = colour == null
                ? Optional.empty()
                : Optional.of(new AskedColour(
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
