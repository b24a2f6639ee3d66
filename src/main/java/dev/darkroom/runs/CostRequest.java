package dev.darkroom.runs;

import dev.darkroom.ledger.costs.CostPeriod;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A question for what runs cost.
 *
 * @param by what it is told by, each a name as the user gave it
 * @param first the first day that counts, null for all from the beginning
 * @param last the last one, null for all to the end
 * @param zone in which days and months begin
 * @param job the job whose runs count, null for all
 * @param service the service whose runs count, null for all
 */
public record CostRequest(
        List<String> by,
        @Nullable LocalDate first,
        @Nullable LocalDate last,
        ZoneId zone,
        @Nullable String job,
        @Nullable String service) {

    public CostRequest {
        by = List.copyOf(by);
        Objects.requireNonNull(zone, "zone is null");
    }

    CostPeriod period() {
        return new CostPeriod(
                first == null ? null : first.atStartOfDay(zone).toInstant(),
                last == null ? null : last.plusDays(1).atStartOfDay(zone).toInstant());
    }
}
