package dev.darkroom.reuse;

import dev.darkroom.models.IgnoredQuery;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.InputKey;
import dev.darkroom.models.InputNames;
import dev.darkroom.models.ModelCatalog;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings what rows request into the form in which it is compared: addresses as they are sent, without what a rule keeps out
 * of them, and without a seed that Darkroom chose.
 */
final class InputForms {

    private final ModelCatalog catalog;
    private final JsonMapper json;

    InputForms(ModelCatalog catalog, JsonMapper json) {
        this.catalog = catalog;
        this.json = json;
    }

    /**
     * Returns the key of that form, which two rows have in common if the rule takes them for one purchase; empty if the
     * model is not known.
     *
     * @param input what is sent, as JSON
     * @param inputKey of the row, of which a seed that was not given is made
     */
    Optional<InputKey> of(String model, String input, String inputKey, IgnoredQuery rule) {
        return catalog.find(model).map(known -> InputKey.of(model, bare(known, input, inputKey, rule)));
    }

    private ObjectNode bare(ImageModel model, String input, String inputKey, IgnoredQuery rule) {
        ObjectNode bare = model.asCompared(json.readTree(input).asObject(), rule);
        if (InputKey.isOne(inputKey) && bare.path(InputNames.SEED).asLong(-1) == new InputKey(inputKey).seed()) {
            bare.remove(InputNames.SEED);
        }
        return bare;
    }
}
