package dev.darkroom.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Holds source pictures to the {@code validations} of a schema's image input, such as {@code file_size_mb<} and {@code
 * width/height>}. One that it does not know, or of which the picture's measure is not known, holds.
 */
final class SourceValidations {

    private static final Pattern RULE = Pattern.compile(
            "\\s*(file_size_mb|width/height|height/width|width|height)\\s*(<=|>=|<|>)\\s*([0-9]{1,9}(?:\\.[0-9]{1,9})?)\\s*");
    private static final double MEGABYTE = 1024 * 1024.0;

    private SourceValidations() {}

    /** Returns the first rule that the picture breaks, such as {@code file_size_mb<20}. */
    static Optional<String> broken(JsonNode field, SourceTraits source) {
        return rules(field).stream().filter(rule -> breaks(rule, source)).findFirst();
    }

    private static List<String> rules(JsonNode field) {
        List<String> rules = new ArrayList<>();
        collect(field.path("validations"), rules);
        collect(field.path("items").path("validations"), rules);
        return rules;
    }

    /** Takes the forms in which such rules are written: names with limits, or texts, alone or in a list. */
    private static void collect(JsonNode node, List<String> rules) {
        if (node.isString()) {
            rules.add(node.stringValue());
        } else if (node.isArray()) {
            node.forEach(item -> collect(item, rules));
        } else if (node.isObject()) {
            node.forEachEntry((name, limit) -> rules.add(name + limit.asString("")));
        }
    }

    private static boolean breaks(String rule, SourceTraits source) {
        Matcher parts = RULE.matcher(rule.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return false;
        }
        double measure = measure(parts.group(1), source);
        double limit = Double.parseDouble(parts.group(3));
        return measure >= 0
                && switch (parts.group(2)) {
                    case "<" -> measure >= limit;
                    case "<=" -> measure > limit;
                    case ">" -> measure <= limit;
                    default -> measure < limit;
                };
    }

    /** Returns the measure of that name, less than 0 if it is not known. */
    private static double measure(String name, SourceTraits source) {
        if (name.equals("file_size_mb")) {
            return source.bytes() < 0 ? -1 : source.bytes() / MEGABYTE;
        }
        if (!source.hasSides()) {
            return -1;
        }
        return switch (name) {
            case "width" -> source.width();
            case "height" -> source.height();
            case "width/height" -> source.width() / (double) source.height();
            default -> source.height() / (double) source.width();
        };
    }
}
