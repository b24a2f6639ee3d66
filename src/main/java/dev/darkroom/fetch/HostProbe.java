package dev.darkroom.fetch;

import dev.darkroom.api.ProxyRoutes;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a host can be reached on the way that fetches take: the same rules for addresses, name system, proxy and
 * certificates. Whatever the host answers will do.
 */
public final class HostProbe {

    private final AddressPolicy policy;
    private final RedirectFollower hops;

    /** @param deadline for the answer */
    public HostProbe(AddressPolicy policy, Duration deadline, InstantSource clock) {
        this.policy = policy;
        this.hops = new RedirectFollower(policy, deadline, clock);
    }

    /**
     * Returns why the host cannot be reached, with what to do about it; null if it answered.
     *
     * @param host with its port, such as {@code host:8443}, where that is not the usual one
     */
    public @Nullable String fault(String host) throws InterruptedException {
        String url = "https://" + host + "/";
        try {
            policy.check(url);
        } catch (AddressPolicy.UntrustedAddressException e) {
            return e.getMessage();
        } catch (UnknownHostException e) {
            return "its name is not known here: see that this machine's name server knows it, or name a proxy by"
                    + " HTTPS_PROXY";
        }
        try {
            return hops.follow(url, RedirectFollower.RequestFactory.HEAD, HostProbe::refusal)
                    .orElse(null);
        } catch (FetchException e) {
            return e.silentHost() == null ? null : silent(host, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return silent(host, String.valueOf(e.getMessage()));
        }
    }

    /** Returns what a proxy that lets nothing through answered; the host's own answers have a body, if an empty one. */
    private static Optional<String> refusal(HttpResponse<InputStream> response) {
        return response.body() == null
                ? Optional.of("the proxy answered with HTTP " + response.statusCode()
                        + ": see that it lets this host through")
                : Optional.empty();
    }

    private static String silent(String host, String message) {
        if (message.contains("PKIX") || message.contains("certificate") || message.contains("SSL")) {
            return "no trusted connection to it can be made: where a proxy or a company's network puts in a certificate of"
                    + " its own, let Java trust it by -Djavax.net.ssl.trustStore";
        }
        URI address = URI.create("https://" + host + "/");
        String proxy = ProxyRoutes.through(address);
        return proxy == null
                ? "it gives no answer: see that a firewall lets this machine connect to its port "
                        + (address.getPort() < 0 ? 443 : address.getPort()) + ", or name a proxy by HTTPS_PROXY"
                : "no answer comes through the proxy " + proxy + ": see that it lets this host through";
    }
}
