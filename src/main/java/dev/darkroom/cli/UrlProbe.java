package dev.darkroom.cli;

import dev.darkroom.api.PrivateAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether an image can be had from its address, as the service will: over https, without a login, from the
 * internet. Addresses inside a private network are never asked, nor is a redirect to one followed. A host that has once
 * not answered is not asked again. Thread-safe; blocks until there is an answer.
 */
final class UrlProbe {

    private static final int MOST_HOPS = 5;
    private static final int TOO_MANY_REQUESTS = 429;

    /** What hosts say that know no HEAD, or whose signed addresses are for GET alone. */
    private static final Set<Integer> HEAD_REFUSED = Set.of(400, 403, 405, 501);

    private final Web web;
    private final Names names;
    private final Map<String, String> deadHosts = new ConcurrentHashMap<>();

    UrlProbe(Web web, Names names) {
        this.web = web;
        this.names = names;
    }

    /** Returns why the service could not fetch the image, or null if it could. */
    @Nullable
    String fault(String url) throws InterruptedException {
        try {
            return follow(new URI(url));
        } catch (java.net.URISyntaxException broken) {
            return "it is no web address";
        }
    }

    private @Nullable String follow(URI url) throws InterruptedException {
        URI at = url;
        for (int hop = 0; hop < MOST_HOPS; hop++) {
            String host = at.getHost();
            if (host == null || !"https".equalsIgnoreCase(at.getScheme())) {
                return hop == 0 ? "it is no https address" : "it leads to an address that is not https";
            }
            String folded = host.toLowerCase(Locale.ROOT);
            String dead = hostFault(folded);
            if (dead != null) {
                return dead;
            }
            Answer answer;
            try {
                answer = ask(at);
            } catch (IOException failed) {
                String words = failed instanceof HttpTimeoutException ? "gives no answer in time" : "cannot be reached";
                deadHosts.put(folded, "its host " + folded + " " + words);
                return deadHosts.get(folded);
            }
            String location = answer.location();
            if (answer.status() / 100 != 3 || location == null) {
                return statusFault(answer.status());
            }
            at = at.resolve(location);
        }
        return "it is redirected more than " + MOST_HOPS + " times";
    }

    private @Nullable String hostFault(String host) {
        String dead = deadHosts.get(host);
        if (dead != null) {
            return dead;
        }
        try {
            for (InetAddress address : names.addresses(host)) {
                if (PrivateAddresses.contain(address)) {
                    deadHosts.put(host, "its host " + host + " is inside a private network");
                }
            }
        } catch (UnknownHostException unknown) {
            deadHosts.put(host, "its host " + host + " is not known");
        }
        return deadHosts.get(host);
    }

    private Answer ask(URI url) throws IOException, InterruptedException {
        Answer head = web.ask("HEAD", url);
        return HEAD_REFUSED.contains(head.status()) ? web.ask("GET", url) : head;
    }

    /** A host that has had enough of us has not said that the image is not there. */
    private static @Nullable String statusFault(int status) {
        boolean there = status / 100 == 2 || status == TOO_MANY_REQUESTS;
        return there ? null : "its host answers with status " + status;
    }

    /** One exchange; of a GET's body no more than the start is asked for. */
    interface Web {

        Answer ask(String method, URI url) throws IOException, InterruptedException;
    }

    /** Finds a host's addresses. */
    interface Names {

        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /**
     * What a host answered.
     *
     * @param status the HTTP status
     * @param location where it redirects to, or null
     */
    record Answer(int status, @Nullable String location) {}
}
