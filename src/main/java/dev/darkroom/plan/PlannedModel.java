package dev.darkroom.plan;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The requests to submit to one model.
 *
 * @param model its id
 * @param requests number of requests
 * @param outputs number of outputs they request together
 * @param price of one output in USD, null if nobody names one
 * @param source who names it
 * @param usual how long a request is at the service, by what earlier runs saw; null if none did
 */
public record PlannedModel(
        String model,
        long requests,
        long outputs,
        @Nullable BigDecimal price,
        PriceSource source,
        @Nullable Duration usual) {

    public PlannedModel {
        Objects.requireNonNull(model, "model is null");
        Objects.requireNonNull(source, "source is null");
    }

    /** The cost in USD, null if the price is unknown. */
    public @Nullable BigDecimal cost() {
        return price == null ? null : price.multiply(BigDecimal.valueOf(outputs));
    }

    /** The place that a price comes from. */
    public enum PriceSource {
        /** The job file's {@code budget.price}. */
        JOB,
        /** The service's own description of the model. */
        SERVICE,
        /** What an output was seen to cost, since that exceeds the price. */
        SEEN,
        /** Nobody. */
        NONE;

        /** The keyword for programs. */
        public String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
