package dev.darkroom.models;

import dev.darkroom.errors.SourceFault;
import java.util.Set;

/**
 * The rules for what becomes of a row by its source pictures.
 *
 * @param reject the faults by which a row is rejected; it is warned of all others
 * @param maxProportionError how far the picture's proportion may be from the first source's, 0.05 for five in a hundred
 */
public record SourceRules(Set<SourceFault> reject, double maxProportionError) {

    /** What holds if the job says nothing: rejected is what is no picture for anybody. */
    public static final SourceRules DEFAULT = new SourceRules(Set.of(SourceFault.NOT_A_PICTURE), 0.05);

    public SourceRules {
        reject = Set.copyOf(reject);
    }
}
