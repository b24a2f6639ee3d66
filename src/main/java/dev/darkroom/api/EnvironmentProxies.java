package dev.darkroom.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the proxy of a call by {@code HTTPS_PROXY} and {@code NO_PROXY}, as curl and other programs do; where Java's
 * own properties name a proxy, they do. Immutable.
 */
final class EnvironmentProxies extends ProxySelector {

    private static final int DEFAULT_PORT = 80;
    private static final Pattern THIS_MACHINE = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private final @Nullable Proxy proxy;
    private final @Nullable String authorization;
    private final List<ProxyExemption> exemptions;
    private final ProxySelector otherwise;

    private EnvironmentProxies(
            @Nullable Proxy proxy,
            @Nullable String authorization,
            List<ProxyExemption> exemptions,
            ProxySelector otherwise) {
        this.proxy = proxy;
        this.authorization = authorization;
        this.exemptions = List.copyOf(exemptions);
        this.otherwise = otherwise;
    }

    /**
     * Reads the variables; those in capitals go before those in small letters.
     *
     * @param otherwise chooses where they name no proxy
     * @throws IllegalArgumentException if the proxy's address cannot be used; the message does not repeat it, since it
     *     may bear a password
     */
    static EnvironmentProxies of(Map<String, String> environment, ProxySelector otherwise) {
        String address = either(environment, "HTTPS_PROXY", "https_proxy");
        List<ProxyExemption> exemptions = Stream.of(
                        either(environment, "NO_PROXY", "no_proxy").split("[,\\s]+", -1))
                .filter(entry -> !entry.isBlank())
                .map(ProxyExemption::of)
                .toList();
        if (address.isEmpty()) {
            return new EnvironmentProxies(null, null, exemptions, otherwise);
        }
        URI uri = parsed(address);
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        Proxy proxy = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
        return new EnvironmentProxies(proxy, authorization(uri.getRawUserInfo()), exemptions, otherwise);
    }

    private static String either(Map<String, String> environment, String capitals, String small) {
        String value = environment.getOrDefault(capitals, "").strip();
        return value.isEmpty() ? environment.getOrDefault(small, "").strip() : value;
    }

    private static URI parsed(String address) {
        try {
            URI uri = URI.create(address.contains("://") ? address : "http://" + address);
            if ("http".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && (uri.getPort() < 0 || ProxyRoutes.isPort(uri.getPort()))) {
                return uri;
            }
        } catch (IllegalArgumentException unreadable) {
            // Its message repeats the address, and with it the password.
        }
        throw new IllegalArgumentException(
                "HTTPS_PROXY does not hold the address of a proxy that can be used: write it as"
                        + " http://host:port, or http://user:password@host:port with %-escapes, and without a proxy leave it empty");
    }

    private static @Nullable String authorization(@Nullable String user) {
        if (user == null || user.isEmpty()) {
            return null;
        }
        String plain = URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns what lets a call pass the proxy, null if it asks for nothing. */
    @Nullable
    String authorization() {
        return authorization;
    }

    @Override
    public List<Proxy> select(URI uri) {
        if (isExempt(uri)) {
            return List.of(Proxy.NO_PROXY);
        }
        return proxy != null && "https".equalsIgnoreCase(uri.getScheme()) ? List.of(proxy) : otherwise.select(uri);
    }

    private boolean isExempt(URI uri) {
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        return THIS_MACHINE.matcher(host).matches()
                || exemptions.stream().anyMatch(exemption -> exemption.matches(host, uri.getPort()));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        otherwise.connectFailed(uri, address, failure);
    }
}
