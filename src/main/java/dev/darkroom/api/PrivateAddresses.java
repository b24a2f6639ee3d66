package dev.darkroom.api;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Tells the addresses that lead into a network of ours from those of the internet. */
public final class PrivateAddresses {

    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    /** What is an address to some resolver, also in its short and odd forms. */
    private static final Pattern ADDRESS = Pattern.compile("\\[.*]|[0-9.]+|0x.*");

    private static final Pattern PRIVATE_NAME = Pattern.compile(
            "\\.(localhost|local|localdomain|lan|home|corp|private|intranet|internal|home\\.arpa)\\.?$");

    private PrivateAddresses() {}

    /**
     * Returns whether these are loopback, private, link-local, shared (RFC 6598), multicast or reserved addresses, or
     * any of IPv6 but the global ones.
     */
    public static boolean contain(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        byte[] bytes = address.getAddress();
        if (address instanceof Inet6Address) {
            return isTranslated(bytes) ? inside(Arrays.copyOfRange(bytes, 12, 16)) : !isGlobal(bytes);
        }
        return inside(bytes);
    }

    /**
     * Returns whether a host is an address inside a network of ours, or has a name that only such networks have: one
     * without a dot, or below a top-level domain for private use (RFC 6761, RFC 6762, RFC 8375, ICANN's {@code
     * internal}). Resolves no name.
     *
     * @param host in small letters, an address of IPv6 in brackets
     */
    public static boolean isPrivateName(String host) {
        if (ADDRESS.matcher(host).matches()) {
            try {
                return contain(InetAddress.getByName(host));
            } catch (UnknownHostException noAddress) {
                return true;
            }
        }
        return !host.contains(".") || PRIVATE_NAME.matcher(host).find();
    }

    private static boolean inside(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return first == 0
                || first == 10
                || first == 127
                || (first == 169 && second == 254)
                || (first == 172 && (second & 0xf0) == 16)
                || (first == 192 && second == 168)
                || first >= 224
                || (first == 100 && second >= 64 && second < 128)
                || (first == 198 && (second == 18 || second == 19))
                || (first == 192 && second == 0 && bytes[2] == 0);
    }

    /**
     * Returns whether an address has NAT64's own prefix (RFC 6052), by which networks without IPv4 reach the IPv4
     * internet: what counts is behind it.
     */
    private static boolean isTranslated(byte[] bytes) {
        return Arrays.equals(bytes, 0, NAT64.length, NAT64, 0, NAT64.length);
    }

    /**
     * Returns whether it is a global unicast address, which all begin with the bits 001 (RFC 4291). 6to4 (RFC 3056) and
     * Teredo (RFC 4380) are among them, but hold IPv4 addresses and reach the networks of these.
     */
    private static boolean isGlobal(byte[] bytes) {
        boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
        boolean teredo = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0 && bytes[3] == 0;
        return (bytes[0] & 0xe0) == 0x20 && !sixToFour && !teredo;
    }
}
