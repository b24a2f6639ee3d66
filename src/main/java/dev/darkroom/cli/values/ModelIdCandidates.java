package dev.darkroom.cli.values;

import dev.darkroom.models.ImageModel;
import dev.darkroom.models.ModelCatalog;
import java.util.Iterator;

/** The ids of the models that come with Darkroom, as the shell may offer them; read only when they are needed. */
public final class ModelIdCandidates implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return ModelCatalog.builtIn().all().stream().map(ImageModel::id).iterator();
    }
}
