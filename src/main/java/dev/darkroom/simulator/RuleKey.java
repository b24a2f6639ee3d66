package dev.darkroom.simulator;

import dev.darkroom.io.NearestNameFinder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The keys of a fault rule. */
enum RuleKey {
    SHARE,
    FROM,
    TO,
    TIMES,
    PROMPT,
    SUBMITS,
    OVER,
    RETRY_AFTER;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException if there is none of this name; the message goes on after the name */
    static RuleKey named(String word) {
        List<String> words = Arrays.stream(values()).map(RuleKey::word).toList();
        int index = words.indexOf(word);
        if (index < 0) {
            throw new IllegalArgumentException("is no key of a fault; did you mean '"
                    + NearestNameFinder.find(word, words).orElseThrow() + "'? There are " + String.join(", ", words));
        }
        return values()[index];
    }
}
