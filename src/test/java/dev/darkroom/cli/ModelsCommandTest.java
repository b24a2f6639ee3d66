package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.job.ExitCode;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.InputField;
import dev.darkroom.models.ModelCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ModelsCommandTest {

    static Iterable<ImageModel> models() {
        return ModelCatalog.builtIn().all();
    }

    @Test
    void the_list_has_a_line_for_each_model() {
        CliRun run = CliRun.of("models");

        assertThat(run.code()).isEqualTo(ExitCode.FINISHED);
        assertThat(run.outLines()).hasSize(6);
        assertThat(run.outLines().get(1))
                .matches("blackforestlabs/flux-2/flash/edit +prompt, image_urls +Fast retouching.*");
    }

    @ParameterizedTest
    @MethodSource("models")
    void one_model_shows_every_input_with_what_it_takes(ImageModel model) {
        CliRun run = CliRun.of("models", model.id());

        assertThat(run.code()).isEqualTo(ExitCode.FINISHED);
        for (InputField input : model.inputs()) {
            assertThat(run.outLines())
                    .anyMatch(line -> line.startsWith(input.name() + " ")
                            && line.contains(input.type())
                            && line.contains(input.required() ? "yes" : "no")
                            && line.endsWith(input.limits()));
            assertThat(run.out()).contains(input.description()).contains(String.join(", ", input.allowed()));
        }
    }

    @Test
    void the_columns_of_a_table_are_aligned() {
        CliRun run = CliRun.of("models", "blackforestlabs/flux-2/lora/edit");

        String heading = run.outLines().get(3);
        int required = heading.indexOf("REQUIRED");
        assertThat(run.outLines())
                .filteredOn(line -> line.matches("(prompt|image_urls|loras) .*"))
                .extracting(line -> line.substring(required - 1, required + 3).strip())
                .containsExactly("yes", "yes", "no");
    }

    @Test
    void what_would_spoil_a_night_is_named() {
        assertThat(CliRun.of("models", "blackforestlabs/flux-2/flash/edit").out())
                .contains("Traps:")
                .contains("square")
                .contains("demo's prompt and image_urls");
        assertThat(CliRun.of("models", "blackforestlabs/flux-2/flex/edit").out())
                .contains("rewrites the prompt");
        assertThat(CliRun.of("models", "blackforestlabs/flux-2/lora/edit").out())
                .contains("demo's loras");
    }

    @Test
    void the_list_is_one_json_document_too() {
        JsonNode models = CliRun.of("models", "--json").json().path("models");

        assertThat(models.size()).isEqualTo(5);
        assertThat(models.path(1).path("id").asString()).isEqualTo("blackforestlabs/flux-2/flash/text-to-image");
        assertThat(models.path(1).path("required").toString()).isEqualTo("[\"prompt\"]");
    }

    @Test
    void one_model_is_one_json_document_too() {
        JsonNode model = CliRun.of("models", "--json", "blackforestlabs/flux-2/flex/edit")
                .json();
        JsonNode scale = model.path("inputs").path(4);

        assertThat(model.path("id").asString()).isEqualTo("blackforestlabs/flux-2/flex/edit");
        assertThat(scale.path("name").asString()).isEqualTo("guidance_scale");
        assertThat(scale.path("default").asDouble()).isEqualTo(3.5);
        assertThat(scale.path("limits").asString()).isEqualTo("1.5 to 10");
        assertThat(model.path("inputs").path(0).path("required").asBoolean()).isTrue();
        assertThat(model.path("inputs").path(3).path("words").toString()).isEqualTo("[\"jpeg\",\"png\"]");
        assertThat(model.path("traps").size()).isEqualTo(3);
    }

    @Test
    void an_unknown_model_is_wrong_usage_and_the_nearest_is_named() {
        CliRun run = CliRun.of("models", "flash/edt");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines().get(0))
                .isEqualTo(
                        "The model flash/edt is not known. The nearest one is blackforestlabs/flux-2/flash/edit"
                                + ". Any other needs its schema in the job's models: [file], which 'models MODEL --fetch' prints");
    }

    @Test
    void a_model_like_none_that_is_known_comes_with_the_way_to_make_it_known() {
        assertThat(CliRun.of("models", "acme/upscale/x2").errLines().get(0))
                .isEqualTo("The model acme/upscale/x2 is not known. 'models' lists those that are; any other needs its"
                        + " schema in the job's models: [file], which 'models MODEL --fetch' prints");
    }
}
