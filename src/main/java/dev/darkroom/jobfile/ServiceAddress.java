package dev.darkroom.jobfile;

import dev.darkroom.api.ServiceProfile;
import dev.darkroom.api.ServiceProfiles;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The service that a job submits to: the simulator inside this process, or one at a base address.
 *
 * @param base the base address without a slash at its end, or null for the simulator inside this process
 */
public record ServiceAddress(@Nullable URI base) {

    /** The vendor's own address, from its model pages. */
    public static final String DEFAULT_BASE = ServiceProfiles.DEFAULT.defaultBase();

    private static final String SIMULATOR = "simulator";
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(0*:)*:?0*1]");

    public ServiceAddress {
        base = base == null ? null : normal(base);
    }

    /** Returns the simulator inside this process. */
    public static ServiceAddress simulator() {
        return new ServiceAddress(null);
    }

    /**
     * Reads {@code simulator} or a base address. Scheme and host are put in lower case, a default port and slashes at
     * the end are dropped, so that one service has one identity.
     *
     * @throws IllegalArgumentException if it is neither, or not safe to send a token to; the message says what a base
     *     address must be
     */
    public static ServiceAddress parse(String text) {
        if (text.equals(SIMULATOR)) {
            return simulator();
        }
        try {
            return new ServiceAddress(new URI(text));
        } catch (URISyntaxException broken) {
            throw new IllegalArgumentException("is not a web address: " + broken.getReason(), broken);
        }
    }

    /** Returns whether it is the simulator inside this process. */
    public boolean inProcess() {
        return base == null;
    }

    /** Returns the text that stands for this service in a run's identity: {@code simulator}, or the base address. */
    public String identity() {
        return base == null ? SIMULATOR : base.toString();
    }

    /** Returns whether it is the vendor's own, whose account the token is of. */
    public boolean isVendors() {
        return base != null && base.getScheme().equals("https") && profile().owns(base.getHost());
    }

    /** Returns its vendor's profile. */
    public ServiceProfile profile() {
        return ServiceProfiles.at(base);
    }

    /** Returns whether it is on this machine, where nothing costs money. */
    public boolean loopback() {
        return base == null || onThisMachine(base);
    }

    static boolean onThisMachine(URI uri) {
        return isThisMachine(uri.getHost());
    }

    static boolean isThisMachine(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    private static URI normal(URI uri) {
        if (uri.getScheme() == null || uri.getHost() == null) {
            throw new IllegalArgumentException("is neither " + SIMULATOR + " nor a web address");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        List<String> faults = new ArrayList<>();
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            faults.add("has a user, a query or a fragment");
        }
        if (!scheme.equals("https") && !scheme.equals("http")) {
            faults.add("is neither https nor http");
        }
        if (scheme.equals("http") && !onThisMachine(uri)) {
            faults.add("would send the token unencrypted");
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join(", and ", faults));
        }
        int usual = scheme.equals("https") ? 443 : 80;
        String port = uri.getPort() == -1 || uri.getPort() == usual ? "" : ":" + uri.getPort();
        return URI.create(scheme + "://" + host + port + uri.getRawPath().replaceAll("/+$", ""));
    }

    @Override
    public String toString() {
        return identity();
    }
}
