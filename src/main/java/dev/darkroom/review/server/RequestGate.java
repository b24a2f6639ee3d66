package dev.darkroom.review.server;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets in whoever was given the address with its token, and nobody whom another page in the same browser sends: a name that
 * was rebound to this host shows in {@code Host}, a foreign page in {@code Origin}.
 */
final class RequestGate {

    private static final int TOKEN_BYTES = 32;
    private static final String JSON = "application/json";

    private final String token;
    private final List<String> hosts;

    RequestGate(String token, int port) {
        this.token = token;
        this.hosts = List.of("127.0.0.1:" + port, "localhost:" + port);
    }

    /** Draws a token of 256 bits, which can be written in an address as it is. */
    static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns the part of a path behind the token and its slash; empty if it does not begin with them. */
    Optional<String> behindToken(@Nullable String path) {
        String given = path == null ? "" : path;
        int end = given.indexOf('/', 1);
        if (!given.startsWith("/") || end < 0 || !isToken(given.substring(1, end))) {
            return Optional.empty();
        }
        return Optional.of(given.substring(end + 1));
    }

    private boolean isToken(String given) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns whether the request was sent to this server by its own address. */
    boolean isForUs(Headers headers) {
        return only(headers, "Host").filter(hosts::contains).isPresent();
    }

    /** Returns whether our own page sends it, as JSON, which no form of another page can. */
    boolean isFromOurPage(Headers headers) {
        String host = only(headers, "Host").orElse("");
        return only(headers, "Origin").filter(("http://" + host)::equals).isPresent()
                && only(headers, "Content-Type").filter(RequestGate::isJson).isPresent();
    }

    private static boolean isJson(String type) {
        return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(JSON);
    }

    private static Optional<String> only(Headers headers, String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
