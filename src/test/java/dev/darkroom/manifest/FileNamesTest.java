package dev.darkroom.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.fuzz.FuzzCases;
import dev.darkroom.fuzz.Mutator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class FileNamesTest {

    private static final String DEFAULT = "{{id}}-{{n}}.{{ext}}";
    private static final String HASH = "-[0-9a-f]{8}";
    private static final String LONG_HASH = "-[0-9a-f]{16}";
    private static final int WINDOWS = 260;
    private static final ObjectNode NONE = JsonNodeFactory.instance.objectNode();

    static final List<String> TEMPLATES = List.of(
            DEFAULT,
            "{{id}}.{{ext}}",
            "{{id}}",
            "{{id}}{{n}}.{{ext}}",
            "{{n}}-{{id}}.{{ext}}",
            "{{brand}}/{{id}}.{{ext}}",
            "{{brand}}/{{id}}/{{n}}.{{ext}}",
            "{{brand}}-{{n}}-{{id}}.{{ext}}",
            "{{brand}}{{id}}-{{n}}.{{ext}}",
            "{{ext}}/{{id}}-{{n}}",
            "all.{{ext}}",
            "all/{{n}}",
            "",
            "{{brand}}/",
            "../../{{id}}",
            "/etc/{{id}}.{{ext}}",
            "C:\\{{id}}.{{ext}}",
            "{{id}}.png",
            "{{brand}} {{brand}} {{brand}} {{brand}} {{id}} {{n}}.{{ext}}");

    static final List<String> HOSTILE = List.of(
            "..",
            ".",
            "../../etc/passwd",
            "/etc/passwd",
            "C:\\Windows\\x",
            "\\\\host\\share",
            "a/b",
            "a\\b",
            "a:b",
            "a*?\"<>|",
            "con",
            "CON",
            "nul.txt",
            "com1",
            "LPT\u00b9",
            "conin$",
            "aux .x",
            "a.",
            "a ",
            " a",
            "a. . ",
            ".hidden",
            "...",
            "-rf",
            "~",
            "a\u0000b",
            "a\nb",
            "a\u0085b",
            "a\u2028b",
            "\ud83d\udc5f",
            "\ud83d\udc69\u200d\ud83d\udcbb",
            "a\u202egnp.exe",
            "\u200b",
            "\ud800",
            "a\udc00b",
            "\ufeffa",
            "\uffff",
            "",
            " ",
            "\u00a0",
            "_",
            "__",
            "\u00e9",
            "e\u0301",
            "\u00c9",
            "A",
            "a",
            "Stra\u00dfe",
            "STRASSE",
            "\u039f\u03a3",
            "\u03bf\u03c2",
            "\u03bf\u03c3",
            "\ufb01x",
            "fix",
            "\u212a",
            "k",
            "I",
            "i",
            "\u0130",
            "a-1",
            "a-2",
            "a1",
            "a11",
            "1",
            "11",
            "1-a",
            "x".repeat(500),
            "x".repeat(499) + "y",
            "X".repeat(500),
            "\u00e9".repeat(500),
            "\ud83d\udc5f".repeat(250),
            "{{brand}}",
            "{{id}}",
            "$1",
            "\\1",
            "a.png",
            "a.png.png",
            "https://cdn.example.com/" + "p/".repeat(100) + "1.png",
            "https://cdn.example.com/" + "p/".repeat(100) + "2.png");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {{id}}-{{n}}.{{ext}}              | SKU-1 | 1 | SKU-1-1.png
            {{id}}-{{n}}.{{ext}}              | SKU-1 | 2 | SKU-1-2.png
            {{ id }}-{{ n }}.{{ ext }}        | SKU-1 | 1 | SKU-1-1.png
            {{brand}}/{{id}}_{{n}}.{{ext}}    | SKU-1 | 3 | Acme/SKU-1_3.png
            {{id}}/{{n}}.{{ext}}              | SKU-1 | 4 | SKU-1/4.png
            {{id}}.{{ext}}                    | SKU-1 | 1 | SKU-1.png
            {{id}}                            | SKU-1 | 1 | SKU-1.png
            {{id}}.png                        | SKU-1 | 1 | SKU-1.png
            {{id}}.JPG                        | SKU-1 | 1 | SKU-1.png
            {{id}}{{ext}}                     | SKU-1 | 1 | SKU-1.png
            {{brand}}/{{brand}} {{id}}.{{ext}} | a-1  | 1 | Acme/Acme a-1.png
            {{ext}}/{{id}}                    | a     | 1 | png/a.png
            {{none}}/{{id}}                   | a     | 1 | _/a.png
            a//b///{{id}}                     | a     | 1 | a/b/a.png
            /x/{{id}}                         | a     | 1 | x/a.png
            ../{{id}}                         | a     | 1 | _/a.png
            ./{{id}}                          | a     | 1 | _/a.png
            C:\\x\\{{id}}                     | a     | 1 | C__x_a.png
            con/{{id}}                        | a     | 1 | _con/a.png
            {{id}}.{{ext}}                    | con   | 1 | _con.png
            {{id}}-{{n}}.{{ext}}              | con   | 1 | con-1.png
            x                                 | a     | 1 | x.png
            {{id}}-{{n}}.{{ext}}              | {{n}} | 1 | {{n}}-1.png
            """)
    void a_plain_row_is_named_as_the_template_says(String template, String id, int n, String path) {
        assertThat(new FileNames(template.replace("\\\\", "\\")).path(id, kept("Acme"), n, "png", false))
                .isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ../../etc/passwd | __.._etc_passwd
            /etc/passwd      | _etc_passwd
            a/b              | a_b
            a:b              | a_b
            C:\\x            | C__x
            .hidden          | _hidden
            trailing...      | trailing_
            """)
    void an_id_that_had_to_be_changed_gets_a_hash(String id, String safe) {
        String plain = id.replace("\\\\", "\\");
        String path = new FileNames(DEFAULT).path(plain, NONE, 1, "png", false);

        assertThat(path).matches("\\Q" + safe + "\\E" + HASH + "-1\\.png");
    }

    @Test
    void several_outputs_of_a_template_without_a_number_do_not_meet_another_rows() {
        FileNames names = new FileNames("{{id}}.{{ext}}");

        assertThat(names.path("a", NONE, 2, "png", false)).matches("a" + HASH + "-2\\.png");
        assertThat(names.path("a-2", NONE, 1, "png", false)).isEqualTo("a-2.png");
    }

    @Test
    void lists_of_a_row_are_joined_and_numbers_written_out() {
        ObjectNode kept = (ObjectNode) JsonMapper.builder().build().readTree("{\"tags\":[\"a\",\"b\"],\"size\":42}");

        assertThat(new FileNames("{{tags}}/{{size}}/{{id}}").path("x", kept, 1, "png", false))
                .isEqualTo("a_b/42/x.png");
    }

    @Test
    void the_columns_of_the_template_are_told() {
        assertThat(new FileNames("{{brand}}/{{ a/b }}-{{id}}-{{n}}.{{ext}}").columns())
                .containsExactly("brand", "a/b");
    }

    static Stream<String> templates() {
        return TEMPLATES.stream();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void every_path_is_safe_on_every_file_system(String template) {
        FileNames names = new FileNames(template);
        for (String id : HOSTILE) {
            assertSafe(names.path(id, kept("Acme"), 1, "png", false));
            assertSafe(names.path("a", kept(id), 1, "png", false));
            assertSafe(names.path(id, kept(id), 12, "webp", true));
        }
    }

    private static void assertSafe(String path) {
        assertThat(path).matches("[^\\p{Cntrl}<>:\"\\\\|?*]+\\.(png|webp)").doesNotStartWith("/");
        assertThat(path.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(WINDOWS - 20);
        assertThat(new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(path);
        Path images = Path.of("/runs/x/images");
        assertThat(images.resolve(path).normalize()).startsWithRaw(images).isNotEqualTo(images);
        for (String segment : path.split("/", -1)) {
            assertThat(segment)
                    .isNotBlank()
                    .doesNotStartWith(".")
                    .doesNotEndWith(".")
                    .doesNotEndWith(" ");
            assertThat(segment.toLowerCase(Locale.ROOT)).doesNotMatch("(con|nul|aux|prn|com\\d|lpt\\d)\\s*(\\..*)?");
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void no_two_rows_get_one_name_once_those_that_would_are_named_by_hash(String template) {
        FileNames names = new FileNames(template);
        Map<String, Integer> rows = new HashMap<>();
        for (String id : HOSTILE) {
            rows.merge(names.fold(id, kept("Acme")), 1, Integer::sum);
        }
        Set<String> paths = new HashSet<>();
        for (String id : HOSTILE) {
            boolean byHash = rows.getOrDefault(names.fold(id, kept("Acme")), 0) > 1;
            for (int n = 1; n <= 12; n++) {
                String path = names.path(id, kept("Acme"), n, "png", byHash);
                assertThat(paths.add(SafeName.fold(path)))
                        .as(id + " " + n + " " + path)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void rows_named_by_hash_never_meet(String template) {
        FileNames names = new FileNames(template);
        Set<String> paths = new HashSet<>();
        for (String id : HOSTILE) {
            assertThat(paths.add(SafeName.fold(names.path(id, kept("x".repeat(600)), 1, "png", true))))
                    .as(id)
                    .isTrue();
        }
    }

    @Test
    void many_long_ids_that_begin_alike_do_not_meet() {
        FileNames names = new FileNames(DEFAULT);
        Set<String> paths = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            paths.add(names.path("https://cdn.example.com/" + "p".repeat(150) + i, NONE, 1, "png", true));
        }

        assertThat(paths).hasSize(10_000);
    }

    @ParameterizedTest
    @CsvSource({
        "a, A",
        "\u00e9, e\u0301",
        "\u00e9, \u00c9",
        "Stra\u00dfe, STRASSE",
        "\u03bf\u03c2, \u039f\u03a3",
        "\u03bf\u03c2, \u03bf\u03c3",
        "\ufb01x, fix",
        "\u212a, k"
    })
    void names_that_some_file_system_takes_for_one_fold_alike(String one, String other) {
        assertThat(SafeName.fold(one)).isEqualTo(SafeName.fold(other));
    }

    @Test
    void rows_that_differ_only_by_case_get_a_hash_each() {
        FileNames names = new FileNames(DEFAULT);

        assertThat(names.fold("Shoe", NONE)).isEqualTo(names.fold("SHOE", NONE));
        assertThat(names.path("Shoe", NONE, 1, "png", true)).matches("Shoe" + LONG_HASH + "-1\\.png");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 10, 99})
    void a_rows_outputs_differ_only_by_their_number(int n) {
        FileNames names = new FileNames("{{brand}}/{{id}}-{{n}}.{{ext}}");
        String first = names.path("x".repeat(118), kept("y".repeat(43)), 1, "png", false);

        assertThat(names.path("x".repeat(118), kept("y".repeat(43)), n, "webp", false))
                .isEqualTo(first.replace("-1.png", "-" + n + ".webp"));
    }

    @Test
    void no_text_leaves_the_folder_or_meets_another_rows_name() {
        List<FileNames> names = TEMPLATES.stream().map(FileNames::new).toList();
        Mutator texts = Mutator.ofTexts(HOSTILE, "..", "/", "\\", ":", "con", ".", "~", "\u0301", "-1", "_");
        FuzzCases.eachText(texts, id -> {
            RandomGenerator chance = FuzzCases.chanceOf(id);
            FileNames each = names.get(chance.nextInt(names.size()));
            String brand = HOSTILE.get(chance.nextInt(HOSTILE.size()));
            String path = each.path(id, kept(brand), 1 + chance.nextInt(4), "png", chance.nextBoolean());
            assertSafe(path);
            assertThat(each.asciiPath(id, kept(brand), 1, "png")).matches("[\\x20-\\x7e]+\\.png");
            String other = HOSTILE.get(chance.nextInt(HOSTILE.size()));
            if (!other.equals(id)) {
                boolean byHash = each.fold(id, kept(brand)).equals(each.fold(other, kept(brand)));
                assertThat(SafeName.fold(each.path(id, kept(brand), 1, "png", byHash)))
                        .isNotEqualTo(SafeName.fold(each.path(other, kept(brand), 1, "png", byHash)));
            }
        });
    }

    private static ObjectNode kept(String brand) {
        return JsonNodeFactory.instance.objectNode().put("brand", brand);
    }

    /** A file system that refuses other letters gets names of ASCII, each of them of one row alone. */
    @Test
    void every_name_has_a_form_of_ascii_that_no_other_row_has() {
        for (String template : TEMPLATES) {
            FileNames names = new FileNames(template);
            Set<String> seen = new HashSet<>();
            List<String> ids = new ArrayList<>(HOSTILE);
            ids.addAll(List.of("Kräuter-1", "Kra\u0308uter-1", "Krauter-1", "日本-1", "中国-1", "cön"));
            for (String id : Set.copyOf(ids)) {
                String path = names.asciiPath(id, kept("Ä"), 1, "png");
                assertThat(path).matches("[\\x20-\\x7e]+").endsWith(".png").doesNotContainPattern("//|(^|/)\\.");
                assertThat(seen.add(path)).as(template + " " + path).isTrue();
            }
        }
        assertThat(new FileNames(DEFAULT).asciiPath("Kräuter-1", NONE, 1, "png"))
                .matches("Krauter-1-[0-9a-f]{16}-1\\.png");
    }
}
