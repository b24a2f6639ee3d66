package dev.darkroom.results;

import dev.darkroom.manifest.ManifestReader;
import java.io.IOException;

/** Opens the run's own copy of the manifest for one pass. */
@FunctionalInterface
public interface ManifestSource {

    /**
     * Opens it; the caller closes it.
     *
     * @throws dev.darkroom.manifest.ManifestException if it cannot be read as a manifest
     * @throws IOException if it cannot be read at all
     */
    ManifestReader open() throws IOException;
}
