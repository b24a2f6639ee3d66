package dev.darkroom.manifest;

import static dev.darkroom.manifest.ManifestFiles.CATALOG;
import static dev.darkroom.manifest.ManifestFiles.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.fuzz.FuzzCases;
import dev.darkroom.fuzz.Mutator;
import dev.darkroom.fuzz.PlacedProblems;
import dev.darkroom.io.PictureAddress;
import dev.darkroom.manifest.preparation.JobInput;
import dev.darkroom.manifest.preparation.PreparedRow;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.models.ListSeparator;
import dev.darkroom.models.StrictJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Manifests broken in every way: whatever a row of theirs sends is what stands in it. */
class ManifestFuzzIT {

    private static final String END = " on white";
    private static final JobInput JOB = new JobInput(
            new ColumnRules("sku", null, List.of(), ListSeparator.PIPE, List.of(), List.of()),
            json("{\"prompt\":\"{{title}}" + END + "\",\"image_urls\":[\"{{image_url}}\"]}"),
            "blackforestlabs/flux-2/flash/edit",
            '.');

    @TempDir
    private Path folder;

    @Test
    void no_csv_makes_a_reader_fall_or_a_row_send_something_else() {
        Mutator tables = new Mutator(
                List.of(
                        Mutator.sample("continued-rows.csv"),
                        Mutator.sample("odd-addresses.csv"),
                        Mutator.sample("backslash.csv"),
                        Mutator.sample("doubled-header.csv"),
                        Mutator.sample("invisible.csv"),
                        Mutator.sample("comma-at-end.csv"),
                        "sep=;\r\nsku;title;image_url;seed\r\nA;\"a \"\"b\"\"\nc\";https://a.example/1.jpg;7\r\n"
                                .getBytes(StandardCharsets.UTF_16)),
                "sku,title,image_url\n",
                "sep=,\n",
                "https://",
                ".jpg,https://",
                "\"\n\"",
                "4.0E+12",
                "#N/A");
        FuzzCases.each(tables, text -> check("a.csv", text));
    }

    @Test
    void no_jsonl_makes_a_reader_fall_or_a_row_send_something_else() {
        Mutator lines = new Mutator(
                List.of(
                        Mutator.sample("half-surrogates.jsonl"),
                        "{\"sku\":1,\"title\":\"a\\nb\",\"image_url\":[\"https://a.example/1.jpg\"],\"seed\":7.0}\n"
                                .getBytes(StandardCharsets.UTF_8)),
                "\"sku\":",
                "\"title\":",
                "\"image_url\":[",
                "\"seed\":1e400",
                "\"seed\":1e99999999",
                "1e9999999999",
                "\\u00e4",
                "//",
                "/*");
        FuzzCases.each(lines, text -> check("a.jsonl", text));
    }

    private void check(String name, byte[] text) throws IOException {
        Manifest manifest = ManifestFiles.write(folder, name, text);
        PlacedProblems placed = new PlacedProblems(name, text);
        try {
            RowPreparer preparer = new RowPreparer(JOB, ManifestSurvey.of(manifest, CATALOG), CATALOG);
            try (ManifestReader reader = manifest.open()) {
                long rows = 0;
                for (ManifestRow row = reader.read(); row != null; row = reader.read()) {
                    rows++;
                    assertThat(row.number()).isEqualTo(rows).isLessThanOrEqualTo(text.length);
                    check(preparer.prepare(row), row, placed);
                    assertThat(preparer.prepareAnyhow(row).number()).isEqualTo(rows);
                }
                reader.warnings().forEach(placed::check);
            }
            preparer.warnings().forEach(placed::check);
            preparer.problems().forEach(problem -> assertThat(problem.message()).isNotBlank());
        } catch (ManifestException refused) {
            placed.check(refused.problems());
        }
    }

    private static void check(PreparedRow prepared, ManifestRow row, PlacedProblems placed) throws IOException {
        Stream.concat(prepared.problems().stream(), prepared.warnings().stream())
                .forEach(problem -> {
                    placed.check(problem);
                    assertThat(problem.line()).isEqualTo(row.line());
                });
        ObjectNode input = prepared.input();
        if (!prepared.valid() || input == null) {
            assertThat(prepared.valid()).isFalse();
            return;
        }
        ByteBuffer body = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(input.toString()));
        assertThat(StrictJson.parse(StandardCharsets.UTF_8.decode(body).toString())
                        .equals(input))
                .isTrue();
        if (!row.cells().has("prompt")) {
            assertThat(input.path("prompt").stringValue())
                    .isEqualTo(CellTexts.text(row.cells().path("title")) + END);
        }
        for (JsonNode address : input.path("image_urls")) {
            assertThat(PictureAddress.fault(address.stringValue())).isNull();
            assertThat(PictureAddress.normalized(address.stringValue())).isEqualTo(address.stringValue());
        }
    }
}
