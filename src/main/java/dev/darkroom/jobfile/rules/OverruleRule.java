package dev.darkroom.jobfile.rules;

import java.util.Set;

/**
 * The rule for who may overrule another person's verdict on a picture. One's own anybody may change.
 *
 * @param anyone whether everybody may
 * @param names of those who may, if not everybody: nobody may overrule them but one of them
 */
public record OverruleRule(boolean anyone, Set<String> names) {

    public static final OverruleRule ANYONE = new OverruleRule(true, Set.of());
    public static final OverruleRule NOBODY = new OverruleRule(false, Set.of());

    public OverruleRule {
        names = Set.copyOf(names);
    }

    /**
     * Returns whether somebody may overrule another person.
     *
     * @param name as this person gave it; empty if not given
     */
    public boolean allows(String name) {
        return anyone || names.contains(name);
    }
}
