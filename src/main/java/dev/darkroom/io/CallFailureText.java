package dev.darkroom.io;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in plain words why a host could not be reached: its name, the way there, its certificate, its silence. */
final class CallFailureText {

    /** The remedy for a certificate that is not trusted. */
    static final String TRUST =
            "If a proxy or your company signs it, put its certificate into a Java trust store and name"
                    + " that by JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=FILE";

    private CallFailureText() {}

    /** Returns whether waiting does not help against one failure of a chain. */
    static boolean isPermanent(Throwable cause) {
        return cause instanceof CertificateException
                || cause instanceof UnknownHostException
                || cause instanceof UnresolvedAddressException
                || (cause instanceof SSLException && says(cause, "PKIX"));
    }

    /**
     * Returns the message for one failure of a chain; empty if it is none of a call.
     *
     * @param host the host as the user knows it, or what it is; null where that is not known
     */
    static Optional<String> of(Throwable cause, @Nullable String host) {
        String there = host == null ? "the host" : host;
        if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
            String name = host == null && cause.getMessage() != null ? hostOf(cause.getMessage()) : there;
            return Optional.of("the name of " + name
                    + " is not known to this machine's name server. Check the address, the network and HTTPS_PROXY");
        }
        if (cause instanceof SSLException || cause instanceof CertificateException) {
            return certificate(cause, there);
        }
        if (cause instanceof HttpTimeoutException || cause instanceof SocketTimeoutException) {
            return Optional.of(there + " did not answer in time. Check the network and HTTPS_PROXY");
        }
        if (cause instanceof NoRouteToHostException || says(cause, "Network is unreachable")) {
            return Optional.of("there is no way to " + there + " from this machine. Check the network and HTTPS_PROXY");
        }
        if (cause instanceof ConnectException && cause.getCause() != null) {
            // An unknown name is told by the cause alone.
            Optional<String> inner = of(cause.getCause(), host);
            if (inner.isPresent()) {
                return inner;
            }
        }
        if (cause instanceof ConnectException) {
            return Optional.of("no connection to " + there + ". Check the address, the network and HTTPS_PROXY");
        }
        if (cause instanceof SocketException) {
            return Optional.of("the connection to " + there + " broke");
        }
        return Optional.empty();
    }

    private static Optional<String> certificate(Throwable failure, String host) {
        String its = "the certificate of " + host;
        if (CauseChain.of(failure).anyMatch(CertificateExpiredException.class::isInstance)) {
            return Optional.of(its + " has expired, or this machine's clock is wrong. Check the clock");
        }
        if (CauseChain.of(failure).anyMatch(CertificateNotYetValidException.class::isInstance)) {
            return Optional.of(its + " is not valid yet, or this machine's clock is wrong. Check the clock");
        }
        if (says(failure, "No subject alternative") || says(failure, "No name matching")) {
            return Optional.of(its + " is that of another host. Check the address, and what stands between");
        }
        if (says(failure, "PKIX") || says(failure, "certif") || failure instanceof CertificateException) {
            return Optional.of(its + " is not trusted here. " + TRUST);
        }
        if (says(failure, "Unsupported or unrecognized SSL message") || says(failure, "plaintext connection")) {
            return Optional.of(host + " speaks no https at this address. Check its scheme and port");
        }
        return Optional.of(
                "no secure connection to " + host + " could be made. Check the address, and what stands between");
    }

    private static String hostOf(String message) {
        return message.split(": ", 2)[0];
    }

    private static boolean says(Throwable failure, String part) {
        return failure.getMessage() != null && failure.getMessage().contains(part);
    }
}
