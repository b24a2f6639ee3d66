package dev.darkroom.api;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Tells the addresses that lead into a network of ours from those of the internet. */
public final class PrivateAddresses {

    private PrivateAddresses() {}

    /** Loopback, private, link-local, shared (RFC 6598), unique local (RFC 4193), multicast and reserved addresses. */
    public static boolean contain(InetAddress address) {
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
}
