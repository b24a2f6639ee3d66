package dev.darkroom.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.simulator.faults.SimulatorJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ModelInputTest {

    private static final String ROOT = "blackforestlabs/flux-2/";
    private static final String IMAGES = "'image_urls': ['https://a.example/1.png']";

    private final ServiceModels models = new ServiceModels();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "flash/edit|'guidance_scale': 20",
                "flash/edit|'seed': 12345678901",
                "flash/edit|'image_size': 'portrait_16_9', 'output_format': 'webp'",
                "flex/edit|'guidance_scale': 1.5, 'num_inference_steps': 2, 'image_size': 'auto'",
                "flex/edit|'image_size': {'width': 64, 'height': 2048}",
                "flex/edit|'enable_prompt_expansion': false",
                "dev/edit|'num_images': 4, 'num_inference_steps': 50",
                "dev/edit|'image_size': {'width': 512, 'height': 2048}",
                "lora/edit|'loras': []",
                "lora/edit|'loras': [{'path': 'a/b', 'scale': 4}]",
            })
    void what_a_model_takes_is_taken(String model, String field) {
        ObjectNode input = SampleInputs.of("{'prompt': 'on white', " + IMAGES + ", " + field + "}");

        assertThat(models.get(ROOT + model).accept(input).propertyStream())
                .containsAll(input.propertyStream().toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "flash/edit|'guidance_scale': 20.1|guidance_scale",
                "flash/edit|'guidance_scale': '2'|guidance_scale",
                "flash/edit|'seed': null|seed",
                "flash/edit|'seed': 1.5|seed",
                "flash/edit|'image_size': 'auto'|image_size",
                "flash/edit|'image_size': {'width': 512, 'height': 512}|image_size",
                "flash/edit|'output_format': 'gif'|output_format",
                "flash/edit|'num_images': 2|num_images",
                "flex/edit|'guidance_scale': 1.4|guidance_scale",
                "flex/edit|'num_inference_steps': 1|num_inference_steps",
                "flex/edit|'output_format': 'webp'|output_format",
                "flex/edit|'image_size': {'width': 63, 'height': 512}|image_size.width",
                "flex/edit|'image_size': {'width': 512, 'height': 2049}|image_size.height",
                "dev/edit|'num_images': 5|num_images",
                "dev/edit|'num_inference_steps': 3|num_inference_steps",
                "dev/edit|'image_size': {'width': 511, 'height': 512}|image_size.width",
                "dev/edit|'image_size': {'width': 512}|height",
                "dev/edit|'enable_prompt_expansion': 'no'|enable_prompt_expansion",
                "lora/edit|'loras': [{'scale': 1}]|path",
                "lora/edit|'loras': [{'path': 'a/b', 'scale': 4.1}]|scale",
                "lora/edit|'loras': [{'path': 'a'}, {'path': 'b'}, {'path': 'c'}, {'path': 'd'}]|loras",
            })
    void what_a_model_does_not_take_is_refused_by_name(String model, String field, String named) {
        ObjectNode input = SampleInputs.of("{'prompt': 'on white', " + IMAGES + ", " + field + "}");

        assertThatThrownBy(() -> models.get(ROOT + model).accept(input))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.httpStatus()).isEqualTo(422);
                    assertThat(refused.details()).isNotEmpty();
                })
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource({"flash/edit", "flex/edit", "dev/edit", "lora/edit", "flash/text-to-image"})
    void a_required_input_is_never_filled_with_the_demos(String model) {
        ObjectNode input = SampleInputs.of("{" + (model.endsWith("text-to-image") ? "" : IMAGES) + "}");

        assertThatThrownBy(() -> models.get(ROOT + model).accept(input)).hasMessageContaining("prompt");
    }

    @ParameterizedTest
    @CsvSource({"flash/edit, 4", "dev/edit, 3", "lora/edit, 3"})
    void images_too_many_are_dropped_without_a_word(String model, int most) {
        ObjectNode input = images(most + 2);

        JsonNode accepted = models.get(ROOT + model).accept(input).path("image_urls");

        assertThat(accepted.size()).isEqualTo(most);
        assertThat(accepted.path(0).asString()).isEqualTo("https://a.example/0.png");
    }

    @Test
    void flex_refuses_the_eleventh_image() {
        assertThat(models.get(SampleInputs.FLEX)
                        .accept(images(10))
                        .path("image_urls")
                        .size())
                .isEqualTo(10);
        assertThatThrownBy(() -> models.get(SampleInputs.FLEX).accept(images(11)))
                .hasMessageContaining("image_urls");
    }

    @ParameterizedTest
    @CsvSource({
        "flash/edit, square_hd, png",
        "flash/text-to-image, landscape_4_3, png",
        "flex/edit, auto, jpeg",
        "dev/edit, square_hd, png",
        "lora/edit, square_hd, png",
    })
    void size_and_format_have_the_models_defaults(String model, String size, String format) {
        ObjectNode input =
                SampleInputs.of("{'prompt': 'on white'" + (model.endsWith("image") ? "" : ", " + IMAGES) + "}");

        ObjectNode accepted = models.get(ROOT + model).accept(input);

        assertThat(accepted.path("image_size").asString()).isEqualTo(size);
        assertThat(accepted.path("output_format").asString()).isEqualTo(format);
    }

    private static ObjectNode images(int count) {
        ObjectNode input = SimulatorJson.object().put("prompt", "on white");
        var list = input.putArray("image_urls");
        for (int number = 0; number < count; number++) {
            list.add("https://a.example/" + number + ".png");
        }
        return input;
    }
}
