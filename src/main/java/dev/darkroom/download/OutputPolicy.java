package dev.darkroom.download;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/**
 * Which addresses outputs may be fetched from: https on the vendor's hosts, never an address inside a network of ours.
 * Only where the service itself is on loopback may an output be there too.
 */
public final class OutputPolicy {

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

    /**
     * Returns the address if it may be asked. The name of a stranger's host is not even looked up.
     *
     * @throws Untrusted if it may not
     * @throws UnknownHostException if its host has no address
     */
    URI check(String url) throws Untrusted, UnknownHostException {
        URI uri = parse(url);
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
            if (isInside(address)) {
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

    private static URI parse(String url) throws Untrusted {
        try {
            URI uri = new URI(url);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
                throw new Untrusted("the output's address is no plain web address");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new Untrusted("the output's address cannot be read: " + e.getReason());
        }
    }

    private static boolean isVendors(String host) {
        return VENDOR.stream().anyMatch(name -> host.equals(name) || host.endsWith("." + name));
    }

    /** Loopback, private, link-local, shared (RFC 6598), unique local (RFC 4193), multicast and reserved addresses. */
    static boolean isInside(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (address instanceof Inet6Address wide) {
            return (first & 0xfe) == 0xfc || isEmbedded(wide);
        }
        return first == 0
                || first >= 240
                || (first == 100 && second >= 64 && second < 128)
                || (first == 198 && (second == 18 || second == 19))
                || (first == 192 && second == 0 && bytes[2] == 0);
    }

    /**
     * An IPv4 address inside an IPv6 one: NAT64 (RFC 6052), 6to4 (RFC 3056), Teredo (RFC 4380) and the deprecated
     * compatible form (RFC 4291) reach IPv4 networks.
     */
    private static boolean isEmbedded(Inet6Address address) {
        byte[] bytes = address.getAddress();
        boolean nat64 = bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b;
        boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
        boolean teredo = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0 && bytes[3] == 0;
        return nat64 || sixToFour || teredo || address.isIPv4CompatibleAddress();
    }

    private static String shown(URI uri) {
        return uri.getScheme() + "://" + uri.getHost();
    }

    /** Finds the addresses of a host. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** An address that is not asked. */
    static final class Untrusted extends Exception {

        private static final long serialVersionUID = 1L;

        Untrusted(String message) {
            super(message);
        }
    }
}
