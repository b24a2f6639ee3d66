package dev.darkroom.monitoring;

import dev.darkroom.io.FailureText;
import dev.darkroom.io.SafeText;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailSendException;

/** Says why a mail was not sent, with the server's own words where it gave any. */
final class MailFailure {

    private static final int MAX_CAUSES = 30;
    private static final int MAX_WORDS = 300;
    private static final int PERMANENT = 500;
    private static final String SERVER = "the mail server";
    private static final String NO_TLS =
            "it speaks no TLS at this port: set notify.smtp.tls to starttls, or notify.smtp.port to one with TLS";

    private MailFailure() {}

    /** @param waited for each answer */
    static String message(Exception failure, Duration waited) {
        List<Throwable> causes = causes(failure);
        SMTPAddressFailedException address = first(causes, SMTPAddressFailedException.class);
        if (address != null) {
            return "the server refuses " + address.getAddress() + ": " + reply(address);
        }
        SMTPSenderFailedException sender = first(causes, SMTPSenderFailedException.class);
        if (sender != null) {
            return "the server refuses the sender: " + reply(sender);
        }
        AuthenticationFailedException user = first(causes, AuthenticationFailedException.class);
        if (user != null) {
            return "the server refuses the user or the password: " + reply(user);
        }
        SMTPSendFailedException refused = first(causes, SMTPSendFailedException.class);
        if (refused != null) {
            return "the server refuses the mail: " + reply(refused);
        }
        return connection(causes, waited);
    }

    private static String connection(List<Throwable> causes, Duration waited) {
        if (first(causes, UnknownHostException.class) != null) {
            return "no connection, its name is not known";
        }
        if (first(causes, SocketTimeoutException.class) != null) {
            return WebhookFailure.of(waited);
        }
        SSLException insecure = first(causes, SSLException.class);
        if (insecure != null) {
            return "no secure connection: " + (speaksNoTls(insecure) ? NO_TLS : FailureText.ofCall(insecure, SERVER));
        }
        Throwable plain = causes.stream()
                .filter(cause -> String.valueOf(cause.getMessage()).contains("STARTTLS is required"))
                .findFirst()
                .orElse(null);
        if (plain != null) {
            return "the server offers no STARTTLS: set notify.smtp.tls to tls, or to none for one in your own network";
        }
        if (first(causes, ConnectException.class) != null) {
            return "no connection";
        }
        Throwable last = causes.get(causes.size() - 1);
        return last.getMessage() == null ? last.getClass().getSimpleName() : reply(last);
    }

    private static boolean speaksNoTls(SSLException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("Unsupported or unrecognized SSL message") || message.contains("plaintext connection");
    }

    /** Returns whether another attempt may succeed: not where the server has refused for good. */
    static boolean mayPass(Exception failure) {
        List<Throwable> causes = causes(failure);
        SMTPAddressFailedException address = first(causes, SMTPAddressFailedException.class);
        SMTPSendFailedException mail = first(causes, SMTPSendFailedException.class);
        SMTPSenderFailedException sender = first(causes, SMTPSenderFailedException.class);
        boolean refused = (address != null && address.getReturnCode() >= PERMANENT)
                || (mail != null && mail.getReturnCode() >= PERMANENT)
                || (sender != null && sender.getReturnCode() >= PERMANENT);
        return !refused && first(causes, AuthenticationFailedException.class) == null;
    }

    /** Lists a failure and all that it was caused by, the outermost first. */
    private static List<Throwable> causes(Exception failure) {
        List<Throwable> causes = new ArrayList<>();
        add(failure, causes);
        return causes;
    }

    private static void add(@Nullable Throwable cause, List<Throwable> causes) {
        if (cause == null || causes.contains(cause) || causes.size() >= MAX_CAUSES) {
            return;
        }
        causes.add(cause);
        if (cause instanceof MailSendException several) {
            for (Exception one : several.getMessageExceptions()) {
                add(one, causes);
            }
        }
        if (cause instanceof MessagingException messaging) {
            add(messaging.getNextException(), causes);
        }
        add(cause.getCause(), causes);
    }

    private static <T> @Nullable T first(List<Throwable> causes, Class<T> kind) {
        return causes.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElse(null);
    }

    /** Returns what the server said, on one line, without Java's names. */
    private static String reply(Throwable cause) {
        String message =
                String.valueOf(cause.getMessage()).replaceAll("\\s+", " ").strip();
        String plain = message.replaceFirst("^[\\w.]+Exception: ", "");
        return SafeText.line(plain.toLowerCase(Locale.ROOT).equals("null") ? "no reason given" : plain, MAX_WORDS);
    }
}
