package dev.darkroom.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The service's description of a model.
 *
 * @param price in USD for one {@code priceUnit}, null if it names none
 * @param priceUnit what the price is for, in the service's words; null if it says nothing, and means an output
 * @param inputSchema its inputs, null if it names none
 * @param kind what sort of model it is, in the service's words; null if it names none
 * @param categories that it is in, in the service's words
 */
public record ModelInfo(
        String model,
        @Nullable BigDecimal price,
        @Nullable String priceUnit,
        @Nullable JsonNode inputSchema,
        @Nullable String kind,
        List<String> categories) {

    /** The units, in the singular, by which one output costs no more than the price. */
    private static final Set<String> OUTPUT_UNITS =
            Set.of("output", "image", "picture", "generation", "request", "run");

    public ModelInfo {
        categories = List.copyOf(categories);
    }

    /** Describes a model of no kind and no category. */
    public ModelInfo(
            String model, @Nullable BigDecimal price, @Nullable String priceUnit, @Nullable JsonNode inputSchema) {
        this(model, price, priceUnit, inputSchema, null, List.of());
    }

    /** The price of an output in USD; null if there is none, or if it is for something else, such as a second. */
    public @Nullable BigDecimal pricePerOutput() {
        return isPricedByOutput() ? price : null;
    }

    /** Says why the price of an output is not known. */
    public String unpricedMessage() {
        return isPricedByOutput()
                ? "no price is known for " + model
                : "the service prices " + model + " per " + unit() + ", not per output";
    }

    private boolean isPricedByOutput() {
        return unit().isEmpty() || OUTPUT_UNITS.contains(unit().replaceFirst("s$", ""));
    }

    /** The unit without its {@code per}, in lower case. */
    private String unit() {
        String unit = priceUnit == null ? "" : priceUnit.toLowerCase(Locale.ROOT);
        return unit.replaceAll("[^\\p{L}\\p{N}]+", " ").strip().replaceFirst("^per ", "");
    }
}
