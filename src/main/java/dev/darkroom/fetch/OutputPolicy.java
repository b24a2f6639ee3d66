package dev.darkroom.fetch;

import dev.darkroom.api.PrivateAddresses;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/**
 * Which addresses outputs may be fetched from: https on the vendor's hosts, never an address inside a network of ours.
 * Only where the service itself is on loopback may an output be there too.
 *
 * <p>Between the check and the connection a name could come to stand for another address (DNS rebinding). That gains
 * nothing: only names of the vendor's, or the service's own, are asked at all, over https alone, so whoever answers
 * must hold a certificate for that name, which no machine inside our network does, and nothing is sent that is worth
 * having. The JVM also keeps a name's addresses for a while ({@code networkaddress.cache.ttl}, 30 s unless set), so that
 * the connection that follows goes to those that were checked. The client cannot be told to connect to a checked
 * address: until Java 18 resolving cannot be replaced, and an address in the URL would be the name the certificate is
 * held against.
 */
public final class OutputPolicy implements AddressPolicy {

    private static final List<String> VENDOR = List.of("runcomfy.net", "runcomfy.com");

    private final URI service;
    private final boolean loopbackService;
    private final Resolver resolver;

    /**
     * @param service the service's base
     * @param loopbackService whether that is on this machine
     */
    public OutputPolicy(URI service, boolean loopbackService) {
        this(service, loopbackService, InetAddress::getAllByName);
    }

    OutputPolicy(URI service, boolean loopbackService, Resolver resolver) {
        this.service = service;
        this.loopbackService = loopbackService;
        this.resolver = resolver;
    }

    @Override
    public String what() {
        return "output";
    }

    @Override
    public String bound() {
        return "download.max-size";
    }

    /** The name of a stranger's host is not even looked up. */
    @Override
    public URI check(String url) throws Untrusted, UnknownHostException {
        URI uri = AddressPolicy.parse(url, what());
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (loopbackService && isLoopback(host)) {
            return uri;
        }
        if (!"https".equalsIgnoreCase(uri.getScheme())) {
            throw new Untrusted("an output must be fetched over https: " + shown(uri));
        }
        if (!isVendors(host) && !host.equalsIgnoreCase(service.getHost())) {
            throw new Untrusted("the output is on a host that is not the service's: " + host);
        }
        for (InetAddress address : resolver.resolve(host)) {
            if (PrivateAddresses.contain(address)) {
                throw new Untrusted("the output's host " + host + " has an address inside a private network");
            }
        }
        return uri;
    }

    private boolean isLoopback(String host) throws UnknownHostException {
        boolean nearby = host.equalsIgnoreCase(service.getHost()) || host.equals("localhost") || isLiteral(host);
        return nearby && List.of(resolver.resolve(host)).stream().allMatch(InetAddress::isLoopbackAddress);
    }

    /** Whether the host is written as an address, so that asking for it asks nobody. */
    private static boolean isLiteral(String host) {
        return host.startsWith("[") || host.matches("[0-9.]+");
    }

    private static boolean isVendors(String host) {
        return VENDOR.stream().anyMatch(name -> host.equals(name) || host.endsWith("." + name));
    }

    private static String shown(URI uri) {
        return uri.getScheme() + "://" + uri.getHost();
    }
}
