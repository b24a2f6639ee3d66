package dev.darkroom.models;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Defaults of the service that are known to spoil pictures without an error: what is left out is warned of. */
final class Surprises {

    private Surprises() {}

    static List<Finding> of(ObjectNode input, Model model) {
        List<Finding> surprises = new ArrayList<>(2);
        boolean square = model.hasInput("image_urls")
                && model.field("image_size").path("default").asString("").startsWith("square");
        if (square && !input.has("image_size")) {
            surprises.add(new Finding(
                    "image_size",
                    "image_size",
                    "SQUARE_DEFAULT",
                    "image_size is not given, so the picture comes back square whatever the source is",
                    "Give an image_size, if only square_hd"));
        }
        boolean rewrites =
                model.field("enable_prompt_expansion").path("default").asBoolean(false);
        if (rewrites && !input.has("enable_prompt_expansion")) {
            surprises.add(new Finding(
                    "enable_prompt_expansion",
                    "enable_prompt_expansion",
                    "PROMPT_EXPANSION",
                    "enable_prompt_expansion is not given, so the model rewrites the prompt",
                    "Give false to have the prompt taken as it is, or true to agree"));
        }
        return surprises;
    }
}
