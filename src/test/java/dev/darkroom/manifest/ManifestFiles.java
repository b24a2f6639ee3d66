package dev.darkroom.manifest;

import dev.darkroom.models.ModelCatalog;
import dev.darkroom.models.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.node.ObjectNode;

/** Writes manifests for tests and reads them whole. */
public final class ManifestFiles {

    public static final ModelCatalog CATALOG = ModelCatalog.builtIn();

    private ManifestFiles() {}

    public static Manifest write(Path folder, String name, String text) {
        return write(folder, name, text, StandardCharsets.UTF_8);
    }

    public static Manifest write(Path folder, String name, String text, Charset charset) {
        return write(folder, name, text.getBytes(charset));
    }

    public static Manifest write(Path folder, String name, byte[] bytes) {
        try {
            Path file = Files.write(folder.resolve(name), bytes);
            return Manifest.of(file, name, null);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    public static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    public static List<ManifestRow> rows(Manifest manifest) {
        try (ManifestReader reader = manifest.open()) {
            List<ManifestRow> rows = new ArrayList<>();
            for (ManifestRow row = reader.read(); row != null; row = reader.read()) {
                rows.add(row);
            }
            return rows;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static ManifestSurvey survey(Manifest manifest) {
        try {
            return ManifestSurvey.of(manifest, CATALOG);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static ObjectNode json(String text) {
        return StrictJson.parse(text).asObject();
    }
}
