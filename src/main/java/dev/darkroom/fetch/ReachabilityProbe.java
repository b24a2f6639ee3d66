package dev.darkroom.fetch;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.fetch.FetchException.FetchFailure;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a picture can be had from its address, as a service will fetch it, without fetching it. A host that has
 * once not answered is not contacted again, nor is it where another one redirects to it. Thread-safe; blocks until
 * there is an answer.
 */
public final class ReachabilityProbe {

    /**
     * The statuses that refuse HEAD; beside hosts that know no HEAD, there are those whose signed addresses are for GET
     * alone.
     */
    private static final Set<Integer> HEAD_REFUSED = Set.of(400, 403, 405, 501);

    private final Map<String, String> deadHosts = new ConcurrentHashMap<>();
    private final HeadRequest inquiry;

    /** @param deadline for each answer */
    public ReachabilityProbe(AddressPolicy policy, Duration deadline, InstantSource clock) {
        this.inquiry = new HeadRequest(new LiveHosts(policy), HEAD_REFUSED, deadline, clock);
    }

    /** Returns why the picture cannot be had, or null if it can. */
    public @Nullable String fault(String url) throws InterruptedException {
        try {
            inquiry.send(url);
            return null;
        } catch (FetchException e) {
            String silent = e.silentHost();
            if (silent != null) {
                return silent(silent.toLowerCase(Locale.ROOT), e.code());
            }
            // A host that has had enough of us has not said that the picture is not there.
            return e.kind() == FetchFailure.THROTTLED ? null : e.getMessage();
        }
    }

    private String silent(String host, String code) {
        String what = code.equals(ErrorCode.NO_SUCH_HOST.code()) ? " is not known" : " gives no answer";
        return deadHosts.computeIfAbsent(host, dead -> "its host " + dead + what);
    }

    /** Refuses hosts that have not answered. */
    private final class LiveHosts implements AddressPolicy {

        private final AddressPolicy policy;

        LiveHosts(AddressPolicy policy) {
            this.policy = policy;
        }

        @Override
        public URI check(String url) throws UntrustedAddressException, UnknownHostException {
            String host = AddressPolicy.parse(url, what()).getHost().toLowerCase(Locale.ROOT);
            String dead = deadHosts.get(host);
            if (dead != null) {
                throw new UntrustedAddressException(dead);
            }
            return policy.check(url);
        }

        @Override
        public String what() {
            return policy.what();
        }

        @Override
        public String bound() {
            return policy.bound();
        }
    }
}
