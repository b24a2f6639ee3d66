package dev.darkroom.jobfile;

import dev.darkroom.jobfile.YamlValue.ScalarKind;
import dev.darkroom.simulator.faults.BadFaultException;
import dev.darkroom.simulator.faults.FaultRules;

/** Reads what is to go wrong at the simulator; what is wrong with it is said of the place where it stands. */
final class FaultValues {

    private FaultValues() {}

    static FaultRules read(YamlValue value) {
        try {
            return FaultRules.of(JsonValues.text(value));
        } catch (BadFaultException wrong) {
            BadValue bad = new BadValue(place(value, wrong), wrong.why());
            bad.initCause(wrong);
            throw bad;
        }
    }

    private static YamlValue place(YamlValue root, BadFaultException wrong) {
        YamlValue at = root;
        YamlValue last = root;
        for (String step : wrong.path()) {
            if (at instanceof YamlValue.YamlItems list) {
                at = list.items().get(Integer.parseInt(step));
                last = at;
                continue;
            }
            YamlValue.YamlEntry entry =
                    at instanceof YamlValue.YamlEntries map ? map.entries().get(step) : null;
            if (entry == null) {
                return at;
            }
            at = entry.value();
            last = new YamlValue.YamlText(entry.key(), step, ScalarKind.TEXT);
        }
        return wrong.atKey() ? last : at;
    }
}
