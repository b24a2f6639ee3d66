package dev.darkroom.checks;

import dev.darkroom.models.ImageModel;
import dev.darkroom.models.InputField;
import dev.darkroom.models.InputNames;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.models.RequestInput;
import dev.darkroom.picture.PictureType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The output that a row requested of its model.
 *
 * @param format empty if neither the row nor its model's schema names one
 * @param size empty if it is left to the model; an edit that names none is compared with its source
 */
record RequestedOutput(Optional<PictureType> format, Optional<RequestedSize> size) {

    /** @param model null for one that is not in the catalog any more */
    static RequestedOutput of(@Nullable ImageModel model, ObjectNode input) {
        ObjectNode defaults = JsonMapper.shared().createObjectNode();
        if (model != null) {
            for (InputField field : model.inputs()) {
                JsonNode value = field.defaultValue();
                if (value != null) {
                    defaults.set(field.name(), value);
                }
            }
        }
        Optional<PictureType> format = format(input).or(() -> format(defaults));
        boolean edit = !new RequestInput(input).pictures().isEmpty();
        Optional<RequestedSize> size = RequestedSize.of(input);
        boolean leftToDefault = size.isEmpty() && !input.has(InputNames.IMAGE_SIZE) && !edit;
        return new RequestedOutput(format, leftToDefault ? RequestedSize.of(defaults) : size);
    }

    static RequestedOutput of(ModelCatalog catalog, String model, ObjectNode input) {
        return of(catalog.find(model).orElse(null), input);
    }

    private static Optional<PictureType> format(ObjectNode input) {
        String word = input.path(InputNames.OUTPUT_FORMAT).asString("").toLowerCase(Locale.ROOT);
        String name = word.equals("jpg") ? "jpeg" : word;
        return Arrays.stream(PictureType.values())
                .filter(type -> type.formatName().equals(name))
                .findFirst();
    }
}
