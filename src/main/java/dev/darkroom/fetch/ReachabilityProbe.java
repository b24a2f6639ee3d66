package dev.darkroom.fetch;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.fetch.FetchException.FetchFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether an address gives what begins as a picture, as a service would ask for it: by its first bytes, no more. A host that has
 * once not answered is not contacted again, nor is it where another one redirects to it. Thread-safe; blocks until
 * there is an answer.
 */
public final class ReachabilityProbe {

    private final Map<String, String> deadHosts = new ConcurrentHashMap<>();
    private final RedirectFollower hops;
    private final Duration deadline;

    /** @param deadline for each answer, and for what is read of it */
    public ReachabilityProbe(AddressPolicy policy, Duration deadline, InstantSource clock) {
        this.hops = new RedirectFollower(new LiveHosts(policy), deadline, clock);
        this.deadline = deadline;
    }

    /** Returns what speaks against the address, or null if it gives what begins as a picture. */
    public @Nullable AddressFinding check(String url) throws InterruptedException {
        try {
            return hops.follow(url, RedirectFollower.RequestFactory.FIRST_BYTES, this::read)
                    .finding(url);
        } catch (FetchException e) {
            String silent = e.silentHost();
            if (silent != null) {
                return AddressFinding.unreachable(silent(silent.toLowerCase(Locale.ROOT), e.code()));
            }
            // A host that has had enough of us has not said that the picture is not there.
            return e.kind() == FetchFailure.THROTTLED
                    ? new AddressFinding(
                            ErrorCode.URL_NOT_CHECKED,
                            "was not checked: its host asked for a pause",
                            "Validate again later",
                            true,
                            null)
                    : AddressFinding.unreachable(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return AddressFinding.unreachable(String.valueOf(e.getMessage()));
        }
    }

    private FirstBytes read(HttpResponse<InputStream> response) throws FetchException, IOException {
        int status = response.statusCode();
        if (status != 200 && status != 206) {
            throw hops.refused(response);
        }
        String contentType = response.headers().firstValue("Content-Type").orElse("");
        return new FirstBytes(response.uri(), contentType, size(response, status), first(response.body()));
    }

    /** Reads no more than the first bytes, also from a host that sends all of it. */
    private String first(InputStream body) throws IOException {
        byte[] first = new byte[FirstBytes.COUNT];
        int length = 0;
        try (BodyTimeLimit time = new BodyTimeLimit(body, deadline, deadline, ended -> {})) {
            byte[] buffer = new byte[FirstBytes.COUNT];
            int read = time.next(buffer);
            while (read >= 0) {
                int taken = Math.min(read, first.length - length);
                System.arraycopy(buffer, 0, first, length, taken);
                length += taken;
                read = length < first.length ? time.next(buffer) : -1;
            }
        }
        return new String(first, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static OptionalLong size(HttpResponse<?> response, int status) {
        String told = status == 206
                ? response.headers().firstValue("Content-Range").orElse("").replaceFirst(".*/", "")
                : response.headers().firstValue("Content-Length").orElse("");
        return told.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(told)) : OptionalLong.empty();
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
