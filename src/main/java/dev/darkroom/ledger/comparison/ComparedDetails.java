package dev.darkroom.ledger.comparison;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row of one of two runs, as far as a comparison tells of it.
 *
 * @param id its id
 * @param line the line of the manifest it starts on
 * @param status as users see it, such as {@code timed_out}
 * @param reason its code and message, null without one
 * @param model null if it names none that is known
 * @param input what it asks for, null if it is invalid
 * @param costUsd what the service said of its last purchase, else the price, else null
 * @param files its pictures
 */
public record ComparedDetails(
        String id,
        long line,
        String status,
        @Nullable String reason,
        @Nullable String model,
        @Nullable ObjectNode input,
        @Nullable BigDecimal costUsd,
        List<String> files) {

    public ComparedDetails {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(status, "status is null");
        files = List.copyOf(files);
    }
}
