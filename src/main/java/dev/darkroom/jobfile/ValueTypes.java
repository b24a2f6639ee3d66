package dev.darkroom.jobfile;

import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.checks.CheckFlag;
import dev.darkroom.errors.SourceFault;
import dev.darkroom.jobfile.rules.AfterStep;
import dev.darkroom.jobfile.rules.DeadlineRule;
import dev.darkroom.jobfile.rules.FailThreshold;
import dev.darkroom.jobfile.rules.FailureRate;
import dev.darkroom.jobfile.rules.LookRules.LookMode;
import dev.darkroom.jobfile.rules.NotifyRules.MailTls;
import dev.darkroom.jobfile.rules.NotifyRules.NotifyFormat;
import dev.darkroom.jobfile.rules.NotifyRules.NotifyOccasion;
import dev.darkroom.jobfile.rules.OverruleRule;
import dev.darkroom.jobfile.rules.PublishRules.PublishMark;
import dev.darkroom.jobfile.rules.ReportRules.SourceEmbedding;
import dev.darkroom.jobfile.rules.WindowRule;
import dev.darkroom.manifest.choice.Condition;
import dev.darkroom.manifest.choice.PriorityRule;
import dev.darkroom.manifest.choice.RowNumbers;
import dev.darkroom.models.IgnoredQuery;
import dev.darkroom.models.ListSeparator;
import dev.darkroom.pace.CallRate;
import dev.darkroom.simulator.faults.FaultRules;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** The types of value of the job file, with the texts that explain them. */
final class ValueTypes {

    static final ValueType<String> NAME = ValueType.of(
            "at most 100 letters, digits, dots, dashes and underscores that start with no dot or dash",
            TextValues::name);
    static final ValueType<List<String>> MANIFEST = ValueType.listOrOne(
            "a path that ends in .csv, .tsv, .jsonl or .ndjson, each also with .gz, or in .xlsx; or a list such as"
                    + " [a.csv, \"parts/*.csv\"]",
            TextValues::manifest);
    static final ValueType<String> OUTPUT = ValueType.of(
            "a path, or a bucket's address such as s3://bucket/prefix, in which {{run}} may stand for the run's"
                    + " id",
            TextValues::output);
    static final ValueType<BucketLocation> BUCKET =
            ValueType.of("a bucket's address such as s3://bucket/prefix", BucketLocation::parse);
    static final ValueType<String> TEXT = ValueType.of("a text", TextValues::given);
    static final ValueType<String> ID =
            ValueType.of("a column, or a template such as \"{{sku}}-{{view}}\"", TextValues::balanced);
    static final ValueType<String> FILE_NAME =
            ValueType.of("a name such as \"{{id}}-{{n}}.{{ext}}\", with / between folders", TextValues::fileName);
    static final ValueType<YamlValue> MODELS = new ValueType<>(
            "a list of files such as [models/upscale.json], each a JSON Schema whose title is the model's id, or what"
                    + " \"models --fetch\" prints",
            value -> value);
    static final ValueType<ServiceAddress> SERVICE = ValueType.of(
            "simulator or an https address without user and query; http only for this machine (127.0.0.1, localhost)",
            ServiceAddress::parse);
    static final ValueType<URI> WEBHOOK =
            ValueType.of("an https address; http only for this machine (127.0.0.1, localhost)", TextValues::webhook);
    static final ValueType<List<String>> COLUMNS =
            ValueType.listOf("a list of columns such as [brand, category]", TextValues::given);
    static final ValueType<List<CheckFlag>> FLAGS =
            ValueType.listOf("a list of " + String.join(", ", CheckFlag.keywords()) + ", or []", CheckValues::flag);
    static final ValueType<LookMode> LOOK = ValueType.of(message(LookMode.values()), keyword(LookMode.values()));
    static final ValueType<List<SourceFault>> SOURCE_FAULTS = ValueType.listOf(
            "a list of " + String.join(", ", SourceFault.keywords()) + ", or []", CheckValues::sourceFault);
    static final ValueType<OptionalDouble> SHARE_OR_OFF =
            ValueType.of("a part such as 2% or 0.02, or off", CheckValues.unlessOff(CheckValues::share));
    static final ValueType<OptionalDouble> MEASURE_OR_OFF =
            ValueType.of("a number such as 30, or off", CheckValues.unlessOff(CheckValues::measure));
    static final ValueType<OptionalInt> PIXELS_OR_OFF =
            ValueType.of("a number of pixels from 0 on, or off", CheckValues::pixelsOfASide);
    static final ValueType<Double> SHARE = ValueType.of("a part such as 2% or 0.02", CheckValues::share);
    static final ValueType<Integer> LEVEL = ValueType.of("a whole number from 0 to 255", CheckValues::level);
    static final ValueType<Integer> COLOUR =
            ValueType.of("white, black or a colour such as \"#f5f5f5\", in quotes", CheckValues::colour);
    static final ValueType<Long> PIXELS =
            ValueType.of("a number of pixels such as 25MP, at most 100MP", CheckValues::pixels);
    static final ValueType<List<NotifyOccasion>> OCCASIONS =
            ValueType.listOf("a list of " + message(NotifyOccasion.values()), keyword(NotifyOccasion.values()));
    static final ValueType<NotifyFormat> NOTIFY_FORMAT =
            ValueType.of(message(NotifyFormat.values()), keyword(NotifyFormat.values()));
    static final ValueType<MailTls> MAIL_TLS = ValueType.of(message(MailTls.values()), keyword(MailTls.values()));
    static final ValueType<String> HOST = ValueType.of("a host such as smtp.example.com", TextValues::host);
    static final ValueType<Integer> PORT = ValueType.of("a whole number from 1 to 65535", NumberValues::port);
    static final ValueType<String> DATABASE = ValueType.of(
            "a PostgreSQL address such as jdbc:postgresql://host/database?user=name; its password is in"
                    + " DARKROOM_DB_PASSWORD, or in a file named by DARKROOM_DB_PASSWORD_FILE",
            TextValues::database);
    static final ValueType<String> MAIL_ADDRESS =
            ValueType.of("a mail address such as night@example.com", TextValues::mailAddress);
    static final ValueType<List<String>> MAIL_ADDRESSES = ValueType.listOrOne(
            "a mail address, or a list such as [ann@example.com, ben@example.com]", TextValues::mailAddress);
    static final ValueType<SourceEmbedding> SOURCES =
            ValueType.of(message(SourceEmbedding.values()), keyword(SourceEmbedding.values()));
    static final ValueType<PublishMark> PUBLISH_MARK =
            ValueType.of(message(PublishMark.values()), keyword(PublishMark.values()));
    static final ValueType<List<AfterStep>> AFTER_STEPS = new ValueType<>(
            "a list of steps such as [{ srgb: convert }, { flatten: \"#ffffff\" }, { pad: { width: 2000, height: 2000 } },"
                    + " { jpeg: 92 }]; see docs/publish.md",
            AfterSteps::read);
    static final ValueType<BigDecimal> DOLLARS =
            ValueType.of("an amount of US dollars such as 25.00", NumberValues::amount);
    static final ValueType<Integer> COUNT = ValueType.of("a whole number from 1 on", NumberValues.atLeast(1));
    static final ValueType<Integer> PURCHASES =
            ValueType.of("a whole number from 0 on, or -1 for never", NumberValues.atLeast(-1));
    static final ValueType<Integer> VARIANTS =
            ValueType.of("a whole number from 1 to " + RowValues.MAX_VARIANTS, RowValues::variants);
    static final ValueType<List<String>> PROMPTS = ValueType.listOf(
            "a list of prompts such as [\"{{title}} on white\", \"{{title}} on grey\"]", TextValues::balanced);
    static final ValueType<List<String>> MODEL_IDS =
            ValueType.listOf("a list of models such as [blackforestlabs/flux-2/dev/edit]", TextValues::given);
    static final ValueType<String> JOB = ValueType.of("the path of a job file", TextValues::given);
    static final ValueType<Condition> CONDITION = ValueType.of(
            "a condition such as brand = acme and season in (aw26, ss27); see docs/manifest.md", Condition::parse);
    static final ValueType<RowNumbers> ROW_NUMBERS =
            ValueType.of("numbers of rows such as 100-200, 7, 100- or 1-3,7", RowNumbers::parse);
    static final ValueType<String> ROW_IDS =
            ValueType.of("a file with an id on each line, or a manifest with a column of ids", TextValues::given);
    static final ValueType<PriorityRule> PRIORITY = new ValueType<>(
            "a column, or { column: rank, order: asc }, where order is asc, desc or a list of values, the first first",
            RowValues::priority);
    static final ValueType<Long> SEED = ValueType.of("a whole number", NumberValues::whole);
    static final ValueType<Long> FIRST = ValueType.of("a whole number from 1 on", NumberValues::positive);
    static final ValueType<Duration> TIMEOUT =
            ValueType.of("a duration such as 500ms, 2s, 10m, 6h or 30d", QuantityValues::positiveDuration);
    static final ValueType<Duration> DURATION =
            ValueType.of("a duration such as 500ms, 2s or 10m, or 0", QuantityValues::duration);
    static final ValueType<QuantityValues.DurationRange> RANGE =
            ValueType.of("two durations from the shorter to the longer, such as 1s..1m", QuantityValues::range);
    static final ValueType<CallRate> RATE = ValueType.of("a rate such as 2/s, 120/min or 3000/h", QuantityValues::rate);
    static final ValueType<Long> SIZE =
            ValueType.of("a size such as 512KB, 200MB or 1GB (decimal), or 200MiB (binary)", QuantityValues::size);
    static final ValueType<DeadlineRule> DEADLINE =
            ValueType.of("a duration such as 6h, or a time of day such as 06:00", QuantityValues::deadline);
    static final ValueType<WindowRule> WINDOW = ValueType.of(
            "two times of day, and a time zone if it is not the system's, such as 22:00-06:00 Europe/Berlin",
            WindowValues::window);
    static final ValueType<FailureRate> FAILURE_RATE = ValueType.of(
            "a share or a number of rows out of the last ones, such as 30% of 50 or 15 of 50",
            QuantityValues::failureRate);
    static final ValueType<FailThreshold> THRESHOLD =
            ValueType.of("a number of rows such as 10, or a share of them such as 5%", QuantityValues::threshold);
    static final ValueType<Boolean> SWITCH = ValueType.of("true or false", ValueTypes::truth);
    static final ValueType<IgnoredQuery> IGNORED_QUERY = ValueType.either(
            "true, false or a list of parameters such as [X-Amz-Signature, X-Amz-Date]",
            text -> truth(text) ? IgnoredQuery.ALL : IgnoredQuery.NONE,
            ValueTypes::parameter,
            names -> new IgnoredQuery(false, Set.copyOf(names)));
    static final ValueType<OverruleRule> OVERRULE = ValueType.either(
            "anyone, nobody or a list of names such as [ann, ben]",
            ValueTypes::overrule,
            TextValues::given,
            names -> new OverruleRule(false, Set.copyOf(names)));
    static final ValueType<Optional<Character>> DELIMITER =
            ValueType.of("auto, \",\", \";\", \"|\" or tab", ValueTypes::delimiter);
    static final ValueType<ListSeparator> SEPARATOR =
            ValueType.of("\"|\", \",\", \";\" or newline", ValueTypes::separator);
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

    private static OverruleRule overrule(String text) {
        return switch (text) {
            case "anyone" -> OverruleRule.ANYONE;
            case "nobody" -> OverruleRule.NOBODY;
            default -> throw new IllegalArgumentException("is neither anyone nor nobody; names stand in a list");
        };
    }

    private static String parameter(String text) {
        if (text.isEmpty() || text.chars().anyMatch(character -> "?&=#".indexOf(character) >= 0)) {
            throw new IllegalArgumentException("is not a parameter's name");
        }
        return text;
    }

    private static Optional<Character> delimiter(String text) {
        return switch (text) {
            case "auto" -> Optional.empty();
            case ",", ";", "|" -> Optional.of(text.charAt(0));
            case "tab" -> Optional.of('\t');
            default -> throw new IllegalArgumentException("is not a delimiter");
        };
    }

    private static ListSeparator separator(String text) {
        return Arrays.stream(ListSeparator.values())
                .filter(separator -> separator.keyword().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is not a separator"));
    }

    private static char decimal(String text) {
        if (!text.equals(".") && !text.equals(",")) {
            throw new IllegalArgumentException("is not a decimal point");
        }
        return text.charAt(0);
    }

    private static String message(Enum<?>[] values) {
        return Arrays.stream(values).map(ValueTypes::keyword).collect(Collectors.joining(", "));
    }

    private static String keyword(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> Function<String, E> keyword(E[] values) {
        return text -> Arrays.stream(values)
                .filter(value -> keyword(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is not known here"));
    }
}
