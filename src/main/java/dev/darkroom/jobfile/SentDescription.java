package dev.darkroom.jobfile;

import dev.darkroom.manifest.choice.RowChoice;
import dev.darkroom.models.IgnoredQuery;
import dev.darkroom.models.ListSeparator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Describes what a job would send, apart from the manifest: service, model, input, the columns that take part, and which rows. A run
 * that is resumed must not have changed in it. Which columns are kept and how fast things go is not part of it.
 */
public final class SentDescription {

    /** The part that says which rows of the manifest they are. */
    public static final String ROWS = "rows";

    /** The part that says which service they are for. */
    public static final String API = "api";

    /** The part that says what each row is tried with. */
    public static final String CANDIDATES = "candidates";

    private SentDescription() {}

    static ObjectNode of(JobSpec job) {
        ObjectNode sent = JsonNodeFactory.instance.objectNode();
        sent.put(API, job.api().identity());
        sent.put("model", job.model());
        ObjectNode columns = sent.putObject("columns");
        columns.put("id", job.columns().id());
        new TreeSet<>(job.columns().ignore()).forEach(columns.putArray("ignore")::add);
        // Left out where they are as they were before there were such keys: older runs go on.
        if (job.columns().separator() != ListSeparator.PIPE) {
            columns.put("separator", job.columns().separator().keyword());
        }
        list(columns, "fill-down", job.columns().fillDown());
        if (job.columns().fillWithin() != null) {
            columns.put("fill-within", job.columns().fillWithin());
        }
        list(columns, "required", job.columns().required());
        if (job.sheet() != null) {
            sent.put("sheet", job.sheet());
        }
        sent.set("input", job.input().deepCopy());
        IgnoredQuery ignored = job.rowInput().ignoredQuery();
        if (ignored.whole()) {
            sent.putObject("sources").put("ignore-query", true);
        } else if (!ignored.parameters().isEmpty()) {
            list(sent.putObject("sources"), "ignore-query", ignored.parameters());
        }
        if (job.rowInput().variants() > 1) {
            sent.put("variants", job.rowInput().variants());
        }
        if (!job.candidates().isEmpty()) {
            ObjectNode candidates = sent.putObject(CANDIDATES);
            job.candidates().prompts().forEach(candidates.putArray("prompts")::add);
            job.candidates().models().forEach(candidates.putArray("models")::add);
        }
        rows(sent, job.rows());
        return sent;
    }

    private static void rows(ObjectNode sent, RowChoice choice) {
        if (choice.isAll()) {
            return;
        }
        ObjectNode rows = sent.putObject(ROWS);
        if (choice.where() != null) {
            rows.put("where", choice.where().text());
        }
        if (choice.numbers() != null) {
            rows.put("numbers", choice.numbers().toString());
        }
        if (choice.ids() != null) {
            rows.put("ids", choice.ids().sha256());
        }
        if (choice.sample() != null) {
            rows.put("sample", choice.sample()).put("seed", choice.seed());
        }
    }

    /** Returns what the described job keeps out of its rows' keys. */
    public static IgnoredQuery ignoredQuery(JsonNode sent) {
        JsonNode ignored = sent.path("sources").path("ignore-query");
        return ignored.isArray()
                ? new IgnoredQuery(
                        false, ignored.valueStream().map(JsonNode::asString).collect(Collectors.toUnmodifiableSet()))
                : ignored.asBoolean(false) ? IgnoredQuery.ALL : IgnoredQuery.NONE;
    }

    private static void list(ObjectNode group, String key, Collection<String> names) {
        if (!names.isEmpty()) {
            new TreeSet<>(names).forEach(group.putArray(key)::add);
        }
    }

    /**
     * Returns the differences as sentences that name the job file's key, such as {@code input.prompt was "a", is now
     * "b"}; empty if both would send the same. The order of keys does not count.
     */
    public static List<String> differences(JsonNode was, JsonNode now) {
        List<String> differences = new ArrayList<>();
        compare("", was, now, differences);
        return differences;
    }

    private static void compare(String key, @Nullable JsonNode was, @Nullable JsonNode now, List<String> differences) {
        if (was instanceof ObjectNode before && now instanceof ObjectNode after) {
            TreeSet<String> names = new TreeSet<>(before.propertyNames());
            names.addAll(after.propertyNames());
            for (String name : names) {
                compare(key.isEmpty() ? name : key + "." + name, before.get(name), after.get(name), differences);
            }
            return;
        }
        if (!shown(was).equals(shown(now))) {
            differences.add(key + " was " + shown(was) + ", is now " + shown(now));
        }
    }

    private static String shown(@Nullable JsonNode value) {
        return value == null || value.isNull() ? "not set" : value.toString();
    }
}
