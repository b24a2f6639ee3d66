package dev.darkroom.jobfile;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sets values in the text of a job file and leaves all else as a person wrote it: comments, order and layout. Not thread-safe.
 */
public final class JobTextEditor {

    /** A text that YAML takes for nothing else, wherever it stands. */
    private static final Pattern PLAIN = Pattern.compile(
            "(?!(?i:true|false|null|yes|no|on|off|y|n)$)[A-Za-z][A-Za-z0-9_-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");

    private static final Pattern COLON = Pattern.compile("\\s*:(\\s|#[^\n]*\n)*");

    private String text;

    /** @param text a job file's, which is read without a fault */
    public JobTextEditor(String text) {
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Returns the text as it is now. */
    public String text() {
        return text;
    }

    /**
     * Sets a value; groups that are missing are made.
     *
     * @param path the key with its groups
     * @throws IllegalArgumentException if the value stands where other places of the text use it too
     */
    public void set(List<String> path, JsonNode value) {
        if (!(root() instanceof MappingNode group)) {
            throw new IllegalArgumentException("the file holds no keys");
        }
        for (int depth = 0; depth < path.size(); depth++) {
            NodeTuple entry = entry(group, path.get(depth));
            JsonNode rest = nested(path.subList(depth + 1, path.size()), value);
            if (entry == null) {
                insert(group, path.get(depth), rest);
                return;
            }
            if (depth < path.size() - 1
                    && entry.getValueNode() instanceof MappingNode inner
                    && !inner.getValue().isEmpty()) {
                refuseShared(entry, path);
                group = inner;
                continue;
            }
            refuseShared(entry, path);
            replace(entry, written(rest));
            return;
        }
    }

    /**
     * Takes a value out with its key; a group that held nothing else stays, empty.
     *
     * @throws IllegalArgumentException if the value stands where other places of the text use it too
     */
    public void remove(List<String> path) {
        if (!(root() instanceof MappingNode group)) {
            return;
        }
        NodeTuple holder = null;
        for (String name : path.subList(0, path.size() - 1)) {
            holder = entry(group, name);
            if (holder == null || !(holder.getValueNode() instanceof MappingNode inner)) {
                return;
            }
            refuseShared(holder, path);
            group = inner;
        }
        NodeTuple entry = entry(group, path.get(path.size() - 1));
        if (entry == null) {
            return;
        }
        refuseShared(entry, path);
        if (group.getValue().size() == 1 && holder != null) {
            replace(holder, "{}");
        } else if (group.getFlowStyle() == FlowStyle.FLOW) {
            removeFromLine(group.getValue(), group.getValue().indexOf(entry));
        } else {
            removeLines(entry);
        }
    }

    private void removeFromLine(List<NodeTuple> entries, int index) {
        NodeTuple entry = entries.get(index);
        boolean isLast = index == entries.size() - 1;
        int begin = isLast && index > 0
                ? end(entries.get(index - 1).getValueNode())
                : index(entry.getKeyNode().getStartMark());
        int end = isLast
                ? end(entry.getValueNode())
                : index(entries.get(index + 1).getKeyNode().getStartMark());
        cut(begin, end, "");
    }

    private void removeLines(NodeTuple entry) {
        Mark key = entry.getKeyNode().getStartMark();
        int begin = text.lastIndexOf('\n', index(key)) + 1;
        int newline = text.indexOf('\n', end(entry.getValueNode()));
        if (!text.substring(begin, index(key)).isBlank()) {
            throw new IllegalArgumentException("a key does not begin its line");
        }
        cut(begin, newline < 0 ? text.length() : newline + 1, "");
    }

    /** Returns whether a value is given. */
    public boolean has(List<String> path) {
        return node(path) != null;
    }

    /** Makes relative paths of a key relative to another folder. */
    public void rebase(List<String> path, Path from, Path to) {
        Node node = node(path);
        if (node instanceof ScalarNode scalar) {
            String rebased = rebased(scalar.getValue(), from, to);
            if (!rebased.equals(scalar.getValue())) {
                set(path, JsonNodeFactory.instance.stringNode(rebased));
            }
        } else if (node instanceof SequenceNode list) {
            var paths = JsonNodeFactory.instance.arrayNode();
            list.getValue().forEach(item -> {
                if (item instanceof ScalarNode scalar) {
                    paths.add(rebased(scalar.getValue(), from, to));
                }
            });
            set(path, paths);
        }
    }

    /** Returns a path as it is written in a file of another folder; addresses and absolute paths stay. */
    public static String rebased(String path, Path from, Path to) {
        boolean stays = path.contains("://") || path.startsWith("/") || path.matches("[A-Za-z]:[\\\\/].*");
        if (stays || from.equals(to)) {
            return path;
        }
        String way = to.relativize(from).toString().replace('\\', '/');
        String rest = path.replace('\\', '/');
        while (rest.startsWith("../") && way.matches("(.*/)?[^./][^/]*")) {
            way = way.contains("/") ? way.substring(0, way.lastIndexOf('/')) : "";
            rest = rest.substring(3);
        }
        return way.isEmpty() ? rest : way + "/" + rest;
    }

    private @Nullable Node node(List<String> path) {
        Node node = root();
        for (String name : path) {
            NodeTuple entry = node instanceof MappingNode group ? entry(group, name) : null;
            if (entry == null) {
                return null;
            }
            node = entry.getValueNode();
        }
        return node;
    }

    private @Nullable Node root() {
        LoaderOptions limits = new LoaderOptions();
        return new Composer(new ParserImpl(new StreamReader(text), limits), new CoreSchema(), limits).getSingleNode();
    }

    private static @Nullable NodeTuple entry(MappingNode group, String name) {
        for (NodeTuple tuple : group.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name)) {
                return tuple;
            }
        }
        return null;
    }

    /** Refuses values with an anchor, and those that stand elsewhere and are meant here: changed, they would change there too. */
    private void refuseShared(NodeTuple entry, List<String> path) {
        Node value = entry.getValueNode();
        int begin = index(value.getStartMark());
        int end = index(entry.getKeyNode().getEndMark());
        boolean isHere =
                begin >= end && COLON.matcher(text.substring(end, begin)).matches();
        if (value.getAnchor() != null || !isHere) {
            throw new IllegalArgumentException(
                    String.join(".", path) + " is written with an anchor, an alias or a tag");
        }
    }

    private void replace(NodeTuple entry, String value) {
        int begin = index(entry.getValueNode().getStartMark());
        boolean touches = begin > 0 && text.charAt(begin - 1) == ':';
        cut(begin, Math.max(begin, end(entry.getValueNode())), (touches ? " " : "") + value);
    }

    private void cut(int begin, int end, String instead) {
        if (end < begin) {
            throw new IllegalArgumentException("a value is written with an alias");
        }
        text = text.substring(0, begin) + instead + text.substring(end);
    }

    /** Returns where a value ends, without the comments behind it, which YAML counts to a group or list of several lines. */
    private int end(Node value) {
        if (value instanceof MappingNode group && isOfLines(group)) {
            return end(group.getValue().get(group.getValue().size() - 1).getValueNode());
        }
        if (value instanceof SequenceNode list && isOfLines(list)) {
            return end(list.getValue().get(list.getValue().size() - 1));
        }
        return text.substring(0, index(value.getEndMark())).stripTrailing().length();
    }

    private static boolean isOfLines(CollectionNode<?> node) {
        return node.getFlowStyle() == FlowStyle.BLOCK && !node.getValue().isEmpty();
    }

    private void insert(MappingNode group, String name, JsonNode value) {
        String entry = name + ": " + written(value);
        if (group.getFlowStyle() == FlowStyle.FLOW) {
            int begin = index(group.getStartMark()) + 1;
            String inner = text.substring(begin);
            String space =
                    inner.substring(0, inner.length() - inner.stripLeading().length());
            cut(begin, begin, space + entry + (group.getValue().isEmpty() ? "" : ","));
            return;
        }
        Mark first = group.getValue().get(0).getKeyNode().getStartMark();
        int begin = index(first);
        text = text.substring(0, begin) + entry + "\n" + " ".repeat(first.getColumn()) + text.substring(begin);
    }

    private int index(Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }

    private static JsonNode nested(List<String> path, JsonNode value) {
        JsonNode nested = value;
        for (int depth = path.size() - 1; depth >= 0; depth--) {
            ObjectNode group = JsonNodeFactory.instance.objectNode();
            group.set(path.get(depth), nested);
            nested = group;
        }
        return nested;
    }

    /** Writes a value in one line. */
    private static String written(JsonNode value) {
        if (value.isObject()) {
            return value.propertyStream()
                    .map(entry -> entry.getKey() + ": " + written(entry.getValue()))
                    .collect(Collectors.joining(", ", "{ ", " }"));
        }
        if (value.isArray()) {
            return value.valueStream().map(JobTextEditor::written).collect(Collectors.joining(", ", "[", "]"));
        }
        boolean plain = value.isString() && PLAIN.matcher(value.stringValue()).matches();
        return plain ? value.stringValue() : value.toString();
    }
}
