package dev.darkroom.jobfile.rules;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * The job file's {@code notify}: where {@code summary.json} is posted to.
 *
 * @param url https, or http on this machine; it may bear a secret and is kept out of {@link #toString}
 * @param on when to post
 */
public record NotifyRules(URI url, Set<NotifyOccasion> on) {

    /** The occasions for a post. */
    public enum NotifyOccasion {
        START,
        SUCCESS,
        FAILURE;

        /** Returns the keyword in the job file. */
        public String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public NotifyRules {
        Objects.requireNonNull(url, "url is null");
        on = Set.copyOf(on);
    }

    @Override
    public String toString() {
        return "Notify[host=" + url.getHost() + ", on=" + on + "]";
    }
}
