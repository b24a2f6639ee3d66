package dev.darkroom.monitoring;

import dev.darkroom.io.SafeText;
import dev.darkroom.jobfile.rules.NotifyRules.MailRules;
import dev.darkroom.jobfile.rules.NotifyRules.MailTls;
import dev.darkroom.monitoring.WebhookClient.RetryLimits;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/**
 * Sends mail by a server of the user's own. The certificate must be trusted here and bear the server's name. Never
 * throws for what goes wrong on the way. Thread-safe.
 */
final class MailClient {

    private static final Logger log = LoggerFactory.getLogger(MailClient.class);

    private final MailRules rules;
    private final MailPassword password;

    MailClient(MailRules rules, MailPassword password) {
        this.rules = rules;
        this.password = password;
    }

    /**
     * Sends a mail.
     *
     * @param event what it is about
     * @return why it could not be sent, null if the server has taken it for everybody
     */
    @Nullable
    String send(String event, String subject, String text, RetryLimits limits) {
        String trouble = "";
        boolean mayPass = true;
        for (int attempt = 1; attempt <= limits.failedCalls() && mayPass; attempt++) {
            try {
                if (attempt > 1) {
                    TimeUnit.MILLISECONDS.sleep(limits.pause().toMillis());
                }
                sendOnce(event, subject, text, limits);
                log.info("mailed the {} by {}", event, place());
                return null;
            } catch (MailException | MessagingException e) {
                trouble = MailFailure.message(e, limits.timeout());
                mayPass = MailFailure.mayPass(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return untold(event, "there was no time left");
            } catch (MailPassword.MissingPasswordException e) {
                return untold(event, String.valueOf(e.getMessage()));
            }
        }
        return untold(event, trouble + ". Check notify.smtp");
    }

    private String untold(String event, String why) {
        String message = "could not mail the " + event + " by " + place() + ": " + why + "; the run is not affected";
        log.info(message);
        return message;
    }

    private String place() {
        return rules.host() + ":" + rules.port();
    }

    private void sendOnce(String event, String subject, String text, RetryLimits limits) throws MessagingException {
        JavaMailSenderImpl sender = sender(limits);
        MimeMessage message = sender.createMimeMessage();
        MimeMessageHelper mail = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
        mail.setFrom(rules.from());
        mail.setTo(rules.to().toArray(String[]::new));
        mail.setSubject(SafeText.line(subject));
        mail.setText(text);
        message.setHeader(WebhookClient.EVENT, event);
        sender.send(message);
    }

    private JavaMailSenderImpl sender(RetryLimits limits) {
        boolean tls = rules.tls() == MailTls.TLS;
        String protocol = tls ? "smtps" : "smtp";
        String prefix = "mail." + protocol + ".";
        Properties properties = new Properties();
        String millis = Long.toString(limits.timeout().toMillis());
        properties.setProperty(prefix + "connectiontimeout", millis);
        properties.setProperty(prefix + "timeout", millis);
        properties.setProperty(prefix + "writetimeout", millis);
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "starttls.enable", Boolean.toString(rules.tls() == MailTls.STARTTLS));
        properties.setProperty(prefix + "starttls.required", Boolean.toString(rules.tls() == MailTls.STARTTLS));
        // Whom the server refuses is told, and the others get their mail.
        properties.setProperty(prefix + "sendpartial", "true");
        properties.setProperty(prefix + "auth", Boolean.toString(rules.user() != null));
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setProtocol(protocol);
        sender.setHost(rules.host());
        sender.setPort(rules.port());
        sender.setJavaMailProperties(properties);
        if (rules.user() != null) {
            sender.setUsername(rules.user());
            sender.setPassword(password.read());
        }
        return sender;
    }
}
