package dev.darkroom.cli.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.docs.PublishedSchema;
import dev.darkroom.manifest.InputProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Holds docs/schemas/validate.json to what is written. */
class FindingsSchemaTest {

    @Test
    void findings_are_described() throws IOException {
        PublishedSchema schema = PublishedSchema.of("validate");
        StringWriter text = new StringWriter();
        JsonFindingReporter reporter = new JsonFindingReporter(new PrintWriter(text), "job.yaml", "rows.csv");
        reporter.ofJob(new InputProblem("job.yaml", 2, "5", "BAD_VALUE", "is not a number", "Give one", false));
        reporter.ofRow(new InputProblem("rows.csv", 0, null, "X", "is empty", "Fill it in", true));
        reporter.end(ValidationSummary.ofJob(1, 1));

        ObjectNode document = new JsonMapper().readTree(text.toString()).asObject();
        schema.assertDescribes(document);
        assertThat(schema.faults(document.put("extra", 1))).isNotEmpty();
    }
}
