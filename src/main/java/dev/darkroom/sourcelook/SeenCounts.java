package dev.darkroom.sourcelook;

import dev.darkroom.errors.SourceFault;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts addresses by what was seen behind them.
 *
 * @param faults by what speaks against them; none of what was not seen
 * @param traits by what is out of the ordinary though nothing speaks against it, such as {@code cmyk}
 */
public record SeenCounts(Map<SourceFault, Long> faults, Map<String, Long> traits) {

    static SeenCounts of(Collection<LookedSource> sources) {
        Map<SourceFault, Long> faults = new EnumMap<>(SourceFault.class);
        Map<String, Long> traits = new LinkedHashMap<>();
        for (LookedSource source : sources) {
            SourceFault fault = source.fault();
            if (fault != null) {
                faults.merge(fault, 1L, Long::sum);
            }
            PictureHeader header = source.header();
            if (header != null) {
                header.traits().forEach(trait -> traits.merge(trait, 1L, Long::sum));
            }
        }
        return new SeenCounts(faults, traits);
    }
}
