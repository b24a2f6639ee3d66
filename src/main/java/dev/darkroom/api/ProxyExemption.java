package dev.darkroom.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code NO_PROXY}: {@code *}, a host with all below it, {@code host:port}, an address, or a range of
 * addresses such as {@code 10.0.0.0/8}. No name is resolved.
 *
 * @param host in small letters, without a leading dot
 * @param port the only one that is meant, -1 for all
 * @param bits how many bits of an address count, -1 for all
 */
record ProxyExemption(String host, int port, int bits) {

    private static final Pattern RANGE = Pattern.compile("(.+)/(\\d{1,3})");
    private static final Pattern WITH_PORT = Pattern.compile("(\\[.+]|[^:]+):(\\d{1,5})");
    private static final Pattern LITERAL = Pattern.compile("\\[?[0-9a-f]*:[0-9a-f:.]*]?|\\d{1,3}(\\.\\d{1,3}){3}");

    static ProxyExemption of(String entry) {
        String text = entry.strip().toLowerCase(Locale.ROOT);
        Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            return new ProxyExemption(range.group(1), -1, Integer.parseInt(range.group(2)));
        }
        Matcher port = WITH_PORT.matcher(text);
        boolean withPort = port.matches();
        String host = withPort ? port.group(1) : text;
        return new ProxyExemption(
                host.replaceFirst("^\\*?\\.", ""), withPort ? Integer.parseInt(port.group(2)) : -1, -1);
    }

    /**
     * Returns whether a call is meant.
     *
     * @param called the host in small letters, an address of IPv6 in brackets
     * @param calledPort -1 for HTTPS' own
     */
    boolean matches(String called, int calledPort) {
        if (port >= 0 && port != (calledPort < 0 ? 443 : calledPort)) {
            return false;
        }
        if (bits < 0 && (host.equals("*") || called.equals(host) || called.endsWith("." + host))) {
            return true;
        }
        byte[] ours = literal(host);
        byte[] theirs = literal(called);
        return ours != null && theirs != null && ours.length == theirs.length && begin(ours, theirs);
    }

    private boolean begin(byte[] ours, byte[] theirs) {
        int count = bits < 0 ? ours.length * 8 : Math.min(bits, ours.length * 8);
        for (int bit = 0; bit < count; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static byte @Nullable [] literal(String host) {
        if (!LITERAL.matcher(host).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(host).getAddress();
        } catch (UnknownHostException noAddress) {
            return null;
        }
    }
}
