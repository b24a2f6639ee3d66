package dev.darkroom.submit;

import dev.darkroom.io.LocalPictureReference;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.picture.LocalPictureException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Puts addresses in the place of references to pictures on this disk, where the row's model takes addresses. */
final class LocalSentInput implements SentInput {

    private final ModelCatalog catalog;
    private final SentPicture pictures;
    private final JsonMapper json;

    LocalSentInput(ModelCatalog catalog, SentPicture pictures, JsonMapper json) {
        this.catalog = catalog;
        this.pictures = pictures;
        this.json = json;
    }

    @Override
    public String of(PendingRow row) throws IOException, LocalPictureException {
        if (!isLocal(row)) {
            return row.input();
        }
        ImageModel model = catalog.find(row.model())
                .orElseThrow(() -> new IllegalStateException("the model " + row.model() + " is not known any more"));
        ObjectNode stored = json.readTree(row.input()).asObject();
        Map<String, LocalPictureReference> named = new HashMap<>();
        model.withAddresses(stored, address -> {
            LocalPictureReference reference = LocalPictureReference.parse(address);
            if (reference != null) {
                named.put(address, reference);
            }
            return address;
        });
        Map<String, String> addresses = new HashMap<>();
        for (Map.Entry<String, LocalPictureReference> each : named.entrySet()) {
            addresses.put(each.getKey(), pictures.address(each.getValue()));
        }
        ObjectNode sent =
                model.withAddresses(stored, address -> Objects.requireNonNullElse(addresses.get(address), address));
        return json.writeValueAsString(sent);
    }

    @Override
    public boolean isReady(PendingRow row) {
        return !isLocal(row) || pictures.isReady();
    }

    private static boolean isLocal(PendingRow row) {
        return row.input().contains(LocalPictureReference.PREFIX);
    }
}
