package dev.darkroom.jobfile;

import dev.darkroom.checks.ShopLimits.AlphaRule;
import dev.darkroom.checks.ShopLimits.FillRange;
import dev.darkroom.checks.ShopLimits.LeastSize;
import dev.darkroom.checks.program.CheckProgram;
import dev.darkroom.io.NearestNameFinder;
import dev.darkroom.jobfile.rules.ShopPreset;
import dev.darkroom.picture.PictureType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types of value of what a shop asks for, in {@code checks}. */
final class ShopValues {

    static final ValueType<ShopPreset> PRESET =
            ValueType.of("one of " + String.join(", ", ShopPreset.keywords()), ShopValues::preset);
    static final ValueType<List<PictureType>> FORMATS =
            ValueType.listOf("a list of png, jpeg, webp, gif, or []", ShopValues::format);
    static final ValueType<Optional<LeastSize>> LEAST_SIZE = ValueType.of(
            "a number of pixels of the longer side such as 1000, a width and a height such as 250x250, or off",
            ShopValues::leastSize);
    static final ValueType<Optional<FillRange>> FILL =
            ValueType.of("a part such as 85%, two such as 75%..90%, or off", ShopValues::fill);
    static final ValueType<AlphaRule> ALPHA = ValueType.of("off, transparent or channel", ShopValues::alpha);
    static final ValueType<OptionalInt> LEVEL_OR_AUTO =
            ValueType.of("auto, or a whole number from 0 to 255", ShopValues::level);

    static final ValueType<List<String>> COMMAND = new ValueType<>(
            "a list of a program and its arguments such as [python3, look.py, \"{{file}}\", \"{{source}}\"], or []",
            ShopValues::command);
    static final ValueType<Duration> PROGRAM_TIME =
            ValueType.of("a duration from 1s to 10m such as 30s", ShopValues::programTime);

    private static final Duration MAX_PROGRAM_TIME = Duration.ofMinutes(10);
    private static final Pattern SIDES = Pattern.compile("(\\d{1,5})\\s*[xX]\\s*(\\d{1,5})");

    private ShopValues() {}

    private static List<String> command(YamlValue value) {
        if (!(value instanceof YamlValue.YamlItems list)) {
            throw new BadValue(value, "is " + value.keyword() + ", not a list");
        }
        List<String> words = new ArrayList<>();
        for (YamlValue item : list.items()) {
            if (!(item instanceof YamlValue.YamlText word)) {
                throw new BadValue(item, "is " + item.keyword() + "; put it in quotes");
            }
            boolean template = word.text().contains("{{");
            if (template
                    && !word.text().equals(CheckProgram.FILE)
                    && !word.text().equals(CheckProgram.SOURCE)) {
                throw new BadValue(item, "is neither {{file}} nor {{source}}, which stand alone");
            }
            words.add(word.text());
        }
        if (!words.isEmpty() && !words.contains(CheckProgram.FILE)) {
            throw new BadValue(value, "does not name {{file}}");
        }
        if (!words.isEmpty() && (words.get(0).isBlank() || words.get(0).contains("{{"))) {
            throw new BadValue(list.items().get(0), "is not a program");
        }
        return List.copyOf(words);
    }

    private static Duration programTime(String text) {
        Duration time = QuantityValues.duration(text);
        if (time.compareTo(Duration.ofSeconds(1)) < 0 || time.compareTo(MAX_PROGRAM_TIME) > 0) {
            throw new IllegalArgumentException("is not from 1s to 10m");
        }
        return time;
    }

    private static ShopPreset preset(String text) {
        return ShopPreset.named(text)
                .orElseThrow(() -> new IllegalArgumentException("is not a preset; the nearest is "
                        + NearestNameFinder.find(text, ShopPreset.keywords()).orElseThrow()));
    }

    private static PictureType format(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        return Arrays.stream(PictureType.values())
                .filter(type ->
                        type.formatName().equals(name) || type.extension().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is not a format"));
    }

    private static Optional<LeastSize> leastSize(String text) {
        if (CheckValues.isOff(text)) {
            return Optional.empty();
        }
        Matcher sides = SIDES.matcher(text);
        return Optional.of(
                sides.matches()
                        ? new LeastSize(1, Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)))
                        : new LeastSize(NumberValues.atLeast(1).apply(text), 1, 1));
    }

    private static Optional<FillRange> fill(String text) {
        if (CheckValues.isOff(text)) {
            return Optional.empty();
        }
        int dots = text.indexOf("..");
        return Optional.of(
                dots < 0
                        ? new FillRange(CheckValues.share(text), 1)
                        : new FillRange(
                                CheckValues.share(text.substring(0, dots).strip()),
                                CheckValues.share(text.substring(dots + 2).strip())));
    }

    private static AlphaRule alpha(String text) {
        return Arrays.stream(AlphaRule.values())
                .filter(rule -> rule.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is not known here"));
    }

    private static OptionalInt level(String text) {
        return text.equals("auto") ? OptionalInt.empty() : OptionalInt.of(CheckValues.level(text));
    }
}
