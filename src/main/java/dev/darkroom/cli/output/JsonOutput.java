package dev.darkroom.cli.output;

import java.io.PrintWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@code --json}'s one document. It is plain ASCII, so that neither a terminal's charset nor a character that
 * turns the writing direction can change what is read.
 */
public final class JsonOutput {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private JsonOutput() {}

    public static void print(JsonNode document, PrintWriter out) {
        out.println(MAPPER.writeValueAsString(document));
    }

    /** Makes a generator for a document that grows; closing it does not close the writer. */
    public static JsonGenerator generator(PrintWriter out) {
        return MAPPER.writer().createGenerator(out);
    }
}
