package dev.darkroom.jobfile;

import dev.darkroom.jobfile.Notify.Occasion;
import dev.darkroom.jobfile.ReportRules.Sources;
import dev.darkroom.pace.Rate;
import dev.darkroom.simulator.FaultRules;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** The kinds of values of the job file, with the words that explain them. */
final class ValueTypes {

    static final ValueType<String> NAME = ValueType.of(
            "at most 100 letters, digits, dots, dashes and underscores that start with no dot or dash", Texts::name);
    static final ValueType<String> MANIFEST =
            ValueType.of("a path that ends in .csv, .tsv or .jsonl, or in one of these with .gz", Texts::manifest);
    static final ValueType<String> OUTPUT =
            ValueType.of("a path, in which {{run}} may stand for the run's id", Texts::output);
    static final ValueType<String> TEXT = ValueType.of("a text", Texts::given);
    static final ValueType<String> ID =
            ValueType.of("a column, or a template such as \"{{sku}}-{{view}}\"", Texts::balanced);
    static final ValueType<String> FILE_NAME =
            ValueType.of("a name such as \"{{id}}-{{n}}.{{ext}}\", with / between folders", Texts::fileName);
    static final ValueType<YamlValue> MODELS = new ValueType<>(
            "a list of files such as [models/upscale.json], each a JSON Schema whose title is the model's id, or what"
                    + " \"models --fetch\" prints",
            value -> value);
    static final ValueType<Service> SERVICE = ValueType.of(
            "simulator or an https address without user and query; http only for this machine (127.0.0.1, localhost)",
            Service::parse);
    static final ValueType<URI> WEBHOOK =
            ValueType.of("an https address; http only for this machine (127.0.0.1, localhost)", Texts::webhook);
    static final ValueType<List<String>> COLUMNS =
            ValueType.listOf("a list of columns such as [brand, category]", Texts::given);
    static final ValueType<List<String>> FLAGS = ValueType.listOf("a list of flags, or []", Texts::given);
    static final ValueType<List<Occasion>> OCCASIONS =
            ValueType.listOf("a list of " + words(Occasion.values()), word(Occasion.values()));
    static final ValueType<Sources> SOURCES = ValueType.of(words(Sources.values()), word(Sources.values()));
    static final ValueType<BigDecimal> DOLLARS = ValueType.of("an amount of US dollars such as 25.00", Numbers::amount);
    static final ValueType<Integer> COUNT = ValueType.of("a whole number from 1 on", Numbers.atLeast(1));
    static final ValueType<Integer> PURCHASES =
            ValueType.of("a whole number from 0 on, or -1 for never", Numbers.atLeast(-1));
    static final ValueType<Long> SEED = ValueType.of("a whole number", Numbers::whole);
    static final ValueType<Long> FIRST = ValueType.of("a whole number from 1 on", Numbers::positive);
    static final ValueType<Duration> TIMEOUT =
            ValueType.of("a duration such as 500ms, 2s, 10m, 6h or 30d", Quantities::positiveDuration);
    static final ValueType<Duration> DURATION =
            ValueType.of("a duration such as 500ms, 2s or 10m, or 0", Quantities::duration);
    static final ValueType<Quantities.Range> RANGE =
            ValueType.of("two durations from the shorter to the longer, such as 1s..1m", Quantities::range);
    static final ValueType<Rate> RATE = ValueType.of("a rate such as 2/s, 120/min or 3000/h", Quantities::rate);
    static final ValueType<Long> SIZE =
            ValueType.of("a size such as 512KB, 200MB or 1GB (decimal), or 200MiB (binary)", Quantities::size);
    static final ValueType<Deadline> DEADLINE =
            ValueType.of("a duration such as 6h, or a time of day such as 06:00", Quantities::deadline);
    static final ValueType<FailThreshold> THRESHOLD =
            ValueType.of("a number of rows such as 10, or a share of them such as 5%", Quantities::threshold);
    static final ValueType<Boolean> SWITCH = ValueType.of("true or false", ValueTypes::truth);
    static final ValueType<Optional<Character>> DELIMITER =
            ValueType.of("auto, \",\", \";\" or tab", ValueTypes::delimiter);
    static final ValueType<Character> DECIMAL = ValueType.of("\".\" or \",\"", ValueTypes::decimal);
    static final ValueType<ObjectNode> INPUT =
            new ValueType<>("the model's inputs as keys below it", JsonValues::object);
    static final ValueType<FaultRules> FAULTS = new ValueType<>(
            "faults with a share or rules, such as { submit-lost: 5%, throttle: { over: 30/s } }; see docs/simulator.md",
            FaultValues::read);

    private ValueTypes() {}

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException("is neither true nor false");
        };
    }

    private static Optional<Character> delimiter(String text) {
        return switch (text) {
            case "auto" -> Optional.empty();
            case ",", ";" -> Optional.of(text.charAt(0));
            case "tab" -> Optional.of('\t');
            default -> throw new IllegalArgumentException("is no delimiter");
        };
    }

    private static char decimal(String text) {
        if (!text.equals(".") && !text.equals(",")) {
            throw new IllegalArgumentException("is no decimal point");
        }
        return text.charAt(0);
    }

    private static String words(Enum<?>[] values) {
        return Arrays.stream(values).map(ValueTypes::word).collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> Function<String, E> word(E[] values) {
        return text -> Arrays.stream(values)
                .filter(value -> word(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is not known here"));
    }
}
