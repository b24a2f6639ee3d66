package dev.darkroom.simulator.faults;

import dev.darkroom.io.NearestNameFinder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The keys of a fault rule. */
public enum RuleKey {
    SHARE,
    FROM,
    TO,
    TIMES,
    PROMPT,
    SUBMITS,
    OVER,
    RETRY_AFTER;

    public String keyword() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException if there is none of this name; the message stands after the name */
    static RuleKey named(String word) {
        List<String> texts = Arrays.stream(values()).map(RuleKey::keyword).toList();
        int index = texts.indexOf(word);
        if (index < 0) {
            throw new IllegalArgumentException("is not a key of a fault; did you mean '"
                    + NearestNameFinder.find(word, texts).orElseThrow() + "'? There are "
                    + String.join(", ", texts));
        }
        return values()[index];
    }
}
