package dev.darkroom.plan;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The account as the service describes it.
 *
 * @param asked whether the balance was requested and answered
 * @param problem why it was not, or what else is wrong; null if nothing is
 * @param balanceUsd null if it is unknown
 */
public record AccountInfo(
        boolean asked, @Nullable String problem, @Nullable BigDecimal balanceUsd) {}
