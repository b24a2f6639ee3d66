package dev.darkroom.jobfile;

import dev.darkroom.models.ImageModel;
import dev.darkroom.models.JsonFault;
import dev.darkroom.models.OutputMedium;
import dev.darkroom.models.ServiceSchema;
import dev.darkroom.models.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads the job file's {@code models}: files with a schema each. A run keeps the schemas themselves in the files' place,
 * so that it is resumed with what it began with.
 */
final class OwnModels {

    private static final long MAX_BYTES = 1 << 20;

    private OwnModels() {}

    /**
     * @param given the key's value, null if there is none
     * @param folder what the paths are relative to
     * @throws BadValue with what is wrong with the first that is no model
     */
    static List<ImageModel> read(@Nullable YamlValue given, Path folder) {
        if (given == null) {
            return List.of();
        }
        if (!(given instanceof YamlValue.YamlItems list)) {
            throw new BadValue(given, "is " + given.keyword() + ", not a list");
        }
        List<ImageModel> models = new ArrayList<>();
        for (YamlValue item : list.items()) {
            ImageModel model = model(item, folder);
            if (models.stream().anyMatch(other -> other.id().equals(model.id()))) {
                throw new BadValue(item, "is the second schema of the model " + model.id());
            }
            models.add(model);
        }
        return models;
    }

    static ArrayNode schemas(List<ImageModel> models) {
        ArrayNode schemas = JsonNodeFactory.instance.arrayNode();
        models.forEach(model -> schemas.add(model.schema()));
        return schemas;
    }

    private static ImageModel model(YamlValue item, Path folder) {
        try {
            JsonNode schema = item instanceof YamlValue.YamlText text
                    ? parsed(folder.resolve(text.text().strip()))
                    : JsonValues.object(item);
            ImageModel model = new ImageModel(ServiceSchema.normalized(schema)).compiled();
            OutputMedium medium = OutputMedium.ofFile(schema);
            if (medium != OutputMedium.PICTURE) {
                throw new IllegalArgumentException("cannot be bought: " + medium.refusal(model.id()) + ". "
                        + OutputMedium.remedy() + "; if it does make them, put \"kind\": \"image\" into the schema");
            }
            return model;
        } catch (IllegalArgumentException | JacksonException | IOException wrong) {
            BadValue bad = new BadValue(item, why(wrong));
            bad.initCause(wrong);
            throw bad;
        }
    }

    private static String why(Exception wrong) {
        if (wrong instanceof InvalidPathException) {
            return "is not a path";
        }
        if (wrong instanceof JacksonException broken) {
            String place = JsonFault.place(broken);
            return "is not JSON" + (place.isEmpty() ? "" : " (" + place + ")") + ": " + JsonFault.message(broken);
        }
        return wrong instanceof IOException ? "cannot be read" : String.valueOf(wrong.getMessage());
    }

    private static JsonNode parsed(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("is not there: " + file.normalize());
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IllegalArgumentException("has more than 1 MiB");
        }
        return StrictJson.parse(Files.readString(file));
    }
}
