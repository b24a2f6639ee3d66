package dev.darkroom.jobfile;

import dev.darkroom.docs.PublishedSchema;
import dev.darkroom.manifest.InputProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes the JSON Schema of a job file of the keys' own table. */
final class JobSchema {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JobSchema() {}

    static ObjectNode make() {
        ObjectNode root = PublishedSchema.head("job", 1, "A job of Darkroom");
        root.put("description", "One kind of batch; docs/job-file.md tells all keys.");
        root.put("type", "object").put("additionalProperties", false);
        root.putObject("patternProperties").putObject("^" + JobFile.OWN_KEYS).put("description", "Your own.");
        ObjectNode properties = root.putObject("properties");
        for (JobKey<?> key : JobKeys.ALL) {
            place(properties, key);
        }
        root.putArray("required").add("manifest");
        properties.set(
                NotifyKeys.GROUP, entries(properties.required(NotifyKeys.GROUP).asObject()));
        return root;
    }

    /** Returns a job as the schema sees it: scalars of YAML's core schema. */
    static ObjectNode json(String yaml) {
        List<InputProblem> problems = new ArrayList<>();
        YamlValue parsed = new YamlParser("job", false, yaml, problems).parse();
        return JsonValues.object(Objects.requireNonNull(parsed, problems::toString));
    }

    private static void place(ObjectNode properties, JobKey<?> key) {
        ObjectNode group = properties;
        List<String> path = key.path();
        for (String name : path.subList(0, path.size() - 1)) {
            if (!group.has(name)) {
                ObjectNode made = group.putObject(name);
                made.putArray("type").add("object").add("null");
                made.put("additionalProperties", false).putObject("properties");
            }
            group = group.required(name).required("properties").asObject();
        }
        group.set(path.get(path.size() - 1), described(key));
    }

    private static ObjectNode described(JobKey<?> key) {
        ObjectNode node = JSON.objectNode()
                .put(
                        "description",
                        sentence(key.meaning()) + ". Takes " + key.type().message() + ".");
        if (key.value() != null) {
            node.set("default", json("value: " + key.value()).required("value"));
        }
        ObjectNode shape = ValueShapes.of(key.type());
        if (key.isRequired()) {
            return node.setAll(shape);
        }
        node.putArray("anyOf").add(shape).addObject().set("enum", nothing(key));
        return node;
    }

    /** Returns what is the same as leaving the key out. */
    private static JsonNode nothing(JobKey<?> key) {
        var words = JSON.arrayNode().addNull();
        return key.standard().equals(JobKey.NONE) ? words.add(JobKey.NONE) : words;
    }

    /** Returns one address that is told, or a list of them. */
    private static ObjectNode entries(ObjectNode group) {
        ObjectNode smtp = group.required("properties").required("smtp").asObject();
        smtp.putArray("required").add("host").add("from").add("to");
        ObjectNode entry = group.deepCopy().put("type", "object");
        entry.putArray("oneOf")
                .add(JSON.objectNode().set("required", JSON.arrayNode().add("url")))
                .add(JSON.objectNode().set("required", JSON.arrayNode().add("smtp")))
                .addObject()
                .put("maxProperties", 0);
        ObjectNode any = JSON.objectNode().put("description", "Who is told of the run, and when.");
        any.putArray("anyOf")
                .add(entry)
                .add(JSON.objectNode().put("type", "array").set("items", entry.deepCopy()))
                .addObject()
                .put("type", "null");
        return any;
    }

    private static String sentence(String clause) {
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
    }
}
