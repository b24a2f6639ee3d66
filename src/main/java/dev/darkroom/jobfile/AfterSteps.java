package dev.darkroom.jobfile;

import dev.darkroom.io.NearestNameFinder;
import dev.darkroom.jobfile.rules.AfterStep;
import dev.darkroom.jobfile.rules.AfterStep.FlattenStep;
import dev.darkroom.jobfile.rules.AfterStep.JpegStep;
import dev.darkroom.jobfile.rules.AfterStep.PadStep;
import dev.darkroom.jobfile.rules.AfterStep.SrgbStep;
import dev.darkroom.jobfile.rules.AfterStep.SrgbWay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Reads the steps of the job file's {@code publish.after}, a list of groups of one key each. */
final class AfterSteps {

    static final int MAX_SIDE = 10_000;
    static final int MAX_QUALITY = 100;

    private static final int WHITE = 0xffffff;
    private static final List<String> STEPS = List.of("srgb", "flatten", "pad", "jpeg");
    private static final List<String> OF_PAD = List.of("width", "height", "colour");

    private AfterSteps() {}

    static List<AfterStep> read(YamlValue value) {
        if (!(value instanceof YamlValue.YamlItems list)) {
            throw new BadValue(value, "is " + value.keyword() + ", not a list");
        }
        List<AfterStep> steps = new ArrayList<>();
        for (YamlValue item : list.items()) {
            AfterStep step = step(item);
            if (steps.stream().anyMatch(earlier -> earlier.getClass() == step.getClass())) {
                throw new BadValue(item, "has one step twice");
            }
            if (!steps.isEmpty() && steps.get(steps.size() - 1) instanceof JpegStep) {
                throw new BadValue(item, "has a step behind jpeg, which is the last one");
            }
            steps.add(step);
        }
        return List.copyOf(steps);
    }

    private static AfterStep step(YamlValue item) {
        if (!(item instanceof YamlValue.YamlEntries group) || group.entries().size() != 1) {
            throw new BadValue(item, "has a step that is not one key with its value, such as jpeg: 92");
        }
        Map.Entry<String, YamlValue.YamlEntry> only =
                group.entries().entrySet().iterator().next();
        YamlValue value = only.getValue().value();
        return switch (only.getKey()) {
            case "srgb" -> new SrgbStep(read(value, AfterSteps::way));
            case "flatten" -> new FlattenStep(read(value, CheckValues::colour));
            case "pad" -> pad(value);
            case "jpeg" -> new JpegStep(read(value, AfterSteps::quality));
            default -> throw unknown(only.getValue(), only.getKey(), "step", STEPS);
        };
    }

    private static PadStep pad(YamlValue value) {
        if (!(value instanceof YamlValue.YamlEntries group)) {
            throw new BadValue(value, "has a pad without width and height");
        }
        group.entries().forEach((name, entry) -> {
            if (!OF_PAD.contains(name)) {
                throw unknown(entry, name, "key of pad", OF_PAD);
            }
        });
        YamlValue width = group.value("width");
        YamlValue height = group.value("height");
        YamlValue colour = group.value("colour");
        if (width == null || height == null) {
            throw new BadValue(value, "has a pad without " + (width == null ? "width" : "height"));
        }
        return new PadStep(
                read(width, AfterSteps::side),
                read(height, AfterSteps::side),
                colour == null ? WHITE : read(colour, CheckValues::colour));
    }

    private static BadValue unknown(YamlValue.YamlEntry entry, String name, String what, List<String> known) {
        String nearest = NearestNameFinder.find(name, known).orElseThrow();
        return new BadValue(
                entry.value(), "belongs to " + name + ", which is not a " + what + "; the nearest is " + nearest);
    }

    private static <T> T read(YamlValue value, Function<String, T> parse) {
        return ValueType.of("", parse).read(value);
    }

    private static SrgbWay way(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "convert" -> SrgbWay.CONVERT;
            case "embed" -> SrgbWay.EMBED;
            default -> throw new IllegalArgumentException("is neither convert nor embed");
        };
    }

    private static int side(String text) {
        return most(NumberValues.atLeast(1).apply(text), MAX_SIDE);
    }

    private static int quality(String text) {
        return most(NumberValues.atLeast(1).apply(text), MAX_QUALITY);
    }

    private static int most(int number, int most) {
        if (number > most) {
            throw new IllegalArgumentException("is more than " + most);
        }
        return number;
    }
}
