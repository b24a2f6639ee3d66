package dev.darkroom.models;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The part of addresses' queries that tells no picture from another, such as a signature that changes every night.
 *
 * @param whole whether it is all of the query
 * @param parameters if not, the names of the parameters, as they are written in addresses
 */
public record IgnoredQuery(boolean whole, Set<String> parameters) {

    /** Every part of a query counts. */
    public static final IgnoredQuery NONE = new IgnoredQuery(false, Set.of());

    /** No part of a query counts. */
    public static final IgnoredQuery ALL = new IgnoredQuery(true, Set.of());

    private static final Pattern PARTS = Pattern.compile("(?s)([^?#]*)[?]([^#]*)(.*)");

    public IgnoredQuery {
        parameters = Set.copyOf(Objects.requireNonNull(parameters, "parameters is null"));
    }

    /** Returns the address without that part of its query. */
    public String without(String address) {
        Matcher parts = PARTS.matcher(address);
        if (this.equals(NONE) || !parts.matches()) {
            return address;
        }
        String query = whole
                ? ""
                : Arrays.stream(parts.group(2).split("&", -1))
                        .filter(parameter -> !parameters.contains(parameter.split("=", 2)[0]))
                        .collect(Collectors.joining("&"));
        return parts.group(1) + (query.isEmpty() ? "" : "?" + query) + parts.group(3);
    }
}
