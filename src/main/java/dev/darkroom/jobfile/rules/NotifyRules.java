package dev.darkroom.jobfile.rules;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the job file's {@code notify}: an address that is told of a run, by a post or by mail.
 *
 * @param url https, or http on this machine; it may bear a secret and is kept out of {@link #toString}; null for mail
 * @param format of the post
 * @param mail the mail's server and addresses; null for a post
 * @param on when to tell
 */
public record NotifyRules(
        @Nullable URI url, NotifyFormat format, @Nullable MailRules mail, Set<NotifyOccasion> on) {

    /** The occasions for a message. */
    public enum NotifyOccasion {
        START,
        SUCCESS,
        FAILURE,
        STOPPED;

        /** Returns the keyword in the job file. */
        public String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The shape of what is posted. */
    public enum NotifyFormat {
        /** What {@code summary.json} holds, and {@code text}. */
        JSON,
        /** {@code text} alone, as Slack, Mattermost, Rocket.Chat and Google Chat take it. */
        SLACK,
        /** An adaptive card, as the workflows of Teams take it. */
        TEAMS
    }

    /** The protection of a connection to a mail server. */
    public enum MailTls {
        /** Encrypted once the server has greeted; one that does not offer it is not used. */
        STARTTLS(587),
        /** Encrypted from the first byte. */
        TLS(465),
        /** In the clear. */
        NONE(25);

        private final int port;

        MailTls(int port) {
            this.port = port;
        }

        /** Returns the port that servers usually have for it. */
        public int port() {
            return port;
        }
    }

    /**
     * How mail is sent. The password is in the environment alone.
     *
     * @param user null where the server asks for none
     */
    public record MailRules(
            String host, int port, MailTls tls, @Nullable String user, String from, List<String> to) {

        public MailRules {
            to = List.copyOf(to);
        }
    }

    public NotifyRules {
        Objects.requireNonNull(format, "format is null");
        on = Set.copyOf(on);
    }

    /** Returns the host that is told, which holds no secret. */
    public String host() {
        if (url != null) {
            return url.getHost();
        }
        return mail == null ? "nobody" : mail.host();
    }

    @Override
    public String toString() {
        return "Notify[host=" + host() + ", on=" + on + "]";
    }
}
