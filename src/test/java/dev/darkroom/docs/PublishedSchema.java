package dev.darkroom.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A JSON Schema in docs/schemas, as editors and programs read it. */
public final class PublishedSchema {

    /** With this property set, schemas that are made of the code are written instead of compared. */
    private static final String WRITE = "darkroom.test.write-schemas";

    private static final Path FOLDER = Path.of("docs", "schemas");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(new DefaultPrettyPrinter(
                            Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n")))
            .build();

    private final ObjectNode document;
    private final Schema schema;

    private PublishedSchema(ObjectNode document) {
        this.document = document;
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(document);
    }

    public static PublishedSchema of(String name) throws IOException {
        return new PublishedSchema((ObjectNode) JSON.readTree(Files.readString(file(name))));
    }

    /** Asserts that the file is what the code makes. */
    public static void assertIs(String name, ObjectNode made) throws IOException {
        String text = JSON.writeValueAsString(made) + "\n";
        if (System.getProperty(WRITE) != null) {
            Files.writeString(file(name), text);
        }
        assertThat(file(name))
                .as("made anew by this test with -D%s=true", WRITE)
                .hasContent(text);
    }

    /** Begins a schema of a format's version. */
    public static ObjectNode head(String name, int version, String title) {
        return JSON.createObjectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("$id", "urn:darkroom:schema:" + name + ":" + version)
                .put("title", title);
    }

    public ObjectNode document() {
        return document;
    }

    /** Returns the paths below which something is refused, with the keyword that does. */
    public List<String> faults(JsonNode instance) {
        return schema.validate(instance).stream().map(Error::toString).toList();
    }

    /** Asserts that the document is valid, and that it has every key that the schema names, at every level it has. */
    public void assertDescribes(JsonNode instance) {
        assertThat(faults(instance)).isEmpty();
        assertEveryKeyIsWritten(document, instance, "");
    }

    private static void assertEveryKeyIsWritten(JsonNode schema, JsonNode instance, String path) {
        JsonNode properties = schema.path("properties");
        if (instance.isObject() && properties.isObject()) {
            assertThat(instance.propertyNames())
                    .as("the keys of " + path)
                    .containsExactlyInAnyOrderElementsOf(properties.propertyNames());
            properties
                    .properties()
                    .forEach(entry -> assertEveryKeyIsWritten(
                            entry.getValue(), instance.path(entry.getKey()), path + "/" + entry.getKey()));
        }
        if (instance.isArray()) {
            instance.forEach(item -> assertEveryKeyIsWritten(schema.path("items"), item, path + "/items"));
        }
    }

    private static Path file(String name) {
        return FOLDER.resolve(name + ".json");
    }
}
