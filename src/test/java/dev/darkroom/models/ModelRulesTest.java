package dev.darkroom.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tests every field, limit and word of the vendor's pages, once taken and once refused. A dash leaves the field out.
 */
class ModelRulesTest {

    private static final ModelCatalog CATALOG = ModelCatalog.builtIn();

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
            flash/edit          ~ prompt                  ~ "Weiße Wand, ein Ämtchen"
            flash/edit          ~ prompt                  ~ " x "
            flash/edit          ~ image_urls              ~ ["https://shop.example/0.jpg"]
            flash/edit          ~ image_urls              ~ ["https://shop.example/0.jpg", "https://shop.example/1.jpg", "https://shop.example/2.jpg", "https://shop.example/3.jpg"]
            flash/edit          ~ guidance_scale          ~ 0
            flash/edit          ~ guidance_scale          ~ 20
            flash/edit          ~ guidance_scale          ~ 2.75
            flash/edit          ~ seed                    ~ 0
            flash/edit          ~ seed                    ~ -1
            flash/edit          ~ seed                    ~ 9223372036854775807
            flash/edit          ~ seed                    ~ -9223372036854775808
            flash/edit          ~ seed                    ~ -
            flash/edit          ~ image_size              ~ "square_hd"
            flash/edit          ~ image_size              ~ "square"
            flash/edit          ~ image_size              ~ "portrait_4_3"
            flash/edit          ~ image_size              ~ "portrait_16_9"
            flash/edit          ~ image_size              ~ "landscape_4_3"
            flash/edit          ~ image_size              ~ "landscape_16_9"
            flash/edit          ~ output_format           ~ "jpeg"
            flash/edit          ~ output_format           ~ "png"
            flash/edit          ~ output_format           ~ "webp"
            flash/text-to-image ~ prompt                  ~ "Weiße Wand, ein Ämtchen"
            flash/text-to-image ~ prompt                  ~ " x "
            flash/text-to-image ~ guidance_scale          ~ 0
            flash/text-to-image ~ guidance_scale          ~ 20
            flash/text-to-image ~ guidance_scale          ~ 2.75
            flash/text-to-image ~ seed                    ~ 0
            flash/text-to-image ~ seed                    ~ -1
            flash/text-to-image ~ seed                    ~ 9223372036854775807
            flash/text-to-image ~ seed                    ~ -9223372036854775808
            flash/text-to-image ~ seed                    ~ -
            flash/text-to-image ~ image_size              ~ "square_hd"
            flash/text-to-image ~ image_size              ~ "square"
            flash/text-to-image ~ image_size              ~ "portrait_4_3"
            flash/text-to-image ~ image_size              ~ "portrait_16_9"
            flash/text-to-image ~ image_size              ~ "landscape_4_3"
            flash/text-to-image ~ image_size              ~ "landscape_16_9"
            flash/text-to-image ~ output_format           ~ "jpeg"
            flash/text-to-image ~ output_format           ~ "png"
            flash/text-to-image ~ output_format           ~ "webp"
            flex/edit           ~ prompt                  ~ "Weiße Wand, ein Ämtchen"
            flex/edit           ~ prompt                  ~ " x "
            flex/edit           ~ image_urls              ~ ["https://shop.example/0.jpg"]
            flex/edit           ~ image_urls              ~ ["https://shop.example/0.jpg", "https://shop.example/1.jpg", "https://shop.example/2.jpg", "https://shop.example/3.jpg", "https://shop.example/4.jpg", "https://shop.example/5.jpg", "https://shop.example/6.jpg", "https://shop.example/7.jpg", "https://shop.example/8.jpg", "https://shop.example/9.jpg"]
            flex/edit           ~ guidance_scale          ~ 1.5
            flex/edit           ~ guidance_scale          ~ 10
            flex/edit           ~ guidance_scale          ~ 2.75
            flex/edit           ~ seed                    ~ 0
            flex/edit           ~ seed                    ~ -1
            flex/edit           ~ seed                    ~ 9223372036854775807
            flex/edit           ~ seed                    ~ -9223372036854775808
            flex/edit           ~ seed                    ~ -
            flex/edit           ~ image_size              ~ "auto"
            flex/edit           ~ image_size              ~ "square_hd"
            flex/edit           ~ image_size              ~ "square"
            flex/edit           ~ image_size              ~ "portrait_4_3"
            flex/edit           ~ image_size              ~ "portrait_16_9"
            flex/edit           ~ image_size              ~ "landscape_4_3"
            flex/edit           ~ image_size              ~ "landscape_16_9"
            flex/edit           ~ image_size              ~ {"width":1,"height":100000}
            flex/edit           ~ image_size              ~ {"width":100000,"height":1}
            flex/edit           ~ output_format           ~ "jpeg"
            flex/edit           ~ output_format           ~ "png"
            flex/edit           ~ num_inference_steps     ~ 2
            flex/edit           ~ num_inference_steps     ~ 50
            flex/edit           ~ enable_prompt_expansion ~ true
            flex/edit           ~ enable_prompt_expansion ~ false
            dev/edit            ~ prompt                  ~ "Weiße Wand, ein Ämtchen"
            dev/edit            ~ prompt                  ~ " x "
            dev/edit            ~ image_urls              ~ ["https://shop.example/0.jpg"]
            dev/edit            ~ image_urls              ~ ["https://shop.example/0.jpg", "https://shop.example/1.jpg", "https://shop.example/2.jpg"]
            dev/edit            ~ guidance_scale          ~ 0
            dev/edit            ~ guidance_scale          ~ 20
            dev/edit            ~ guidance_scale          ~ 2.75
            dev/edit            ~ seed                    ~ 0
            dev/edit            ~ seed                    ~ -1
            dev/edit            ~ seed                    ~ 9223372036854775807
            dev/edit            ~ seed                    ~ -9223372036854775808
            dev/edit            ~ seed                    ~ -
            dev/edit            ~ image_size              ~ "square_hd"
            dev/edit            ~ image_size              ~ "square"
            dev/edit            ~ image_size              ~ "portrait_4_3"
            dev/edit            ~ image_size              ~ "portrait_16_9"
            dev/edit            ~ image_size              ~ "landscape_4_3"
            dev/edit            ~ image_size              ~ "landscape_16_9"
            dev/edit            ~ image_size              ~ {"width":512,"height":2048}
            dev/edit            ~ image_size              ~ {"width":2048,"height":512}
            dev/edit            ~ output_format           ~ "jpeg"
            dev/edit            ~ output_format           ~ "png"
            dev/edit            ~ output_format           ~ "webp"
            dev/edit            ~ num_inference_steps     ~ 4
            dev/edit            ~ num_inference_steps     ~ 50
            dev/edit            ~ num_images              ~ 1
            dev/edit            ~ num_images              ~ 2
            dev/edit            ~ num_images              ~ 3
            dev/edit            ~ num_images              ~ 4
            dev/edit            ~ enable_prompt_expansion ~ true
            dev/edit            ~ enable_prompt_expansion ~ false
            lora/edit           ~ prompt                  ~ "Weiße Wand, ein Ämtchen"
            lora/edit           ~ prompt                  ~ " x "
            lora/edit           ~ image_urls              ~ ["https://shop.example/0.jpg"]
            lora/edit           ~ image_urls              ~ ["https://shop.example/0.jpg", "https://shop.example/1.jpg", "https://shop.example/2.jpg"]
            lora/edit           ~ image_urls              ~ []
            lora/edit           ~ guidance_scale          ~ 0
            lora/edit           ~ guidance_scale          ~ 20
            lora/edit           ~ guidance_scale          ~ 2.75
            lora/edit           ~ seed                    ~ 0
            lora/edit           ~ seed                    ~ -1
            lora/edit           ~ seed                    ~ 9223372036854775807
            lora/edit           ~ seed                    ~ -9223372036854775808
            lora/edit           ~ seed                    ~ -
            lora/edit           ~ image_size              ~ "square_hd"
            lora/edit           ~ image_size              ~ "square"
            lora/edit           ~ image_size              ~ "portrait_4_3"
            lora/edit           ~ image_size              ~ "portrait_16_9"
            lora/edit           ~ image_size              ~ "landscape_4_3"
            lora/edit           ~ image_size              ~ "landscape_16_9"
            lora/edit           ~ image_size              ~ {"width":512,"height":2048}
            lora/edit           ~ image_size              ~ {"width":2048,"height":512}
            lora/edit           ~ output_format           ~ "jpeg"
            lora/edit           ~ output_format           ~ "png"
            lora/edit           ~ output_format           ~ "webp"
            lora/edit           ~ num_inference_steps     ~ 4
            lora/edit           ~ num_inference_steps     ~ 50
            lora/edit           ~ loras                   ~ []
            lora/edit           ~ loras                   ~ [{"path":"owner/repo"}]
            lora/edit           ~ loras                   ~ [{"path":"a","scale":0},{"path":"b","scale":4},{"path":"c","scale":1.5}]
            """)
    void takes(String model, String field, String value) {
        assertThat(check(model, field, value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
            flash/edit          ~ prompt                  ~ - ~ MISSING_INPUT
            flash/edit          ~ prompt                  ~ "" ~ BLANK
            flash/edit          ~ prompt                  ~ " \\t\\n\\u00a0" ~ BLANK
            flash/edit          ~ prompt                  ~ 7 ~ WRONG_TYPE
            flash/edit          ~ image_urls              ~ - ~ MISSING_INPUT
            flash/edit          ~ image_urls              ~ ["https://shop.example/0.jpg", "https://shop.example/1.jpg", "https://shop.example/2.jpg", "https://shop.example/3.jpg", "https://shop.example/4.jpg"] ~ TOO_MANY
            flash/edit          ~ image_urls              ~ [] ~ TOO_FEW
            flash/edit          ~ image_urls              ~ "https://shop.example/0.jpg" ~ WRONG_TYPE
            flash/edit          ~ image_urls              ~ [7] ~ WRONG_TYPE
            flash/edit          ~ image_urls              ~ ["http://shop.example/0.jpg"] ~ NOT_AN_HTTPS_URL
            flash/edit          ~ guidance_scale          ~ -0.01 ~ OUT_OF_RANGE
            flash/edit          ~ guidance_scale          ~ 20.01 ~ OUT_OF_RANGE
            flash/edit          ~ guidance_scale          ~ "2.5" ~ WRONG_TYPE
            flash/edit          ~ guidance_scale          ~ null ~ WRONG_TYPE
            flash/edit          ~ seed                    ~ 9223372036854775808 ~ OUT_OF_RANGE
            flash/edit          ~ seed                    ~ -9223372036854775809 ~ OUT_OF_RANGE
            flash/edit          ~ seed                    ~ 1.5 ~ WRONG_TYPE
            flash/edit          ~ seed                    ~ "7" ~ WRONG_TYPE
            flash/edit          ~ image_size              ~ "huge" ~ NOT_ALLOWED
            flash/edit          ~ image_size              ~ 1024 ~ WRONG_TYPE
            flash/edit          ~ image_size              ~ "auto" ~ NOT_ALLOWED
            flash/edit          ~ image_size              ~ {"width":1024,"height":768} ~ WRONG_TYPE
            flash/edit          ~ output_format           ~ "PNG" ~ NOT_ALLOWED
            flash/edit          ~ output_format           ~ "gif" ~ NOT_ALLOWED
            flash/edit          ~ output_format           ~ 1 ~ WRONG_TYPE
            flash/edit          ~ num_inference_steps     ~ 28 ~ UNKNOWN_INPUT
            flash/edit          ~ num_images              ~ 1 ~ UNKNOWN_INPUT
            flash/edit          ~ enable_prompt_expansion ~ true ~ UNKNOWN_INPUT
            flash/edit          ~ loras                   ~ [] ~ UNKNOWN_INPUT
            flash/text-to-image ~ prompt                  ~ - ~ MISSING_INPUT
            flash/text-to-image ~ prompt                  ~ "" ~ BLANK
            flash/text-to-image ~ prompt                  ~ " \\t\\n\\u00a0" ~ BLANK
            flash/text-to-image ~ prompt                  ~ 7 ~ WRONG_TYPE
            flash/text-to-image ~ image_urls              ~ ["https://shop.example/0.jpg"] ~ UNKNOWN_INPUT
            flash/text-to-image ~ guidance_scale          ~ -0.01 ~ OUT_OF_RANGE
            flash/text-to-image ~ guidance_scale          ~ 20.01 ~ OUT_OF_RANGE
            flash/text-to-image ~ guidance_scale          ~ "2.5" ~ WRONG_TYPE
            flash/text-to-image ~ guidance_scale          ~ null ~ WRONG_TYPE
            flash/text-to-image ~ seed                    ~ 9223372036854775808 ~ OUT_OF_RANGE
            flash/text-to-image ~ seed                    ~ -9223372036854775809 ~ OUT_OF_RANGE
            flash/text-to-image ~ seed                    ~ 1.5 ~ WRONG_TYPE
            flash/text-to-image ~ seed                    ~ "7" ~ WRONG_TYPE
            flash/text-to-image ~ image_size              ~ "huge" ~ NOT_ALLOWED
            flash/text-to-image ~ image_size              ~ 1024 ~ WRONG_TYPE
            flash/text-to-image ~ image_size              ~ "auto" ~ NOT_ALLOWED
            flash/text-to-image ~ image_size              ~ {"width":1024,"height":768} ~ WRONG_TYPE
            flash/text-to-image ~ output_format           ~ "PNG" ~ NOT_ALLOWED
            flash/text-to-image ~ output_format           ~ "gif" ~ NOT_ALLOWED
            flash/text-to-image ~ output_format           ~ 1 ~ WRONG_TYPE
            flash/text-to-image ~ num_inference_steps     ~ 28 ~ UNKNOWN_INPUT
            flash/text-to-image ~ num_images              ~ 1 ~ UNKNOWN_INPUT
            flash/text-to-image ~ enable_prompt_expansion ~ true ~ UNKNOWN_INPUT
            flash/text-to-image ~ loras                   ~ [] ~ UNKNOWN_INPUT
            flex/edit           ~ prompt                  ~ - ~ MISSING_INPUT
            flex/edit           ~ prompt                  ~ "" ~ BLANK
            flex/edit           ~ prompt                  ~ " \\t\\n\\u00a0" ~ BLANK
            flex/edit           ~ prompt                  ~ 7 ~ WRONG_TYPE
            flex/edit           ~ image_urls              ~ - ~ MISSING_INPUT
            flex/edit           ~ image_urls              ~ ["https://shop.example/0.jpg", "https://shop.example/1.jpg", "https://shop.example/2.jpg", "https://shop.example/3.jpg", "https://shop.example/4.jpg", "https://shop.example/5.jpg", "https://shop.example/6.jpg", "https://shop.example/7.jpg", "https://shop.example/8.jpg", "https://shop.example/9.jpg", "https://shop.example/10.jpg"] ~ TOO_MANY
            flex/edit           ~ image_urls              ~ [] ~ TOO_FEW
            flex/edit           ~ image_urls              ~ "https://shop.example/0.jpg" ~ WRONG_TYPE
            flex/edit           ~ image_urls              ~ [7] ~ WRONG_TYPE
            flex/edit           ~ image_urls              ~ ["http://shop.example/0.jpg"] ~ NOT_AN_HTTPS_URL
            flex/edit           ~ guidance_scale          ~ 1.49 ~ OUT_OF_RANGE
            flex/edit           ~ guidance_scale          ~ 10.01 ~ OUT_OF_RANGE
            flex/edit           ~ guidance_scale          ~ "2.5" ~ WRONG_TYPE
            flex/edit           ~ guidance_scale          ~ null ~ WRONG_TYPE
            flex/edit           ~ seed                    ~ 9223372036854775808 ~ OUT_OF_RANGE
            flex/edit           ~ seed                    ~ -9223372036854775809 ~ OUT_OF_RANGE
            flex/edit           ~ seed                    ~ 1.5 ~ WRONG_TYPE
            flex/edit           ~ seed                    ~ "7" ~ WRONG_TYPE
            flex/edit           ~ image_size              ~ "huge" ~ NOT_ALLOWED
            flex/edit           ~ image_size              ~ 1024 ~ WRONG_TYPE
            flex/edit           ~ image_size              ~ {"width":0,"height":1} ~ OUT_OF_RANGE
            flex/edit           ~ image_size              ~ {"width":1,"height":0} ~ OUT_OF_RANGE
            flex/edit           ~ image_size              ~ {"width":600} ~ MISSING_INPUT
            flex/edit           ~ image_size              ~ {"height":600} ~ MISSING_INPUT
            flex/edit           ~ image_size              ~ {"width":600,"height":600,"depth":1} ~ UNKNOWN_INPUT
            flex/edit           ~ image_size              ~ {"width":600.5,"height":600} ~ WRONG_TYPE
            flex/edit           ~ image_size              ~ {"width":"600","height":600} ~ WRONG_TYPE
            flex/edit           ~ output_format           ~ "webp" ~ NOT_ALLOWED
            flex/edit           ~ output_format           ~ "PNG" ~ NOT_ALLOWED
            flex/edit           ~ output_format           ~ "gif" ~ NOT_ALLOWED
            flex/edit           ~ output_format           ~ 1 ~ WRONG_TYPE
            flex/edit           ~ num_inference_steps     ~ 1 ~ OUT_OF_RANGE
            flex/edit           ~ num_inference_steps     ~ 51 ~ OUT_OF_RANGE
            flex/edit           ~ num_inference_steps     ~ 4.5 ~ WRONG_TYPE
            flex/edit           ~ num_images              ~ 1 ~ UNKNOWN_INPUT
            flex/edit           ~ enable_prompt_expansion ~ "true" ~ WRONG_TYPE
            flex/edit           ~ enable_prompt_expansion ~ 1 ~ WRONG_TYPE
            flex/edit           ~ loras                   ~ [] ~ UNKNOWN_INPUT
            dev/edit            ~ prompt                  ~ - ~ MISSING_INPUT
            dev/edit            ~ prompt                  ~ "" ~ BLANK
            dev/edit            ~ prompt                  ~ " \\t\\n\\u00a0" ~ BLANK
            dev/edit            ~ prompt                  ~ 7 ~ WRONG_TYPE
            dev/edit            ~ image_urls              ~ - ~ MISSING_INPUT
            dev/edit            ~ image_urls              ~ ["https://shop.example/0.jpg", "https://shop.example/1.jpg", "https://shop.example/2.jpg", "https://shop.example/3.jpg"] ~ TOO_MANY
            dev/edit            ~ image_urls              ~ [] ~ TOO_FEW
            dev/edit            ~ image_urls              ~ "https://shop.example/0.jpg" ~ WRONG_TYPE
            dev/edit            ~ image_urls              ~ [7] ~ WRONG_TYPE
            dev/edit            ~ image_urls              ~ ["http://shop.example/0.jpg"] ~ NOT_AN_HTTPS_URL
            dev/edit            ~ guidance_scale          ~ -0.01 ~ OUT_OF_RANGE
            dev/edit            ~ guidance_scale          ~ 20.01 ~ OUT_OF_RANGE
            dev/edit            ~ guidance_scale          ~ "2.5" ~ WRONG_TYPE
            dev/edit            ~ guidance_scale          ~ null ~ WRONG_TYPE
            dev/edit            ~ seed                    ~ 9223372036854775808 ~ OUT_OF_RANGE
            dev/edit            ~ seed                    ~ -9223372036854775809 ~ OUT_OF_RANGE
            dev/edit            ~ seed                    ~ 1.5 ~ WRONG_TYPE
            dev/edit            ~ seed                    ~ "7" ~ WRONG_TYPE
            dev/edit            ~ image_size              ~ "huge" ~ NOT_ALLOWED
            dev/edit            ~ image_size              ~ 1024 ~ WRONG_TYPE
            dev/edit            ~ image_size              ~ "auto" ~ NOT_ALLOWED
            dev/edit            ~ image_size              ~ {"width":511,"height":512} ~ OUT_OF_RANGE
            dev/edit            ~ image_size              ~ {"width":512,"height":511} ~ OUT_OF_RANGE
            dev/edit            ~ image_size              ~ {"width":2049,"height":512} ~ OUT_OF_RANGE
            dev/edit            ~ image_size              ~ {"width":512,"height":2049} ~ OUT_OF_RANGE
            dev/edit            ~ image_size              ~ {"width":600} ~ MISSING_INPUT
            dev/edit            ~ image_size              ~ {"height":600} ~ MISSING_INPUT
            dev/edit            ~ image_size              ~ {"width":600,"height":600,"depth":1} ~ UNKNOWN_INPUT
            dev/edit            ~ image_size              ~ {"width":600.5,"height":600} ~ WRONG_TYPE
            dev/edit            ~ image_size              ~ {"width":"600","height":600} ~ WRONG_TYPE
            dev/edit            ~ output_format           ~ "PNG" ~ NOT_ALLOWED
            dev/edit            ~ output_format           ~ "gif" ~ NOT_ALLOWED
            dev/edit            ~ output_format           ~ 1 ~ WRONG_TYPE
            dev/edit            ~ num_inference_steps     ~ 3 ~ OUT_OF_RANGE
            dev/edit            ~ num_inference_steps     ~ 51 ~ OUT_OF_RANGE
            dev/edit            ~ num_inference_steps     ~ 4.5 ~ WRONG_TYPE
            dev/edit            ~ num_images              ~ 0 ~ OUT_OF_RANGE
            dev/edit            ~ num_images              ~ 5 ~ OUT_OF_RANGE
            dev/edit            ~ num_images              ~ true ~ WRONG_TYPE
            dev/edit            ~ enable_prompt_expansion ~ "true" ~ WRONG_TYPE
            dev/edit            ~ enable_prompt_expansion ~ 1 ~ WRONG_TYPE
            dev/edit            ~ loras                   ~ [] ~ UNKNOWN_INPUT
            lora/edit           ~ prompt                  ~ - ~ MISSING_INPUT
            lora/edit           ~ prompt                  ~ "" ~ BLANK
            lora/edit           ~ prompt                  ~ " \\t\\n\\u00a0" ~ BLANK
            lora/edit           ~ prompt                  ~ 7 ~ WRONG_TYPE
            lora/edit           ~ image_urls              ~ - ~ MISSING_INPUT
            lora/edit           ~ image_urls              ~ ["https://shop.example/0.jpg", "https://shop.example/1.jpg", "https://shop.example/2.jpg", "https://shop.example/3.jpg"] ~ TOO_MANY
            lora/edit           ~ image_urls              ~ "https://shop.example/0.jpg" ~ WRONG_TYPE
            lora/edit           ~ image_urls              ~ [7] ~ WRONG_TYPE
            lora/edit           ~ image_urls              ~ ["http://shop.example/0.jpg"] ~ NOT_AN_HTTPS_URL
            lora/edit           ~ guidance_scale          ~ -0.01 ~ OUT_OF_RANGE
            lora/edit           ~ guidance_scale          ~ 20.01 ~ OUT_OF_RANGE
            lora/edit           ~ guidance_scale          ~ "2.5" ~ WRONG_TYPE
            lora/edit           ~ guidance_scale          ~ null ~ WRONG_TYPE
            lora/edit           ~ seed                    ~ 9223372036854775808 ~ OUT_OF_RANGE
            lora/edit           ~ seed                    ~ -9223372036854775809 ~ OUT_OF_RANGE
            lora/edit           ~ seed                    ~ 1.5 ~ WRONG_TYPE
            lora/edit           ~ seed                    ~ "7" ~ WRONG_TYPE
            lora/edit           ~ image_size              ~ "huge" ~ NOT_ALLOWED
            lora/edit           ~ image_size              ~ 1024 ~ WRONG_TYPE
            lora/edit           ~ image_size              ~ "auto" ~ NOT_ALLOWED
            lora/edit           ~ image_size              ~ {"width":511,"height":512} ~ OUT_OF_RANGE
            lora/edit           ~ image_size              ~ {"width":512,"height":511} ~ OUT_OF_RANGE
            lora/edit           ~ image_size              ~ {"width":2049,"height":512} ~ OUT_OF_RANGE
            lora/edit           ~ image_size              ~ {"width":512,"height":2049} ~ OUT_OF_RANGE
            lora/edit           ~ image_size              ~ {"width":600} ~ MISSING_INPUT
            lora/edit           ~ image_size              ~ {"height":600} ~ MISSING_INPUT
            lora/edit           ~ image_size              ~ {"width":600,"height":600,"depth":1} ~ UNKNOWN_INPUT
            lora/edit           ~ image_size              ~ {"width":600.5,"height":600} ~ WRONG_TYPE
            lora/edit           ~ image_size              ~ {"width":"600","height":600} ~ WRONG_TYPE
            lora/edit           ~ output_format           ~ "PNG" ~ NOT_ALLOWED
            lora/edit           ~ output_format           ~ "gif" ~ NOT_ALLOWED
            lora/edit           ~ output_format           ~ 1 ~ WRONG_TYPE
            lora/edit           ~ num_inference_steps     ~ 3 ~ OUT_OF_RANGE
            lora/edit           ~ num_inference_steps     ~ 51 ~ OUT_OF_RANGE
            lora/edit           ~ num_inference_steps     ~ 4.5 ~ WRONG_TYPE
            lora/edit           ~ num_images              ~ 1 ~ UNKNOWN_INPUT
            lora/edit           ~ enable_prompt_expansion ~ true ~ UNKNOWN_INPUT
            lora/edit           ~ loras                   ~ [{"path":"a"},{"path":"b"},{"path":"c"},{"path":"d"}] ~ TOO_MANY
            lora/edit           ~ loras                   ~ [{"scale":1}] ~ MISSING_INPUT
            lora/edit           ~ loras                   ~ [{"path":" "}] ~ BLANK
            lora/edit           ~ loras                   ~ [{"path":7}] ~ WRONG_TYPE
            lora/edit           ~ loras                   ~ [{"path":"a","scale":-0.1}] ~ OUT_OF_RANGE
            lora/edit           ~ loras                   ~ [{"path":"a","scale":4.1}] ~ OUT_OF_RANGE
            lora/edit           ~ loras                   ~ [{"path":"a","scale":"1"}] ~ WRONG_TYPE
            lora/edit           ~ loras                   ~ [{"path":"a","weight":1}] ~ UNKNOWN_INPUT
            lora/edit           ~ loras                   ~ ["owner/repo"] ~ WRONG_TYPE
            lora/edit           ~ loras                   ~ {"path":"a"} ~ WRONG_TYPE
            """)
    void refuses(String model, String field, String value, String code) {
        assertThat(check(model, field, value)).singleElement().satisfies(finding -> {
            assertThat(finding.field()).isEqualTo(field);
            assertThat(finding.path()).startsWith(field);
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.message()).contains(field);
            assertThat(finding.remedy()).isNotBlank();
        });
    }

    private static List<InputFinding> check(String name, String field, String value) {
        ImageModel model = CATALOG.find("blackforestlabs/flux-2/" + name).orElseThrow();
        ObjectNode input = StrictJson.parse("{\"prompt\": \"a white wall\"}").asObject();
        if (model.hasInput("image_urls")) {
            input.putArray("image_urls").add("https://shop.example/0.jpg");
        }
        if (value.equals("-")) {
            input.remove(field);
        } else {
            input.set(field, StrictJson.parse(value));
        }
        return model.check(input);
    }
}
