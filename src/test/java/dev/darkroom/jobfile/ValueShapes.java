package dev.darkroom.jobfile;

import static java.util.Map.entry;

import dev.darkroom.checks.CheckFlag;
import dev.darkroom.errors.SourceFault;
import dev.darkroom.jobfile.rules.NotifyRules.NotifyOccasion;
import dev.darkroom.jobfile.rules.ShopPreset;
import dev.darkroom.models.ListSeparator;
import dev.darkroom.simulator.faults.FaultKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Describes the job file's types of value in JSON Schema. A scalar is read by its text, so most may be numbers or texts;
 * of numbers the limits count, of texts the patterns, which are those of ECMA-262.
 */
final class ValueShapes {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final String MANIFEST =
            ".*\\.(([cC][sS][vV]|[tT][sS][vV]|[jJ][sS][oO][nN][lL]|[nN][dD][jJ][sS][oO][nN])(\\.[gG][zZ])?|[xX][lL][sS][xXmM])";
    private static final String NUMBER = "\\d{1,15}(\\.\\d{1,9})?";
    private static final String DURATION = "(" + NUMBER + "(ms|s|m|h|d)|[-+]?[pP][-+0-9.dDtThHmMsS]+)";
    private static final String POSITIVE = "(?!0+(\\.0+)?(ms|s|m|h|d)?$)" + DURATION;
    private static final String TIME = "([01]?\\d|2[0-3]):[0-5]\\d";
    private static final String PERCENT = "(0*\\d{1,2}(\\.\\d{1,9})?|100(\\.0+)?)";
    private static final String SHARE = "(" + PERCENT + "\\s*%|0+(\\.\\d{1,12})?|1(\\.0+)?)";
    private static final String COUNT = "\\+?0*[1-9]\\d*";
    private static final String AMOUNT = "\\d{1,12}(\\.\\d{1,12})?";
    private static final String OFF = "([oO][fF][fF]|[nN][oO]|[fF][aA][lL][sS][eE])";
    private static final String TRUTH = "([tT][rR][uU][eE]|[yY][eE][sS]|[oO][nN]|" + OFF + ")";
    private static final String BALANCED = "((?!\\{\\{|\\}\\})[\\s\\S]|\\{\\{[^{}]+\\}\\})+";
    private static final String LOOPBACK = "(localhost|127(\\.\\d{1,3}){3}|\\[(0*:)*:?0*1\\])(:\\d+)?";
    private static final String HTTPS = "([hH][tT][tT][pP][sS]://[^@/?#\\s]+|[hH][tT][tT][pP]://" + LOOPBACK + ")";
    private static final String MAIL = "[^@\\s]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?";

    private static final Map<ValueType<?>, ObjectNode> SHAPES = Map.ofEntries(
            entry(ValueTypes.NAME, scalar("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")),
            entry(
                    ValueTypes.MANIFEST,
                    either(text(MANIFEST), list(text(MANIFEST)).put("minItems", 1))),
            entry(ValueTypes.VARIANTS, number("integer", 1, RowValues.MAX_VARIANTS, COUNT)),
            entry(ValueTypes.CONDITION, text("[\\s\\S]*(=|<|>|\\bin\\b|\\bis\\b|\\bcontains\\b|\\bwith\\b)[\\s\\S]+")),
            entry(ValueTypes.ROW_NUMBERS, scalar("[\\d,\\s-]+")),
            entry(ValueTypes.ROW_IDS, scalar("[\\s\\S]+")),
            entry(ValueTypes.PRIORITY, either(scalar("[\\s\\S]+"), priority())),
            entry(
                    ValueTypes.OUTPUT,
                    text(
                            "(?![sS]3://[^/]*\\{)(?!.*(^|/)output\\.s3(/|$))((?!\\{\\{|\\}\\})[\\s\\S]|\\{\\{run\\}\\})+")),
            entry(ValueTypes.BUCKET, text("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.*)?")),
            entry(ValueTypes.TEXT, scalar("[\\s\\S]+")),
            entry(ValueTypes.ID, scalar(BALANCED)),
            entry(ValueTypes.FILE_NAME, scalar("(?!/)(?!.*[\\\\:])(?!.*//)(?!.*/$)(?!(.*/)?\\.{1,2}(/|$))" + BALANCED)),
            entry(ValueTypes.MODELS, models()),
            entry(ValueTypes.SERVICE, text("(simulator|" + HTTPS + "(/[^?#\\s]*)?)")),
            entry(ValueTypes.WEBHOOK, text(HTTPS + "([/?#]\\S*)?")),
            entry(ValueTypes.PROMPTS, list(scalar(BALANCED))),
            entry(ValueTypes.MODEL_IDS, list(scalar("[\\s\\S]+"))),
            entry(ValueTypes.JOB, scalar("[\\s\\S]+")),
            entry(ValueTypes.COLUMNS, list(scalar("[\\s\\S]+"))),
            entry(ValueTypes.FLAGS, list(words(CheckFlag.keywords()))),
            entry(ValueTypes.LOOK, words(listed(ValueTypes.LOOK))),
            entry(ValueTypes.SOURCE_FAULTS, list(words(SourceFault.keywords()))),
            entry(ValueTypes.SHARE_OR_OFF, orOff(SHARE, 1)),
            entry(ValueTypes.MEASURE_OR_OFF, orOff(AMOUNT, 1e12)),
            entry(ValueTypes.PIXELS_OR_OFF, orOff("\\+?\\d+", Integer.MAX_VALUE)),
            entry(ValueTypes.SHARE, number("number", 0, 1, SHARE)),
            entry(ValueTypes.LEVEL, number("integer", 0, 255, "\\+?\\d+")),
            entry(ValueTypes.COLOUR, scalar("(#?[0-9a-fA-F]{6}|[wW][hH][iI][tT][eE]|[bB][lL][aA][cC][kK])")),
            entry(ValueTypes.PIXELS, number("number", 1, 100e6, "(\\d+|" + PERCENT + "\\s*[mM][pP])")),
            entry(ShopValues.PRESET, words(ShopPreset.keywords())),
            entry(ShopValues.FORMATS, list(text("([pP][nN][gG]|[jJ][pP][eE]?[gG]|[wW][eE][bB][pP]|[gG][iI][fF])"))),
            entry(ShopValues.LEAST_SIZE, orOff("\\d{1,5}\\s*[xX]\\s*\\d{1,5}|" + COUNT, 1, Integer.MAX_VALUE)),
            entry(ShopValues.FILL, orOff(SHARE + "(\\s*\\.\\.\\s*" + SHARE + ")?", 1)),
            entry(ShopValues.COMMAND, repeating(list(scalar("[\\s\\S]*")))),
            entry(ShopValues.PROGRAM_TIME, scalar(POSITIVE)),
            entry(ShopValues.ALPHA, words(List.of("off", "transparent", "channel"))),
            entry(ShopValues.LEVEL_OR_AUTO, number("integer", 0, 255, "(auto|\\+?\\d+)")),
            entry(ValueTypes.OCCASIONS, list(words(keywords(NotifyOccasion.values())))),
            entry(ValueTypes.NOTIFY_FORMAT, words(listed(ValueTypes.NOTIFY_FORMAT))),
            entry(ValueTypes.MAIL_TLS, words(listed(ValueTypes.MAIL_TLS))),
            entry(ValueTypes.HOST, scalar("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")),
            entry(ValueTypes.PORT, number("integer", 1, 65_535, COUNT)),
            entry(ValueTypes.DATABASE, text("jdbc:postgresql:.+")),
            entry(ValueTypes.MAIL_ADDRESS, text(MAIL)),
            entry(ValueTypes.MAIL_ADDRESSES, either(text(MAIL), list(text(MAIL)).put("minItems", 1))),
            entry(ValueTypes.SOURCES, words(listed(ValueTypes.SOURCES))),
            entry(ValueTypes.PUBLISH_MARK, words(listed(ValueTypes.PUBLISH_MARK))),
            entry(ValueTypes.AFTER_STEPS, afterSteps()),
            entry(ValueTypes.DOLLARS, number("number", 0, 1e12, AMOUNT)),
            entry(ValueTypes.COUNT, number("integer", 1, Integer.MAX_VALUE, COUNT)),
            entry(ValueTypes.PURCHASES, number("integer", -1, Integer.MAX_VALUE, "(-1|\\+?\\d+)")),
            entry(ValueTypes.SEED, number("integer", -0x1p63, 0x1p63, "[-+]?\\d+")),
            entry(ValueTypes.TIMEOUT, text(POSITIVE)),
            entry(ValueTypes.DURATION, number("integer", 0, 0, "(0|" + DURATION + ")")),
            entry(ValueTypes.RANGE, text(NUMBER + "(ms|s|m|h|d)\\s*\\.\\.\\s*" + NUMBER + "(ms|s|m|h|d)")),
            entry(ValueTypes.RATE, text("(?!0+(\\.0+)?/)" + NUMBER + "/(s|min|m|h)")),
            entry(ValueTypes.SIZE, number("number", 1, 0x1p63, NUMBER + " ?([kKmMgG]?[iI]?[bB])?")),
            entry(ValueTypes.DEADLINE, text("(" + POSITIVE + "|" + TIME + ")")),
            entry(ValueTypes.WINDOW, text(TIME + "\\s*[-\u2013]\\s*(" + TIME + "|24:00)(\\s+\\S+)?")),
            entry(ValueTypes.FAILURE_RATE, text("(\\+?\\d+|" + PERCENT + " ?%)\\s+of\\s+" + COUNT)),
            entry(ValueTypes.THRESHOLD, number("integer", 0, Integer.MAX_VALUE, "(\\+?\\d+|" + PERCENT + " ?%)")),
            entry(ValueTypes.SWITCH, truth()),
            entry(ValueTypes.IGNORED_QUERY, either(truth(), list(text("[^?&=#]+")))),
            entry(ValueTypes.OVERRULE, either(words(List.of("anyone", "nobody")), list(scalar("[\\s\\S]+")))),
            entry(ValueTypes.DELIMITER, words(List.of("auto", ",", ";", "|", "tab"))),
            entry(
                    ValueTypes.SEPARATOR,
                    words(Arrays.stream(ListSeparator.values())
                            .map(ListSeparator::keyword)
                            .toList())),
            entry(ValueTypes.DECIMAL, words(List.of(".", ","))),
            entry(ValueTypes.INPUT, JSON.objectNode().put("type", "object")),
            entry(ValueTypes.FAULTS, faults()));

    private ValueShapes() {}

    static ObjectNode of(ValueType<?> type) {
        return Objects.requireNonNull(SHAPES.get(type), () -> "no shape is given for " + type.message())
                .deepCopy();
    }

    /** Returns a text of which the pattern is the whole, but for blanks around it. */
    private static ObjectNode text(String pattern) {
        return JSON.objectNode().put("type", "string").put("pattern", "^\\s*(" + pattern + ")\\s*$");
    }

    private static ObjectNode scalar(String pattern) {
        ObjectNode node = text(pattern);
        node.putArray("type").add("string").add("number");
        return node;
    }

    private static ObjectNode number(String type, double least, double most, String pattern) {
        ObjectNode node = text(pattern);
        node.putArray("type").add("string").add(type);
        return node.put("minimum", Math.round(least)).put("maximum", Math.round(most));
    }

    private static ObjectNode repeating(ObjectNode list) {
        list.remove("uniqueItems");
        return list;
    }

    private static ObjectNode orOff(String pattern, double most) {
        return orOff(pattern, 0, most);
    }

    private static ObjectNode orOff(String pattern, double least, double most) {
        ObjectNode node = number("number", least, most, "(" + pattern + "|" + OFF + ")");
        node.putArray("type").add("string").add("number").add("boolean");
        node.putObject("not").put("const", true);
        return node;
    }

    private static ObjectNode truth() {
        ObjectNode node = text(TRUTH);
        node.putArray("type").add("boolean").add("string");
        return node;
    }

    private static ObjectNode words(List<String> words) {
        ObjectNode node = JSON.objectNode();
        words.forEach(node.putArray("enum")::add);
        return node;
    }

    private static ObjectNode list(ObjectNode item) {
        ObjectNode node = JSON.objectNode().put("type", "array").put("uniqueItems", true);
        node.set("items", item);
        return node;
    }

    private static ObjectNode either(ObjectNode one, ObjectNode other) {
        ObjectNode node = JSON.objectNode();
        node.putArray("anyOf").add(one).add(other);
        return node;
    }

    private static ObjectNode models() {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        schema.putArray("required").add("title").add("properties");
        return list(either(text(".+"), schema));
    }

    private static ObjectNode priority() {
        ObjectNode node = JSON.objectNode().put("type", "object").put("additionalProperties", false);
        ObjectNode properties = node.putObject("properties");
        properties.set("column", scalar("[\\s\\S]+"));
        properties.set("order", either(words(List.of("asc", "desc")), list(scalar("[\\s\\S]+"))));
        node.putArray("required").add("column");
        return node;
    }

    private static ObjectNode afterSteps() {
        ObjectNode colour = scalar("(#?[0-9a-fA-F]{6}|[wW][hH][iI][tT][eE]|[bB][lL][aA][cC][kK])");
        ObjectNode side = number("integer", 1, AfterSteps.MAX_SIDE, COUNT);
        ObjectNode pad = JSON.objectNode().put("type", "object").put("additionalProperties", false);
        pad.putArray("required").add("width").add("height");
        ObjectNode ofPad = pad.putObject("properties");
        ofPad.set("width", side);
        ofPad.set("height", side.deepCopy());
        ofPad.set("colour", colour);
        ObjectNode step = JSON.objectNode().put("type", "object").put("additionalProperties", false);
        step.put("minProperties", 1).put("maxProperties", 1);
        ObjectNode steps = step.putObject("properties");
        steps.set("srgb", words(List.of("convert", "embed")));
        steps.set("flatten", colour.deepCopy());
        steps.set("pad", pad);
        steps.set("jpeg", number("integer", 1, AfterSteps.MAX_QUALITY, COUNT));
        return list(step);
    }

    private static ObjectNode faults() {
        JsonNode share = number("number", 0, 1, SHARE);
        ObjectNode rule = JSON.objectNode().put("type", "object");
        ObjectNode list = JSON.objectNode().put("type", "array");
        list.putObject("items").putArray("anyOf").add(share).add(rule);
        ObjectNode node = JSON.objectNode().put("type", "object");
        ArrayNode names = node.putObject("propertyNames").putArray("enum");
        Arrays.stream(FaultKind.values()).map(FaultKind::keyword).forEach(names::add);
        node.putObject("additionalProperties")
                .putArray("anyOf")
                .add(share)
                .add(rule)
                .add(list);
        return node;
    }

    /** Returns the words that the type's own message is the list of. */
    private static List<String> listed(ValueType<?> type) {
        return List.of(type.message().split(", "));
    }

    private static List<String> keywords(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
