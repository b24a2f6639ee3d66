package dev.darkroom.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads single values of an answer; what cannot be meant is as good as missing. */
final class JsonFields {

    private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,12}(\\.\\d{1,30})?([eE][+-]?\\d{1,2})?");
    private static final BigDecimal MAX_COST = new BigDecimal("999999");
    private static final BigDecimal MAX_BALANCE = new BigDecimal("1e12");
    private static final int DECIMALS = 6;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant MAX_INSTANT = Instant.parse("2100-01-01T00:00:00Z");
    private static final double FIRST_IN_MILLISECONDS = 1e11;

    private JsonFields() {}

    /** Reads text, or a whole number as text; nothing for all else, so that {@code true} is no request id. */
    static String text(JsonNode node) {
        return node.isString() || node.isIntegralNumber() ? node.asString("").strip() : "";
    }

    /** Reads a price or a cost in USD, not negative. */
    static @Nullable BigDecimal cost(JsonNode node) {
        BigDecimal cost = amount(node);
        return cost == null || cost.signum() < 0 || cost.compareTo(MAX_COST) > 0 ? null : cost;
    }

    /** Reads a balance in USD, which may be overdrawn. */
    static @Nullable BigDecimal balance(JsonNode node) {
        BigDecimal balance = amount(node);
        return balance == null || balance.abs().compareTo(MAX_BALANCE) > 0 ? null : balance;
    }

    private static @Nullable BigDecimal amount(JsonNode node) {
        String text = node.isNumber() || node.isString() ? node.asString("").strip() : "";
        if (!AMOUNT.matcher(text).matches()) {
            return null;
        }
        BigDecimal amount = new BigDecimal(text);
        return amount.scale() > DECIMALS || amount.scale() < 0
                ? amount.setScale(DECIMALS, RoundingMode.HALF_UP)
                : amount;
    }

    /** Reads an ISO time, UTC if it names no offset, or the seconds or milliseconds since 1970. */
    static @Nullable Instant instant(JsonNode node) {
        Instant instant = node.isNumber() ? sinceEpoch(node.asDouble(0)) : written(node);
        return instant == null || instant.isBefore(EARLIEST) || instant.isAfter(MAX_INSTANT) ? null : instant;
    }

    private static Instant sinceEpoch(double number) {
        return Instant.ofEpochMilli((long) (number > FIRST_IN_MILLISECONDS ? number : number * 1000));
    }

    private static @Nullable Instant written(JsonNode node) {
        String text = node.isString() ? node.asString().strip().replace(' ', 'T') : "";
        try {
            TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, Instant::from, LocalDateTime::from);
            return time instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : Instant.from(time);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
