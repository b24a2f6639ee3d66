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

    /**
     * @param service the service's base
     * @param loopbackService whether that is on this machine
     */
    public OutputPolicy(URI service, boolean loopbackService) {
        this.service = service;
        this.loopbackService = loopbackService;
    }

    /**
     * Returns the address if it may be asked.
     *
     * @throws Untrusted if it may not
     * @throws UnknownHostException if its host has no address
     */
    URI check(String url) throws Untrusted, UnknownHostException {
        URI uri = parse(url);
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        InetAddress[] addresses = InetAddress.getAllByName(host);
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        if (loopbackService && List.of(addresses).stream().allMatch(InetAddress::isLoopbackAddress)) {
            return uri;
        }
        if (!secure) {
            throw new Untrusted("an output must be fetched over https: " + shown(uri));
        }
        if (!isVendors(host) && !host.equalsIgnoreCase(service.getHost())) {
            throw new Untrusted("the output is on a host that is not the service's: " + host);
        }
        for (InetAddress address : addresses) {
            if (isInside(address)) {
                throw new Untrusted("the output's host " + host + " has an address inside a private network");
            }
        }
        return uri;
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
        if (address instanceof Inet6Address) {
            return (first & 0xfe) == 0xfc || isEmbedded(bytes);
        }
        return first == 0
                || first >= 240
                || (first == 100 && second >= 64 && second < 128)
                || (first == 198 && (second == 18 || second == 19))
                || (first == 192 && second == 0 && bytes[2] == 0);
    }

    /** An IPv4 address inside an IPv6 one: NAT64 (RFC 6052) and 6to4 (RFC 3056) reach IPv4 networks. */
    private static boolean isEmbedded(byte[] bytes) {
        boolean nat64 = bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b;
        boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
        return nat64 || sixToFour;
    }

    private static String shown(URI uri) {
        return uri.getScheme() + "://" + uri.getHost();
    }

    /** An address that is not asked. */
    static final class Untrusted extends Exception {

        private static final long serialVersionUID = 1L;

        Untrusted(String message) {
            super(message);
        }
    }
}
