package dev.darkroom.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.docs.PublishedSchema;
import dev.darkroom.manifest.ManifestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Holds docs/schemas/decisions.json to what the report exports and what review reads. */
class DecisionsSchemaTest {

    private final PublishedSchema schema;

    @TempDir
    private Path folder;

    DecisionsSchemaTest() throws IOException {
        schema = PublishedSchema.of("decisions");
    }

    @Test
    void it_has_the_columns_that_the_report_exports() throws IOException {
        String script = Files.readString(Path.of("src/main/resources/dev/darkroom/report/verdicts.js"));
        Matcher header = Pattern.compile("const header = \\[([^]]*)]").matcher(script);

        assertThat(header.find()).isTrue();
        assertThat(schema.document().path("properties").propertyNames())
                .containsExactly(header.group(1).replaceAll("[' ]", "").split(","));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "7   | approved | ''           | true",
                "7   | NO       | too dark     | true",
                "''  | ''       | ''           | true",
                "7   | reject   | prompt: red  | true",
                "7.0 | ok       | ''           | true",
                "7   | maybe    | ''           | false",
                "7   | rejected | 'prompt:   ' | false",
                "abc | approved | ''           | false"
            })
    void review_and_schema_agree(String line, String decision, String note, boolean good) throws IOException {
        Path file = Files.writeString(
                folder.resolve("decisions.csv"),
                "id,line,decision,note\nrow-1," + line + "," + decision + "," + note + "\n");
        ObjectNode cells = new JsonMapper()
                .createObjectNode()
                .put("id", "row-1")
                .put("line", line)
                .put("decision", decision)
                .put("note", note);

        assertThat(schema.faults(cells).isEmpty()).isEqualTo(good);
        if (good) {
            assertThat(DecisionsFile.read(file, "decisions.csv", "night", "")).isInstanceOf(List.class);
        } else {
            assertThatThrownBy(() -> DecisionsFile.read(file, "decisions.csv", "night", ""))
                    .isInstanceOf(ManifestException.class);
        }
    }
}
