package dev.darkroom.jobfile.rules;

import dev.darkroom.models.SourceRules;
import java.util.Locale;
import java.util.Objects;

/**
 * The job file's rules for looking at sources before anything is bought.
 *
 * @param look when they are looked at
 * @param rules what becomes of rows by what is seen
 */
public record LookRules(LookMode look, SourceRules rules) {

    public LookRules {
        Objects.requireNonNull(look, "look is null");
        Objects.requireNonNull(rules, "rules is null");
    }

    /** When sources are looked at. */
    public enum LookMode {
        /** Where the service is not on this machine, and there are not too many of them. */
        AUTO,
        /** In any case. */
        ALWAYS,
        /** Not at all. */
        NEVER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
