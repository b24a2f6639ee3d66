package dev.darkroom.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

class ImageModelTest {

    private static final ModelCatalog CATALOG = ModelCatalog.builtIn();

    @Test
    void what_is_missing_within_an_input_is_asked_for_there() {
        assertThat(model("lora/edit")
                        .check(json("{\"prompt\": \"p\", \"image_urls\": [\"https://a.example/1.png\"],"
                                + " \"loras\": [{\"scale\": 1}]}")))
                .extracting(InputFinding::remedy)
                .containsExactly("Add path to what the row's column loras, or the job's input, gives as loras[0]");
    }

    @Test
    void knows_the_five_models() {
        assertThat(CATALOG.all().stream().map(ImageModel::id))
                .containsExactly(
                        "blackforestlabs/flux-2/flash/edit",
                        "blackforestlabs/flux-2/flash/text-to-image",
                        "blackforestlabs/flux-2/flex/edit",
                        "blackforestlabs/flux-2/dev/edit",
                        "blackforestlabs/flux-2/lora/edit");
        assertThat(CATALOG.find("flash/edit")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example/a.jpg",
                "HTTPS://shop.example",
                "https://shop_1.example:8443/a%20b.jpg?w=1&h=2#top",
                "https://shop.example/user@home/bär.jpg",
                "https://shop.example?sig=a/b+c==",
                "https://[2001:db8::1]/a.jpg",
                "https://bücher.example/a.jpg"
            })
    void an_https_address_is_an_image(String url) {
        assertThat(checkImage(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example/a.jpg",
                "ftp://shop.example/a.jpg",
                "data:image/png;base64,AAAA",
                "file:///a.jpg",
                "/a.jpg",
                "a.jpg",
                "//shop.example/a.jpg",
                "shop.example/a.jpg",
                "https:shop.example/a.jpg",
                "https://",
                "https:///a.jpg",
                "https://:443/a.jpg",
                "https://user@shop.example/a.jpg",
                "https://user:secret@shop.example/a.jpg",
                "https://shop.example/a b.jpg",
                "https://shop.example/a.jpg\n",
                " https://shop.example/a.jpg",
                "https://shop.example/{{sku}}.jpg",
                "https://shop.example\\a.jpg",
                "https://shop.example/a.jpg|https://shop.example/b.jpg"
            })
    void anything_else_is_none(String url) {
        assertThat(checkImage(url)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("NOT_AN_HTTPS_URL");
            assertThat(finding.path()).isEqualTo("image_urls[0]");
            assertThat(finding.field()).isEqualTo("image_urls");
        });
    }

    private static List<InputFinding> checkImage(String url) {
        ObjectNode input = StrictJson.parse("{\"prompt\": \"p\"}").asObject();
        input.putArray("image_urls").add(url);
        return model("dev/edit").check(input);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
            guidance_scale          ~ 2.50             ~ .   ~ 2.5
            guidance_scale          ~ 7                ~ .   ~ 7
            guidance_scale          ~ 2,5              ~ ,   ~ 2.5
            guidance_scale          ~ 2.5              ~ ,   ~ 2.5
            guidance_scale          ~ 2,5              ~ .   ~ "2,5"
            guidance_scale          ~ 1e999999999      ~ .   ~ "1e999999999"
            guidance_scale          ~ abc              ~ .   ~ "abc"
            num_inference_steps     ~ 28               ~ .   ~ 28
            num_inference_steps     ~ 28.0             ~ .   ~ 28
            num_inference_steps     ~ 28.5             ~ .   ~ 28.5
            seed                    ~ 9223372036854775807  ~ . ~ 9223372036854775807
            seed                    ~ 9223372036854775808  ~ . ~ 9223372036854775808
            enable_prompt_expansion ~ TRUE             ~ .   ~ true
            enable_prompt_expansion ~ False            ~ .   ~ false
            enable_prompt_expansion ~ yes              ~ .   ~ "yes"
            output_format           ~ png              ~ .   ~ "png"
            prompt                  ~ 2.50             ~ .   ~ "2.50"
            prompt                  ~ [a] | {b}        ~ .   ~ "[a] | {b}"
            image_size              ~ square           ~ .   ~ "square"
            image_size              ~ {"width": 600.0, "height": "700"} ~ . ~ {"width": 600, "height": 700}
            image_size              ~ {"width": 600    ~ .   ~ "{\\"width\\": 600"
            image_urls              ~ a | b||  |c      ~ .   ~ ["a", "b", "c"]
            image_urls              ~ ["a", "", "b|c"] ~ .   ~ ["a", "b|c"]
            image_urls              ~ |                ~ .   ~ []
            """)
    void text_becomes_the_fields_own_type(String field, String text, char decimal, String json) {
        assertThat(model("dev/edit").convert(field, StringNode.valueOf(text), decimal))
                .isEqualTo(StrictJson.parse(json));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
            [{"path": "o/r", "scale": 0.80}] ~ [{"path": "o/r", "scale": 0.8}]
            [{"path": "o/r", "scale": null}] ~ [{"path": "o/r"}]
            []                               ~ []
            o/r                              ~ "o/r"
            {"path": "o/r"}                  ~ {"path": "o/r"}
            [{"path": "a", "path": "b"}]     ~ "[{\\"path\\": \\"a\\", \\"path\\": \\"b\\"}]"
            [] []                            ~ "[] []"
            """)
    void loras_hold_json(String text, String json) {
        assertThat(model("lora/edit").convert("loras", StringNode.valueOf(text), '.'))
                .isEqualTo(StrictJson.parse(json));
    }

    @Test
    void the_demos_lora_is_never_left_to_the_service() {
        ImageModel lora = model("lora/edit");
        assertThat(lora.complete(json("{\"prompt\": \"p\"}"))).isEqualTo(json("{\"prompt\": \"p\", \"loras\": []}"));
        ObjectNode given = json("{\"loras\": [{\"path\": \"a\"}]}");
        assertThat(lora.complete(given)).isEqualTo(given);
        assertThat(model("dev/edit").complete(json("{}"))).isEqualTo(json("{}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', nullValues = "-", quoteCharacter = '\0', textBlock = """
            flash/edit          ~ {}                                   ~ SQUARE_DEFAULT
            dev/edit            ~ {}                                   ~ SQUARE_DEFAULT
            lora/edit           ~ {}                                   ~ SQUARE_DEFAULT
            dev/edit            ~ {"image_size": "square_hd"}          ~ -
            flash/text-to-image ~ {}                                   ~ -
            flex/edit           ~ {}                                   ~ PROMPT_EXPANSION
            flex/edit           ~ {"enable_prompt_expansion": true}    ~ -
            flex/edit           ~ {"enable_prompt_expansion": false}   ~ -
            """)
    void warns_of_defaults_that_spoil_pictures(String model, String input, String code) {
        assertThat(model(model).warnings(json(input)).stream().map(InputFinding::code))
                .isEqualTo(code == null ? List.of() : List.of(code));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
            "guidance_scale": 25       ~ guidance_scale is 25, the model takes 0 to 20 ~ Give a value within these limits
            "output_format": "gif"     ~ output_format is "gif", the model takes jpeg, png or webp ~ The nearest is png
            "num_images": "many"       ~ num_images is "many", the model takes a whole number from 1 to 4 ~ Give a whole number from 1 to 4
            "guidance_scale": "2,5"    ~ guidance_scale is "2,5", the model takes a number from 0 to 20 ~ Write it with a point, or set csv.decimal to "," in the job file
            "promt": "x"               ~ promt is not an input of blackforestlabs/flux-2/dev/edit ~ The nearest one is prompt; known are prompt, guidance_scale, seed, num_inference_steps, image_size, num_images, enable_prompt_expansion, output_format, image_urls
            "image_size": {"width": 9, "height": 600} ~ image_size.width is 9, the model takes 512 to 2048 ~ Give a value within these limits
            "image_size": "big"        ~ image_size is "big", the model takes square_hd, square, portrait_4_3, portrait_16_9, landscape_4_3, landscape_16_9 or {width, height} ~ The nearest is square
            "prompt": "  "             ~ prompt is blank ~ Give a text, the service would use its demo's
            "image_urls": ["https://a.example", "x"] ~ image_urls[1] is "x", which is not an https URL ~ Give a public address that starts with https:// and needs no login; write a | that belongs to one as %7C
            "image_urls": []           ~ image_urls has none, the model takes 1 to 3 ~ Give at least 1
            "image_urls": "x"          ~ image_urls is "x", the model takes a list of https URLs, 1 to 3 ~ Write it as JSON and mind its brackets and quotes
            "image_urls": ["https://a.example", "https://a.example", "https://a.example", "https://a.example"] ~ image_urls has 4 items, the model takes 1 to 3 ~ Leave 1 out: the service may drop them unseen
            """)
    void says_what_is_wrong_and_what_to_do(String part, String message, String remedy) {
        ObjectNode input = json("{\"prompt\": \"p\", \"image_urls\": [\"https://a.example\"]}");
        input.setAll(json("{" + part + "}"));
        assertThat(model("dev/edit").check(input))
                .singleElement()
                .extracting(InputFinding::message, InputFinding::remedy)
                .containsExactly(message, remedy);
    }

    @Test
    void says_all_that_is_wrong_at_once() {
        assertThat(model("flash/edit").check(json("{\"seed\": \"x\", \"guidance_scale\": -1, \"loras\": []}")))
                .extracting(InputFinding::path)
                .containsExactlyInAnyOrder("prompt", "image_urls", "seed", "guidance_scale", "loras");
    }

    @Test
    void shows_a_fields_type_limits_words_and_default() {
        List<InputField> inputs = model("flex/edit").inputs();
        assertThat(inputs.stream().map(InputField::name))
                .containsExactly(
                        "prompt",
                        "image_urls",
                        "image_size",
                        "output_format",
                        "guidance_scale",
                        "num_inference_steps",
                        "seed",
                        "enable_prompt_expansion");
        assertThat(inputs)
                .extracting(InputField::type)
                .containsExactly(
                        "text",
                        "list of https URLs",
                        "text or {width, height}",
                        "text",
                        "number",
                        "whole number",
                        "whole number",
                        "true or false");
        assertThat(inputs)
                .extracting(InputField::limits)
                .containsExactly("", "1 to 10", "at least 1 each way", "", "1.5 to 10", "2 to 50", "64 bits", "");
        assertThat(inputs.get(3).allowed()).containsExactly("jpeg", "png");
        assertThat(inputs.get(4).defaultValue()).isEqualTo(StrictJson.parse("3.5"));
        assertThat(inputs.stream().filter(InputField::required)).hasSize(2);
        assertThat(model("lora/edit").inputs().get(2).type()).isEqualTo("list of {path, scale}");
    }

    @Test
    void a_newer_schema_replaces_an_older_one() {
        ImageModel newer = new ImageModel(
                json(
                        "{\"title\": \"blackforestlabs/flux-2/dev/edit\", \"properties\": {\"mood\": {\"type\": \"string\"}}}"));
        List<ImageModel> models = new ArrayList<>(CATALOG.all());
        models.add(newer);
        assertThat(new ModelCatalog(models).find(newer.id())).contains(newer);
    }

    @Test
    void a_schema_without_an_id_is_none() {
        assertThatThrownBy(() -> new ImageModel(json("{\"properties\": {\"a\": {}}}")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ImageModel model(String name) {
        return CATALOG.find("blackforestlabs/flux-2/" + name).orElseThrow();
    }

    private static ObjectNode json(String text) {
        return StrictJson.parse(text).asObject();
    }
}
