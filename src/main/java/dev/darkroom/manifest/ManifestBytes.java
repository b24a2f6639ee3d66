package dev.darkroom.manifest;

import java.io.IOException;
import java.io.InputStream;

/** Opens the bytes of a manifest's file. */
@FunctionalInterface
public interface ManifestBytes {

    /** Opens the bytes of one file. */
    InputStream of(Manifest file) throws IOException;
}
