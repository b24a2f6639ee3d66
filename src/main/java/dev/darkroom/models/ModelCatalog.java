package dev.darkroom.models;

import dev.darkroom.io.NearestNameFinder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The models that rows can be checked for and sent to. Immutable and thread-safe. */
public final class ModelCatalog {

    private static final List<String> BUILT_IN = List.of(
            "flux-2-flash-edit",
            "flux-2-flash-text-to-image",
            "flux-2-flex-edit",
            "flux-2-dev-edit",
            "flux-2-lora-edit");

    private final Map<String, ImageModel> models = new LinkedHashMap<>();

    /** Makes a catalog of these models; of two with one id the later counts, so that a newer schema can replace one. */
    public ModelCatalog(List<ImageModel> models) {
        models.forEach(model -> this.models.put(model.id(), model));
    }

    /**
     * Returns the five models that come with Darkroom. Compiling their schemas takes a moment: make one and share it.
     */
    public static ModelCatalog builtIn() {
        return new ModelCatalog(
                BUILT_IN.stream().map(name -> new ImageModel(resource(name))).toList());
    }

    /** Returns these models and others; of two with one id the other counts. */
    public ModelCatalog with(List<ImageModel> others) {
        return others.isEmpty()
                ? this
                : new ModelCatalog(
                        Stream.concat(models.values().stream(), others.stream()).toList());
    }

    /** Returns all models, the built-in ones first. */
    public List<ImageModel> all() {
        return List.copyOf(models.values());
    }

    /** Returns the model of exactly this id. */
    public Optional<ImageModel> find(String id) {
        return Optional.ofNullable(models.get(id));
    }

    /**
     * Returns the models that a person may mean by an id or by some of its parts, such as {@code flex} or {@code dev/edit}: of an
     * exact id that one alone, of less all that have these parts.
     */
    public List<ImageModel> named(String name) {
        String parts = "/" + name + "/";
        return find(name)
                .map(List::of)
                .orElseGet(() -> models.values().stream()
                        .filter(model -> ("/" + model.id() + "/").contains(parts))
                        .toList());
    }

    /** Returns the known id that an unknown one most likely means; empty if none is near. */
    public Optional<String> nearest(String id) {
        List<String> near =
                models.keySet().stream().filter(known -> mayBeMeant(id, known)).toList();
        return NearestNameFinder.find(id, near);
    }

    /** Tells whether an id may be meant as a whole, or by as many of its parts as were written. */
    private static boolean mayBeMeant(String written, String known) {
        List<String> parts = List.of(known.split("/", -1));
        int length = written.split("/", -1).length;
        return IntStream.rangeClosed(0, parts.size() - length)
                .mapToObj(start -> String.join("/", parts.subList(start, start + length)))
                .anyMatch(part -> NearestNameFinder.isNear(written, part));
    }

    /** Returns the remedy for an unknown id: sentences without the last one's full stop. */
    public String insteadOf(String id) {
        String near = nearest(id)
                .map(known -> "The nearest one is " + known + ". Any other")
                .orElse("'models' lists those that are; any other");
        return near + " needs its schema in the job's models: [file], which 'models MODEL --fetch' prints";
    }

    private static ObjectNode resource(String name) {
        try (InputStream schema = ModelCatalog.class.getResourceAsStream(name + ".json")) {
            Objects.requireNonNull(schema, () -> name + ".json is not among the resources");
            return StrictJson.parse(new String(schema.readAllBytes(), StandardCharsets.UTF_8))
                    .asObject();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
