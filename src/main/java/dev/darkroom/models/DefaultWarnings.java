package dev.darkroom.models;

import dev.darkroom.errors.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Defaults of the service that are known to spoil pictures without an error: what is left out is warned of. */
final class DefaultWarnings {

    private DefaultWarnings() {}

    static List<InputFinding> of(ObjectNode input, ImageModel model) {
        List<InputFinding> surprises = new ArrayList<>(2);
        boolean square = InputNames.PICTURES.stream().anyMatch(model::hasInput)
                && model.field(InputNames.IMAGE_SIZE)
                        .path("default")
                        .asString("")
                        .startsWith("square");
        if (square && !input.has(InputNames.IMAGE_SIZE)) {
            surprises.add(new InputFinding(
                    InputNames.IMAGE_SIZE,
                    InputNames.IMAGE_SIZE,
                    ErrorCode.SQUARE_DEFAULT,
                    "image_size is not given, so the picture comes back square whatever the source is",
                    "Give an image_size, if only square_hd"));
        }
        boolean rewrites =
                model.field(InputNames.PROMPT_EXPANSION).path("default").asBoolean(false);
        if (rewrites && !input.has(InputNames.PROMPT_EXPANSION)) {
            surprises.add(new InputFinding(
                    InputNames.PROMPT_EXPANSION,
                    InputNames.PROMPT_EXPANSION,
                    ErrorCode.PROMPT_EXPANSION,
                    "enable_prompt_expansion is not given, so the model rewrites the prompt",
                    "Give false to have the prompt taken as it is, or true to agree"));
        }
        return surprises;
    }
}
