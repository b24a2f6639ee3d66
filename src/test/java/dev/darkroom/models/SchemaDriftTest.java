package dev.darkroom.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SchemaDriftTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ImageModel ours =
            ModelCatalog.builtIn().find("blackforestlabs/flux-2/flash/edit").orElseThrow();
    private final ObjectNode theirs = ours.schema();

    @Test
    void a_schema_that_says_the_same_does_not_differ() {
        assertThat(drift(theirs).fields()).isEmpty();
    }

    @Test
    void the_dialect_of_the_service_does_not_differ_and_what_it_leaves_out_is_not_compared() {
        SchemaDrift drift = drift(JSON.readTree("""
                {"type": "object", "required": ["prompt", "image_urls"], "properties": {
                  "prompt": {"type": "str", "title": "P"},
                  "image_urls": {"type": "array", "items": {"type": "string", "format": "image_uri"}},
                  "guidance_scale": {"type": "float", "default": null},
                  "seed": {"type": "int"}, "image_size": {"type": "string"}, "output_format": {"type": "string"}}}"""));

        assertThat(drift.fields()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "guidance_scale; {\"maximum\": 10}; the service takes a number from 0 to 10, not a number from 0 to 20",
                "output_format; {\"enum\": [\"png\"]}; the service takes png, not jpeg, png or webp",
                "image_urls; {\"maxItems\": 2}; the service takes a list of https URLs",
                "seed; {\"type\": \"string\"}; not a whole number",
            })
    void a_field_that_takes_something_else_is_told(String field, String change, String message) {
        merge(field, change);

        assertThat(drift(theirs).fields()).singleElement().satisfies(difference -> {
            assertThat(difference.name()).isEqualTo(field);
            assertThat(difference.message()).contains(message);
        });
    }

    @Test
    void a_field_that_is_gone_is_refused_only_where_the_schema_says_that_it_takes_no_other() {
        ((ObjectNode) theirs.path("properties")).remove("seed");
        ObjectNode input = input().put("seed", 4);

        assertThat(drift(theirs).fields())
                .extracting(SchemaDrift.FieldDrift::name)
                .containsExactly("seed");
        assertThat(drift(theirs).refusals(input))
                .extracting(InputFinding::field)
                .containsExactly("seed");
        theirs.remove("additionalProperties");
        assertThat(drift(theirs).fields())
                .extracting(SchemaDrift.FieldDrift::toString)
                .containsExactly("seed: the service does not list it any more");
        assertThat(drift(theirs).refusals(input)).isEmpty();
    }

    @Test
    void a_new_field_refuses_rows_only_if_it_is_required() {
        ((ObjectNode) theirs.path("properties")).putObject("style").put("type", "string");
        assertThat(drift(theirs).fields())
                .extracting(SchemaDrift.FieldDrift::message)
                .containsExactly("a new input of the service's");
        assertThat(drift(theirs).refusals(input())).isEmpty();

        theirs.withArray("required").add("style");

        assertThat(drift(theirs).fields())
                .extracting(SchemaDrift.FieldDrift::message)
                .containsExactly("a new input of the service's, which it requires");
        assertThat(drift(theirs).refusals(input()))
                .extracting(InputFinding::path)
                .containsExactly("style");
    }

    @Test
    void only_inputs_that_hold_what_is_not_taken_any_more_are_refused() {
        merge("output_format", "{\"enum\": [\"png\"]}");

        assertThat(drift(theirs).refusals(input().put("output_format", "webp"))).hasSize(1);
        assertThat(drift(theirs).refusals(input().put("output_format", "png"))).isEmpty();
        assertThat(drift(theirs).refusals(input())).isEmpty();
    }

    @Test
    void what_is_not_a_schema_is_not_compared() {
        for (String described :
                List.of("[]", "{}", "{\"properties\": 3}", "{\"properties\": {\"a\": {\"type\": \"odd\"}}}")) {
            assertThat(SchemaDrift.of(ours, JSON.readTree(described)))
                    .as(described)
                    .isEmpty();
        }
    }

    private SchemaDrift drift(JsonNode described) {
        return SchemaDrift.of(ours, described).orElseThrow();
    }

    private void merge(String field, String change) {
        ((ObjectNode) theirs.path("properties").path(field)).setAll((ObjectNode) JSON.readTree(change));
    }

    private static ObjectNode input() {
        ObjectNode input = JSON.createObjectNode().put("prompt", "on white");
        input.putArray("image_urls").add("https://shop.example/1.jpg");
        return input;
    }
}
