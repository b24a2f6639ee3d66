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

    private static final int FIRST_ON_ITS_SIDE = 5;
    private static final int USUAL_BITS = 8;

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
                count(traits, "turned", header.orientation() >= FIRST_ON_ITS_SIDE);
                count(traits, "cmyk", PictureHeader.CMYK.equals(header.colour()));
                count(traits, "gray", PictureHeader.GRAY.equals(header.colour()));
                count(traits, "more than 8 bit", header.bits() > USUAL_BITS);
                count(traits, "transparent", header.alpha());
                count(traits, "animated", header.frames() > 1);
            }
        }
        return new SeenCounts(faults, traits);
    }

    private static void count(Map<String, Long> traits, String name, boolean holds) {
        if (holds) {
            traits.merge(name, 1L, Long::sum);
        }
    }
}
