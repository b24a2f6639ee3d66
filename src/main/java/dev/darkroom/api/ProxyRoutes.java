package dev.darkroom.api;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells which calls go through a proxy. All clients of this process ask the JVM's selector: Java's own properties, such
 * as {@code https.proxyHost} and {@code http.nonProxyHosts}, hold in any case.
 */
public final class ProxyRoutes {

    private static final String JAVAS_OWN = "https.proxyHost";
    private static final String JAVAS_PORT = "https.proxyPort";

    private static final int MAX_PORT = 65_535;

    private ProxyRoutes() {}

    /**
     * Lets {@code HTTPS_PROXY} and {@code NO_PROXY} hold for every call of this process. A proxy that Java's own
     * properties name goes before theirs.
     *
     * @throws IllegalArgumentException if a proxy's address cannot be used; the message says what to do
     */
    public static void install(Map<String, String> environment) {
        checkPort(System.getProperty(JAVAS_PORT, ""));
        ProxySelector javas = ProxySelector.getDefault();
        if (javas == null || javas instanceof EnvironmentProxies || !namesProxy(environment)) {
            return;
        }
        Map<String, String> heeded = System.getProperty(JAVAS_OWN, "").isEmpty()
                ? environment
                : Map.of("NO_PROXY", environment.getOrDefault("NO_PROXY", environment.getOrDefault("no_proxy", "")));
        EnvironmentProxies proxies = EnvironmentProxies.of(heeded, javas);
        if (proxies.authorization() != null) {
            // Otherwise the JDK sends no password to a proxy on the way to a host of HTTPS.
            System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        }
        ProxySelector.setDefault(proxies);
    }

    /** Java takes what is not a number for its default, and fails at each call of one that is too large. */
    static void checkPort(String port) {
        boolean usable = port.isEmpty() || (port.matches("\\d{1,5}") && isPort(Integer.parseInt(port)));
        if (!usable) {
            throw new IllegalArgumentException("Java's property " + JAVAS_PORT + " is not a port: " + port
                    + ". Give a number from 1 to " + MAX_PORT);
        }
    }

    static boolean isPort(int port) {
        return port > 0 && port <= MAX_PORT;
    }

    private static boolean namesProxy(Map<String, String> environment) {
        return environment.containsKey("HTTPS_PROXY")
                || environment.containsKey("https_proxy")
                || environment.containsKey("NO_PROXY")
                || environment.containsKey("no_proxy");
    }

    /** Returns the proxy of a call as {@code host:port}, without its login; null if the call goes straight to its host. */
    public static @Nullable String through(URI uri) {
        ProxySelector selector = ProxySelector.getDefault();
        if (selector == null) {
            return null;
        }
        for (Proxy proxy : selector.select(uri)) {
            if (proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress address) {
                return address.getHostString() + ":" + address.getPort();
            }
        }
        return null;
    }

    /** Gives a request what lets it pass the proxy; the JDK's client sends it to a proxy alone. */
    public static void authorize(HttpRequest.Builder request, URI uri) {
        if (ProxySelector.getDefault() instanceof EnvironmentProxies proxies
                && proxies.authorization() != null
                && through(uri) != null) {
            request.header("Proxy-Authorization", proxies.authorization());
        }
    }
}
