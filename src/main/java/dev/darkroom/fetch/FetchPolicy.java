package dev.darkroom.fetch;

import dev.darkroom.api.PrivateAddresses;
import dev.darkroom.api.ProxyRoutes;
import dev.darkroom.api.ServiceProfiles;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which addresses pictures may be fetched from: https alone, and never an address inside a network of ours. Only
 * where the service itself is on loopback may they be there too, over http. Outputs lie on the vendor's hosts or the
 * service's own, sources on any host of the internet, as the models' own schemas have it.
 *
 * <p>Where a call goes through a proxy, the proxy resolves the name: then the name is checked by its letters alone. What
 * it stands for in the proxy's network is for the proxy to refuse.
 *
 * <p>Between the check and the connection a name could come to stand for another address (DNS rebinding). The client cannot
 * be told to connect to a checked address: until Java 18 resolving cannot be replaced, and an address in the URL would be
 * the name the certificate is held against. So the JVM is made to keep a name's addresses for 30 s at least, and {@link
 * RedirectFollower} checks once more when the answer begins: the addresses are then either those of the first check or, if
 * they ran out between the two, those that were connected to. Nothing of an answer counts before that. Over https whoever
 * answers must besides hold a certificate for the name.
 */
public final class FetchPolicy implements AddressPolicy {

    /** The sample catalog's made-up host, whose pictures only the simulator has. */
    public static final String SAMPLE_HOST = "catalog.darkroom.example";

    private static final String SAMPLES = "/catalog";

    /** Names that are nobody's (RFC 2606, RFC 6761): a request would only cost time. */
    private static final Pattern MADE_UP = Pattern.compile("(.+\\.)?(example|invalid|test)\\.?");

    private final String what;
    private final String bound;
    private final HostRule hosts;
    private final @Nullable URI samples;
    private final boolean loopbackService;
    private final HostResolver resolver;

    private FetchPolicy(
            String what,
            String bound,
            HostRule hosts,
            @Nullable URI samples,
            boolean loopbackService,
            HostResolver resolver) {
        this.what = what;
        this.bound = bound;
        this.hosts = hosts;
        this.samples = samples;
        this.loopbackService = loopbackService;
        this.resolver = resolver;
    }

    /**
     * Makes the policy for what a service made.
     *
     * @param service the service's base
     * @param loopbackService whether that is on this machine
     */
    public static FetchPolicy outputs(URI service, boolean loopbackService) {
        return outputs(service, loopbackService, InetAddress::getAllByName);
    }

    static FetchPolicy outputs(URI service, boolean loopbackService, HostResolver resolver) {
        HostRule hosts = host -> ServiceProfiles.at(service).owns(host) || host.equalsIgnoreCase(service.getHost())
                ? null
                : "is on a host that is not the service's: " + host;
        return new FetchPolicy("output", "download.max-size", hosts, null, loopbackService, resolver);
    }

    /**
     * Makes the policy for what a service is sent. Beside a service on this machine the sample catalog's made-up host
     * is the simulator.
     *
     * @param service the service's base
     * @param loopbackService whether that is on this machine
     */
    public static FetchPolicy sources(URI service, boolean loopbackService) {
        return sources(service, loopbackService, InetAddress::getAllByName);
    }

    static FetchPolicy sources(URI service, boolean loopbackService, HostResolver resolver) {
        return sources(loopbackService ? service : null, resolver);
    }

    /** Makes the policy for what a service elsewhere is sent, if it is not contacted itself. */
    public static FetchPolicy publicSources() {
        return sources(null, InetAddress::getAllByName);
    }

    private static FetchPolicy sources(@Nullable URI loopback, HostResolver resolver) {
        HostRule hosts = host -> MADE_UP.matcher(host).matches() ? "is on a made-up host: " + host : null;
        return new FetchPolicy("source", "what is taken of one", hosts, loopback, loopback != null, resolver);
    }

    /** Checks an address; the name of a host that may not be contacted is not even resolved. */
    @Override
    public URI check(String url) throws UntrustedAddressException, UnknownHostException {
        URI uri = AddressPolicy.parse(url, what);
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (samples != null && host.equals(SAMPLE_HOST)) {
            return samples.resolve(SAMPLES + uri.getRawPath());
        }
        if (loopbackService && isLoopback(host)) {
            return uri;
        }
        if (!"https".equalsIgnoreCase(uri.getScheme())) {
            throw new UntrustedAddressException(
                    "the " + what + " must be fetched over https: " + uri.getScheme() + "://" + host);
        }
        String fault = hosts.fault(host);
        if (fault != null) {
            throw new UntrustedAddressException("the " + what + " " + fault);
        }
        if (ProxyRoutes.through(uri) != null) {
            checkName(host);
        } else {
            checkAddresses(host);
        }
        return uri;
    }

    /** Checks what can be told by the name alone: the proxy resolves it, and this machine may not even be able to. */
    private void checkName(String host) throws UntrustedAddressException {
        if (PrivateAddresses.isPrivateName(host)) {
            throw new UntrustedAddressException(
                    "the " + what + "'s host " + host + " is inside a private network, or named as those in one are");
        }
    }

    private void checkAddresses(String host) throws UntrustedAddressException, UnknownHostException {
        for (InetAddress address : resolver.resolve(host)) {
            if (PrivateAddresses.contain(address)) {
                throw new UntrustedAddressException(
                        "the " + what + "'s host " + host + " has an address inside a private network");
            }
        }
    }

    /** Returns whether a host means this machine; a stranger's name that stands for this machine does not. */
    private boolean isLoopback(String host) throws UnknownHostException {
        boolean nearby = host.equals("localhost") || host.startsWith("[") || host.matches("[0-9.]+");
        return nearby && Arrays.stream(resolver.resolve(host)).allMatch(InetAddress::isLoopbackAddress);
    }

    @Override
    public String what() {
        return what;
    }

    @Override
    public String bound() {
        return bound;
    }

    /** Tells what is wrong with a host before its addresses are resolved; null if nothing is. */
    @FunctionalInterface
    private interface HostRule {
        @Nullable
        String fault(String host);
    }
}
