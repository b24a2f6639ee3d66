package dev.darkroom.jobfile;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.errors.ErrorRemedy;
import dev.darkroom.io.UnicodeText;
import dev.darkroom.jobfile.YamlValue.ScalarKind;
import dev.darkroom.jobfile.YamlValue.YamlEntry;
import dev.darkroom.manifest.InputProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads one YAML text into {@link YamlValue}s, within limits of depth and size. For one text only. */
final class YamlParser {

    private static final int MAX_NODES = 20_000;
    private static final int MAX_DEPTH = 20;
    /** Takes in the keys of other groups, as YAML 1.1 has it and most programs still do. */
    private static final String MERGE = "<<";

    private static final Resolver SCHEMA = new CoreSchema();

    private final String source;
    private final boolean inFile;
    private final YamlFaults faults;
    private final List<InputProblem> problems;
    private int nodes;

    /**
     * @param source what the text is, for messages
     * @param inFile whether the text is a file's, so that lines and columns mean something
     * @param problems takes what is found
     */
    YamlParser(String source, boolean inFile, String text, List<InputProblem> problems) {
        this.source = source;
        this.inFile = inFile;
        this.faults = new YamlFaults(text);
        this.problems = problems;
    }

    /** Reads the text; null if it is empty or not YAML, and then the problem is noted. */
    @Nullable
    YamlValue parse() {
        try {
            Node root = new Composer(new ParserImpl(new StreamReader(faults.text()), limits()), SCHEMA, limits())
                    .getSingleNode();
            return root == null ? null : value(root, 0);
        } catch (YAMLException broken) {
            YamlFaults.YamlFault fault = faults.explain(broken);
            note(fault.line(), fault.column(), ErrorCode.YAML_SYNTAX, fault.message(), fault.remedy());
            return null;
        }
    }

    private static LoaderOptions limits() {
        LoaderOptions limits = new LoaderOptions();
        limits.setMaxAliasesForCollections(10);
        limits.setNestingDepthLimit(MAX_DEPTH);
        return limits;
    }

    private @Nullable YamlValue value(Node node, int depth) {
        nodes++;
        if (nodes > MAX_NODES || depth > MAX_DEPTH) {
            // Aliases can make a short text as large as they like, and even contain themselves.
            throw new YAMLException("more than " + MAX_NODES + " values, or deeper than " + MAX_DEPTH);
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar);
        }
        if (node instanceof SequenceNode sequence && Tag.SEQ.equals(node.getTag())) {
            List<YamlValue> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                YamlValue value = value(item, depth + 1);
                if (value != null) {
                    items.add(value);
                }
            }
            return new YamlValue.YamlItems(place(node), items);
        }
        if (node instanceof MappingNode mapping && Tag.MAP.equals(node.getTag())) {
            return entries(mapping, depth);
        }
        noteTag(node);
        return null;
    }

    private YamlValue.@Nullable YamlText scalar(ScalarNode node) {
        boolean text = Tag.STR.equals(node.getTag());
        boolean resolved = node.getTag().equals(SCHEMA.resolve(NodeId.scalar, node.getValue(), node.isPlain()));
        if (!text && !resolved) {
            noteTag(node);
            return null;
        }
        noteFault(node);
        ScalarKind kind = text ? ScalarKind.TEXT : CoreSchema.kindOf(node.getValue());
        return new YamlValue.YamlText(place(node), node.getValue(), kind);
    }

    private YamlValue entries(MappingNode mapping, int depth) {
        Map<String, YamlEntry> entries = new LinkedHashMap<>();
        List<YamlValue> merged = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlValue value = value(tuple.getValueNode(), depth + 1);
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                Mark mark = tuple.getKeyNode().getStartMark();
                note(
                        mark.getLine() + 1,
                        mark.getColumn() + 1,
                        ErrorCode.YAML_SYNTAX,
                        "a key must be a word",
                        faults.remedy(mark.getLine()));
                continue;
            }
            noteFault(key);
            if (key.isPlain() && key.getValue().equals(MERGE)) {
                merged.addAll(merged(key, value));
                continue;
            }
            YamlEntry earlier = entries.get(key.getValue());
            if (earlier != null) {
                String where = inFile ? ", first in line " + earlier.key().line() : "";
                problems.add(place(key)
                        .problem(
                                ErrorCode.DUPLICATE_KEY,
                                key.getValue() + " is given twice" + where,
                                "Keep one of them"));
                continue;
            }
            if (value != null) {
                entries.put(key.getValue(), new YamlEntry(place(key), value));
            }
        }
        for (YamlValue group : merged) {
            if (group instanceof YamlValue.YamlEntries more) {
                more.entries().forEach(entries::putIfAbsent);
            }
        }
        return new YamlValue.YamlEntries(place(mapping), entries);
    }

    /** Returns the groups whose keys stand in for those that are not given beside a merge key. */
    private List<YamlValue> merged(ScalarNode key, @Nullable YamlValue value) {
        List<YamlValue> groups =
                value instanceof YamlValue.YamlItems list ? list.items() : value == null ? List.of() : List.of(value);
        if (groups.isEmpty() || !groups.stream().allMatch(YamlValue.YamlEntries.class::isInstance)) {
            problems.add(place(key)
                    .problem(
                            ErrorCode.BAD_VALUE,
                            MERGE + " takes a group of keys, or a list of groups",
                            "Write " + MERGE + ": *base, where &base stands before a group of keys, such as below "
                                    + JobFile.OWN_KEYS + "base"));
        }
        return groups;
    }

    private void noteFault(ScalarNode node) {
        String fault = UnicodeText.fault(node.getValue());
        if (fault != null) {
            boolean nul = fault.equals(UnicodeText.NUL);
            problems.add(place(node)
                    .problem(
                            nul ? ErrorCode.NUL_CHARACTER : ErrorCode.NOT_UNICODE,
                            "the text " + fault,
                            (nul ? ErrorRemedy.TAKE_NUL_OUT : ErrorRemedy.WRITE_WHOLE).whatToDo()));
        }
    }

    private void noteTag(Node node) {
        problems.add(place(node)
                .problem(
                        ErrorCode.YAML_TAG,
                        "the tag " + node.getTag().getValue() + " has no place here",
                        "Take the tag away"));
    }

    private ValuePlace place(Node node) {
        Mark mark = node.getStartMark();
        return inFile ? new ValuePlace(source, mark.getLine() + 1, mark.getColumn() + 1) : ValuePlace.outside(source);
    }

    private void note(int line, int column, ErrorCode code, String message, String remedy) {
        ValuePlace place = inFile ? new ValuePlace(source, line, column) : ValuePlace.outside(source);
        problems.add(place.problem(code, message, remedy));
    }
}
