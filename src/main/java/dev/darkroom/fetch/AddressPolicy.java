package dev.darkroom.fetch;

import dev.darkroom.io.PictureAddress;
import dev.darkroom.io.PictureAddress.AddressFault;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;

/** Decides which addresses may be requested. Thread-safe; looks names up, so it may block. */
public interface AddressPolicy {

    /**
     * Returns the address to request, if there is one.
     *
     * @throws UntrustedAddressException if it may not be requested
     * @throws UnknownHostException if its host has no address
     */
    URI check(String url) throws UntrustedAddressException, UnknownHostException;

    /** Returns the kind of file behind the addresses, for messages: {@code output} or {@code source}. */
    String what();

    /** Returns a phrase for what bounds its size, for messages. */
    String bound();

    /** Finds the addresses of a host. */
    @FunctionalInterface
    interface HostResolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** An address that is not requested. */
    final class UntrustedAddressException extends Exception {

        private static final long serialVersionUID = 1L;

        UntrustedAddressException(String message) {
            super(message);
        }
    }

    /** Reads a web address that has a host and no login; it is requested in the form in which rows send it. */
    static URI parse(String url, String what) throws UntrustedAddressException {
        try {
            URI uri = new URI(PictureAddress.normalized(url));
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getRawUserInfo() != null) {
                throw new UntrustedAddressException("the " + what + "'s address is not a plain web address");
            }
            if (uri.getHost() == null) {
                throw new UntrustedAddressException(
                        "the " + what + "'s host has a name that Darkroom cannot look up: " + uri.getRawAuthority());
            }
            return uri;
        } catch (URISyntaxException e) {
            AddressFault fault = PictureAddress.fault(url);
            String reason = fault == null ? e.getReason() : "it " + fault.message();
            throw new UntrustedAddressException("the " + what + "'s address cannot be read: " + reason);
        }
    }

    /** Returns whether the address has a host that Java can look up, which one with an underscore is not. */
    static boolean hasPlainHost(String url) {
        try {
            return new URI(PictureAddress.normalized(url)).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
