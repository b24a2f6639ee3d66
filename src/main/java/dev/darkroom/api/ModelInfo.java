package dev.darkroom.api;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The service's description of a model.
 *
 * @param price per output in USD, null if it names none
 * @param priceUnit what the price is for, in the service's words
 * @param inputSchema its inputs, null if it names none
 */
public record ModelInfo(
        String model,
        @Nullable BigDecimal price,
        @Nullable String priceUnit,
        @Nullable JsonNode inputSchema) {}
