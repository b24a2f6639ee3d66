package dev.darkroom.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

class ServiceSchemaTest {

    /** An answer put together from the oddities of the vendor's pages. */
    private static final String ANSWER = """
            {"model_id": "vendor/upscale/v2", "base_price_usd": 0.03, "price_unit": "image", "input_schema": {
              "title": "Input schema", "type": "object", "required": ["image_url"],
              "properties": {
                "prompt": {"type": "string", "required": true, "default": null},
                "image_url": {"type": "string", "format": "image_uri"},
                "strength": {"type": "float", "format": "float_slider_with_range", "minimum": 0, "maximum": 1},
                "steps": {"type": ["int", "null"], "default": 4},
                "loras": {"type": "array", "items": {"properties": {"path": {"type": "str"}, "scale": {"type": "float"}}}}
              }}}""";

    private final ObjectNode schema = ServiceSchema.normalized(StrictJson.parse(ANSWER));

    @Test
    void what_the_service_says_becomes_a_schema_by_which_rows_are_checked() {
        ImageModel model = new ImageModel(schema).compiled();

        assertThat(model.id()).isEqualTo("vendor/upscale/v2");
        assertThat(model.inputs())
                .extracting(InputField::name)
                .containsExactly("prompt", "image_url", "strength", "steps", "loras");
        assertThat(codes(model, "{}")).hasSize(2);
        assertThat(codes(model, """
                {"prompt": "x", "image_url": "https://shop.example/a.png", "strength": 0.5, "steps": 3,
                 "loras": [{"path": "p", "scale": 1.5}]}""")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            {"prompt": "x", "image_url": "ftp://shop.example/a.png"} ; image_url
            {"prompt": "x", "image_url": "https://shop.example/a.png", "strength": 1.5} ; strength
            {"prompt": "x", "image_url": "https://shop.example/a.png", "strength": "much"} ; strength
            {"prompt": "x", "image_url": "https://shop.example/a.png", "steps": 1.5} ; steps
            {"prompt": "x", "image_url": "https://shop.example/a.png", "loras": [{"path": 1}]} ; loras[0].path
            {"prompt": "x", "image_url": "https://shop.example/a.png", "mood": "calm"} ; mood""")
    void what_it_would_refuse_is_found(String input, String place) {
        ImageModel model = new ImageModel(schema);

        assertThat(model.check((ObjectNode) StrictJson.parse(input)))
                .extracting(InputFinding::path)
                .containsExactly(place);
    }

    /** The library's advice about such words is for whoever programs with it. */
    @Test
    void words_that_no_schema_knows_are_passed_over_in_silence() {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        root.addAppender(said);
        ObjectNode schema = StrictJson.parse("""
                {"title": "a/b", "x-order": 1, "properties": {"prompt": {"type": "string", "ui_widget": "text"}}}
                """).asObject();
        ImageModel model = new ImageModel(ServiceSchema.normalized(schema)).compiled();
        root.detachAppender(said);
        assertThat(model.hasInput("prompt")).isTrue();
        assertThat(said.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(message -> message.contains("ui_widget"));
    }

    @Test
    void a_schema_that_is_one_already_stays_the_same() {
        assertThat(ServiceSchema.normalized(schema)).isEqualTo(schema);
        for (ImageModel builtIn : ModelCatalog.builtIn().all()) {
            ObjectNode again = ServiceSchema.normalized(builtIn.schema());
            assertThat(ServiceSchema.normalized(again)).isEqualTo(again);
            assertThat(new ImageModel(again).compiled().inputs()).hasSameSizeAs(builtIn.inputs());
            assertThat(again.findValuesAsString("pattern"))
                    .isEqualTo(builtIn.schema().findValuesAsString("pattern"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"title\": \"a/b\"}",
                "{\"title\": \"a/b\", \"properties\": []}",
                "{\"title\": \"a/b\", \"properties\": {}}",
                "{\"properties\": {\"prompt\": {\"type\": \"string\"}}}",
                "{\"title\": \"../v1/balance\", \"properties\": {\"prompt\": {\"type\": \"string\"}}}",
                "{\"title\": \"a b\", \"properties\": {\"prompt\": {\"type\": \"string\"}}}",
                "{\"title\": \"a/b\", \"properties\": {\"prompt\": {\"type\": \"picture\"}}}",
                "{\"title\": \"a/b\", \"properties\": {\"prompt\": {\"type\": \"string\", \"pattern\": \"(\"}}}",
                "{\"title\": \"a/b\", \"properties\": {\"prompt\": {\"$ref\": \"https://evil.example/schema\"}}}",
            })
    void what_is_no_model_is_refused(String given) {
        assertThatThrownBy(() -> new ImageModel(ServiceSchema.normalized(StrictJson.parse(given))).compiled())
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .matches("(?s)(is|says|needs|describes|refers) .+");
    }

    private static List<String> codes(ImageModel model, String input) {
        return model.check((ObjectNode) StrictJson.parse(input)).stream()
                .map(InputFinding::code)
                .toList();
    }
}
