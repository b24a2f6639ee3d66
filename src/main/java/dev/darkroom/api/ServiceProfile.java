package dev.darkroom.api;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Says all that is one vendor's own of a service. What an answer means for money is the same for every service, and
 * stands in {@link ResponseParser}.
 *
 * @param vendor the vendor's name, as messages use it
 * @param defaultBase the service's address unless somebody names another
 * @param baseVariable the environment variable that may name another
 * @param tokenVariable the environment variable that holds the account's token
 * @param domains the vendor's, in lower case: the token may go there on a job file's word alone, and outputs lie there
 * @param outputHost the vendor's host on which outputs lie, as far as its pages tell: what is known of earlier outputs goes
 *     before it
 * @param endpoints the calls' addresses
 * @param statusWords where a request stands
 * @param errors what its error numbers mean
 */
public record ServiceProfile(
        String vendor,
        String defaultBase,
        String baseVariable,
        String tokenVariable,
        List<String> domains,
        String outputHost,
        ServiceEndpoints endpoints,
        JobStatusWords statusWords,
        ErrorNumbers errors) {

    public ServiceProfile {
        Objects.requireNonNull(vendor, "vendor is null");
        Objects.requireNonNull(defaultBase, "defaultBase is null");
        Objects.requireNonNull(baseVariable, "baseVariable is null");
        Objects.requireNonNull(tokenVariable, "tokenVariable is null");
        Objects.requireNonNull(outputHost, "outputHost is null");
        Objects.requireNonNull(endpoints, "endpoints is null");
        Objects.requireNonNull(statusWords, "message is null");
        Objects.requireNonNull(errors, "errors is null");
        domains = List.copyOf(domains);
    }

    /** Returns whether a host is the vendor's. */
    public boolean owns(String host) {
        String folded = host.toLowerCase(Locale.ROOT);
        return domains.stream().anyMatch(domain -> isIn(domain, folded));
    }

    /**
     * Returns whether a host is in a domain; only a whole label counts: another's name may well end with the vendor's.
     */
    static boolean isIn(String domain, String host) {
        return host.equals(domain) || host.endsWith("." + domain);
    }
}
