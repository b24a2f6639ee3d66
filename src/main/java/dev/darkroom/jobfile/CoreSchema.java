package dev.darkroom.jobfile;

import dev.darkroom.jobfile.YamlValue.ScalarKind;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Resolves scalars by YAML 1.2's core schema in the place of YAML 1.1's types, for which {@code on} is true, {@code
 * 06:00} is 360 and {@code 2026-11-21} is a date. Infinities and what is no number stay text, since JSON knows neither.
 *
 * @see <a href="https://yaml.org/spec/1.2.2/#1032-tag-resolution">YAML 1.2.2, 10.3.2</a>
 */
final class CoreSchema extends Resolver {

    private static final Pattern NOTHING = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?");

    private static final CoreSchema INSTANCE = new CoreSchema();
    private static final Map<Tag, ScalarKind> KINDS = Map.of(
            Tag.NULL, ScalarKind.NOTHING,
            Tag.BOOL, ScalarKind.BOOLEAN,
            Tag.INT, ScalarKind.INTEGER,
            Tag.FLOAT, ScalarKind.DECIMAL);

    /** Returns the kind of a plain scalar of this text. */
    static ScalarKind kindOf(String text) {
        return KINDS.getOrDefault(INSTANCE.resolve(NodeId.scalar, text, true), ScalarKind.TEXT);
    }

    @Override
    protected void addImplicitResolvers() {
        addImplicitResolver(Tag.NULL, NOTHING, "~nN\0");
        addImplicitResolver(Tag.BOOL, BOOLEAN, "tTfF");
        addImplicitResolver(Tag.INT, INTEGER, "-+0123456789");
        addImplicitResolver(Tag.FLOAT, DECIMAL, "-+.0123456789");
    }
}
