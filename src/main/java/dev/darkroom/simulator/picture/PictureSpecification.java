package dev.darkroom.simulator.picture;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One picture to be made. Equal orders give equal files.
 *
 * @param prompt the request's prompt
 * @param sources the source pictures' addresses, none to make one up
 * @param size what it is to measure, or null for as large as the first source
 * @param format of the file
 * @param seed of its chances
 * @param number which one of the request's pictures, from 1
 * @param flaw what is to be wrong with it, or null
 */
public record PictureSpecification(
        String prompt,
        List<String> sources,
        @Nullable PixelSize size,
        PictureFormat format,
        long seed,
        int number,
        @Nullable PictureDefect flaw) {

    public PictureSpecification {
        Objects.requireNonNull(prompt, "prompt is null");
        sources = List.copyOf(sources);
        Objects.requireNonNull(format, "format is null");
    }

    /** Specifies a picture with nothing wrong. */
    public PictureSpecification(
            String prompt,
            List<String> sources,
            @Nullable PixelSize size,
            PictureFormat format,
            long seed,
            int number) {
        this(prompt, sources, size, format, seed, number, null);
    }

    /** Returns the same with something wrong. */
    public PictureSpecification with(@Nullable PictureDefect wrong) {
        return new PictureSpecification(prompt, sources, size, format, seed, number, wrong);
    }

    /** Reads the specification from a model's input, which must be valid and must name size and format. */
    public static PictureSpecification of(String model, ObjectNode input, int number) {
        Objects.requireNonNull(model, "model is null");
        List<String> sources = input.path("image_urls")
                .valueStream()
                .map(url -> url.asString(""))
                .toList();
        JsonNode size = input.path("image_size");
        return new PictureSpecification(
                input.path("prompt").asString(""),
                sources,
                PixelSize.of(size),
                PictureFormat.named(input.path("output_format").asString("png")),
                input.path("seed").asLong(model.hashCode()),
                number);
    }
}
