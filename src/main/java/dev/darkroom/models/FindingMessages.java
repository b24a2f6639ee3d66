package dev.darkroom.models;

import com.networknt.schema.Error;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.CountText;
import dev.darkroom.io.NearestNameFinder;
import dev.darkroom.io.PictureAddress;
import java.util.Collection;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Turns a schema's error into a sentence that names the value, the limit and the way out. */
final class FindingMessages {

    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}]*");

    private final String model;

    FindingMessages(String model) {
        this.model = model;
    }

    /**
     * @param path the input's path, the missing or superfluous property included
     * @param schema the schema of the value that holds the error
     */
    InputFinding of(Error error, String path, JsonNode schema) {
        JsonNode value = error.getInstanceNode();
        return switch (error.getKeyword()) {
            case "required" -> missing(path, schema.path("properties").path(error.getProperty()));
            case "additionalProperties" -> unknown(path, error.getProperty(), schema);
            case "type" -> wrongType(path, value, schema);
            case "minimum", "maximum" ->
                finding(
                        path,
                        ErrorCode.OUT_OF_RANGE,
                        path + " is " + SchemaDescriptions.value(value) + ", the model takes "
                                + SchemaDescriptions.limits(schema),
                        "Give a value within these limits");
            case "minItems" ->
                finding(
                        path,
                        ErrorCode.TOO_FEW,
                        path + " has " + items(value.size()) + ", the model takes " + SchemaDescriptions.limits(schema),
                        "Give at least " + schema.path("minItems"));
            case "maxItems" ->
                finding(
                        path,
                        ErrorCode.TOO_MANY,
                        path + " has " + items(value.size()) + ", the model takes " + SchemaDescriptions.limits(schema),
                        "Leave " + (value.size() - schema.path("maxItems").asInt())
                                + " out: the service may drop them unseen");
            case "enum" ->
                finding(
                        path,
                        ErrorCode.NOT_ALLOWED,
                        path + " is " + SchemaDescriptions.value(value) + ", the model takes "
                                + SchemaDescriptions.takes(schema),
                        "The nearest is "
                                + NearestNameFinder.find(value.asString(), SchemaDescriptions.allowed(schema))
                                        .orElse("none"));
            case "pattern" -> pattern(path, value, schema);
            default ->
                finding(
                        path,
                        ErrorCode.INVALID,
                        path + " is not valid: " + error.getMessage(),
                        "See what the model takes with: darkroom models " + model);
        };
    }

    private InputFinding missing(String path, JsonNode schema) {
        boolean emptyWillDo = SchemaDescriptions.accepts(schema, "array")
                && schema.path("minItems").asInt(0) == 0;
        int last = path.lastIndexOf('.');
        String remedy = last < 0
                ? "Give it in the row's column " + path + " or in the job's input"
                : "Add " + path.substring(last + 1) + " to what the row's column " + field(path)
                        + ", or the job's input, gives as " + path.substring(0, last);
        return finding(
                path,
                ErrorCode.MISSING_INPUT,
                path + " is missing, " + model + " needs it",
                remedy + (emptyWillDo ? "; an empty list [] is taken, too" : ""));
    }

    private InputFinding unknown(String path, String name, JsonNode schema) {
        Collection<String> known = schema.path("properties").propertyNames();
        String nearest = NearestNameFinder.find(name, known).orElse("none");
        return finding(
                path,
                ErrorCode.UNKNOWN_INPUT,
                path + " is not an input of " + model,
                "The nearest one is " + nearest + "; known are " + String.join(", ", known));
    }

    private InputFinding wrongType(String path, JsonNode value, JsonNode schema) {
        String message = path + " is " + SchemaDescriptions.value(value) + ", the model takes "
                + SchemaDescriptions.takes(schema);
        return finding(path, ErrorCode.WRONG_TYPE, message, typeRemedy(value, schema));
    }

    private static String typeRemedy(JsonNode value, JsonNode schema) {
        boolean number = SchemaDescriptions.accepts(schema, "number") || SchemaDescriptions.accepts(schema, "integer");
        if (number && value.isString() && value.stringValue().matches("\\s*-?\\d+,\\d+\\s*")) {
            return "Write it with a point, or set csv.decimal to \",\" in the job file";
        }
        if (SchemaDescriptions.accepts(schema, "array") || SchemaDescriptions.accepts(schema, "object")) {
            return "Write it as JSON and mind its brackets and quotes";
        }
        return "Give " + SchemaDescriptions.takes(schema);
    }

    private InputFinding pattern(String path, JsonNode value, JsonNode schema) {
        if (SchemaDescriptions.isUrl(schema)) {
            String text = value.asString("");
            PictureAddress.AddressFault inside = PictureAddress.fault(text);
            PictureAddress.AddressFault scheme = PictureAddress.notHttps(text);
            return address(path, value, inside == null ? scheme : inside.and(scheme));
        }
        if (BLANK.matcher(value.asString()).matches()) {
            return finding(path, ErrorCode.BLANK, path + " is blank", "Give a text, the service would use its demo's");
        }
        String message = path + " is " + SchemaDescriptions.value(value) + ", the model takes what matches "
                + schema.path("pattern");
        return finding(path, ErrorCode.NOT_ALLOWED, message, "Write it in that form");
    }

    /** Says of a value what is wrong with it as a picture's address. */
    static InputFinding address(String path, JsonNode value, PictureAddress.AddressFault fault) {
        String message = path + " is " + SchemaDescriptions.value(value) + ", which " + fault.message();
        return finding(path, ErrorCode.NOT_AN_HTTPS_URL, message, fault.remedy());
    }

    private static String items(int count) {
        return count == 0 ? "none" : CountText.of(count, "item");
    }

    private static InputFinding finding(String path, ErrorCode code, String message, String remedy) {
        return new InputFinding(field(path), path, code, message, remedy);
    }

    /** Returns the input that a path leads into. */
    private static String field(String path) {
        return path.split("[.\\[]", 2)[0];
    }
}
