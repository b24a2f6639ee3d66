package dev.darkroom.checks.program;

import dev.darkroom.checks.CheckFlag;
import dev.darkroom.io.SafeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads flags from what a program printed: a line for each, {@code name} or {@code name: detail}, or a JSON object with
 * {@code flag} and {@code detail}. Other lines are left alone.
 */
final class ProgramFlags {

    /** The most flags that are taken for a picture. */
    static final int MAX_FLAGS = 16;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final int MAX_DETAIL = 80;

    private ProgramFlags() {}

    /** Returns the flags as results have them, each name once; none that bears a built-in flag's name. */
    static List<String> parse(String printed) {
        Map<String, String> flags = new LinkedHashMap<>();
        withoutMark(printed)
                .lines()
                .map(String::strip)
                .map(ProgramFlags::flag)
                .flatMap(Optional::stream)
                .filter(flag -> CheckFlag.named(flag.name()).isEmpty())
                .forEach(flag -> flags.putIfAbsent(flag.name(), flag.detail()));
        List<String> raised = new ArrayList<>();
        flags.forEach((name, detail) -> raised.add(detail.isEmpty() ? name : name + "=" + detail));
        return raised.subList(0, Math.min(MAX_FLAGS, raised.size()));
    }

    /** Takes away the byte order mark that some languages' consoles begin with. */
    private static String withoutMark(String printed) {
        return printed.startsWith("\uFEFF") ? printed.substring(1) : printed;
    }

    private static Optional<RaisedFlag> flag(String line) {
        if (line.startsWith("{")) {
            return json(line);
        }
        int colon = line.indexOf(':');
        return colon < 0 ? named(line, "") : named(line.substring(0, colon), line.substring(colon + 1));
    }

    private static Optional<RaisedFlag> json(String line) {
        try {
            JsonNode node = JsonMapper.shared().readTree(line);
            return named(node.path("flag").asString(""), node.path("detail").asString(""));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /** Takes what separates flags in the results out of a detail. */
    private static Optional<RaisedFlag> named(String name, String detail) {
        String plain = name.strip();
        return NAME.matcher(plain).matches()
                ? Optional.of(new RaisedFlag(
                        plain, SafeText.line(detail.strip(), MAX_DETAIL).replace('|', '/')))
                : Optional.empty();
    }

    private record RaisedFlag(String name, String detail) {}
}
