package dev.darkroom.fetch;

import dev.darkroom.api.PrivateAddresses;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which addresses source pictures may be fetched from: https on any host of the internet, as the models' own schemas
 * have it, never an address inside a network of ours. Only where the service itself is on loopback may a source be there
 * too, over http, and the sample catalog's made-up host is the simulator.
 *
 * <p>That a stranger's name could come to stand for another address between the check and the connection gains nothing
 * over https: see {@link OutputPolicy}.
 */
public final class SourcePolicy implements AddressPolicy {

    private static final String SAMPLE_HOST = "catalog.darkroom.example";

    /** Names that are nobody's (RFC 2606, RFC 6761): the asking would only cost time. */
    private static final Pattern MADE_UP = Pattern.compile("(.+\\.)?(example|invalid|test)\\.?");

    private final URI service;
    private final boolean loopbackService;
    private final Resolver resolver;

    /**
     * @param service the service's base
     * @param loopbackService whether that is on this machine
     */
    public SourcePolicy(URI service, boolean loopbackService) {
        this(service, loopbackService, InetAddress::getAllByName);
    }

    SourcePolicy(URI service, boolean loopbackService, Resolver resolver) {
        this.service = service;
        this.loopbackService = loopbackService;
        this.resolver = resolver;
    }

    @Override
    public String what() {
        return "source";
    }

    @Override
    public String bound() {
        return "what is taken of one";
    }

    @Override
    public URI check(String url) throws Untrusted, UnknownHostException {
        URI uri = AddressPolicy.parse(url, what());
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (loopbackService && host.equals(SAMPLE_HOST)) {
            return service.resolve("/catalog" + uri.getRawPath());
        }
        if (MADE_UP.matcher(host).matches()) {
            throw new Untrusted("the source's host " + host + " is a made-up name");
        }
        if (loopbackService && isLoopback(host)) {
            return uri;
        }
        if (!"https".equalsIgnoreCase(uri.getScheme())) {
            throw new Untrusted("a source must be fetched over https: " + uri.getScheme() + "://" + host);
        }
        for (InetAddress address : resolver.resolve(host)) {
            if (PrivateAddresses.contain(address)) {
                throw new Untrusted("the source's host " + host + " has an address inside a private network");
            }
        }
        return uri;
    }

    /** A stranger's name that stands for this machine is not this machine. */
    private boolean isLoopback(String host) throws UnknownHostException {
        boolean nearby = host.equals("localhost") || host.startsWith("[") || host.matches("[0-9.]+");
        return nearby && Arrays.stream(resolver.resolve(host)).allMatch(InetAddress::isLoopbackAddress);
    }
}
