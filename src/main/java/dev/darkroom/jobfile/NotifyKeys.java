package dev.darkroom.jobfile;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.jobfile.rules.NotifyRules;
import dev.darkroom.jobfile.rules.NotifyRules.MailRules;
import dev.darkroom.jobfile.rules.NotifyRules.MailTls;
import dev.darkroom.manifest.InputProblem;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the job file's {@code notify}: a group of keys, or a list of such groups. */
final class NotifyKeys {

    static final String GROUP = "notify";

    private static final List<JobKey<?>> OF_MAIL = JobKeys.ALL.stream()
            .filter(key -> key.name().startsWith("notify.smtp."))
            .toList();
    private static final List<JobKey<?>> KEYS = JobKeys.ALL.stream()
            .filter(key -> key.name().startsWith(GROUP + "."))
            .toList();

    private final YamlValue.YamlEntries root;

    NotifyKeys(YamlValue.YamlEntries root) {
        this.root = root;
    }

    /** Returns what is wrong with the entries of a list, and with keys that do not go together. */
    List<InputProblem> problems() {
        List<InputProblem> problems = new ArrayList<>();
        for (JobValues entry : entries()) {
            List<InputProblem> own = isList() ? entry.problems(KEYS) : List.of();
            problems.addAll(own);
            if (own.isEmpty()) {
                check(entry, problems);
            }
        }
        return problems;
    }

    /** Returns the addresses that are told, none if there is none. */
    List<NotifyRules> rules() {
        return entries().stream()
                .filter(entry -> entry.given(JobKeys.NOTIFY_URL) != null || givenOf(OF_MAIL, entry) != null)
                .map(NotifyKeys::rules)
                .toList();
    }

    private static NotifyRules rules(JobValues entry) {
        URI url = entry.find(JobKeys.NOTIFY_URL);
        return new NotifyRules(
                url,
                entry.get(JobKeys.NOTIFY_FORMAT),
                url == null ? mail(entry) : null,
                Set.copyOf(entry.get(JobKeys.NOTIFY_ON)));
    }

    private static MailRules mail(JobValues entry) {
        MailTls tls = entry.get(JobKeys.NOTIFY_SMTP_TLS);
        Integer port = entry.find(JobKeys.NOTIFY_SMTP_PORT);
        return new MailRules(
                entry.get(JobKeys.NOTIFY_SMTP_HOST),
                port == null ? tls.port() : port,
                tls,
                entry.find(JobKeys.NOTIFY_SMTP_USER),
                entry.get(JobKeys.NOTIFY_SMTP_FROM),
                entry.get(JobKeys.NOTIFY_SMTP_TO));
    }

    private boolean isList() {
        return root.value(GROUP) instanceof YamlValue.YamlItems;
    }

    /** Returns the job's values once for each entry, as if it were the only one. */
    private List<JobValues> entries() {
        if (root.value(GROUP) instanceof YamlValue.YamlItems list) {
            return list.items().stream()
                    .map(item -> new JobValues(root.with(List.of(GROUP), item)))
                    .toList();
        }
        return List.of(new JobValues(root));
    }

    private static void check(JobValues entry, List<InputProblem> problems) {
        YamlValue any = givenOf(KEYS, entry);
        YamlValue url = entry.given(JobKeys.NOTIFY_URL);
        YamlValue mail = givenOf(OF_MAIL, entry);
        if (any == null) {
            return;
        }
        if (url == null && mail == null) {
            problems.add(missing(any, JobKeys.NOTIFY_URL));
            return;
        }
        if (url != null && mail != null) {
            problems.add(mail.place()
                    .problem(
                            ErrorCode.BAD_VALUE,
                            "notify has both url and smtp",
                            "Make it a list with an entry for each"));
            return;
        }
        if (mail != null) {
            checkMail(entry, mail, problems);
        }
    }

    private static void checkMail(JobValues entry, YamlValue mail, List<InputProblem> problems) {
        for (JobKey<?> key : List.of(JobKeys.NOTIFY_SMTP_HOST, JobKeys.NOTIFY_SMTP_FROM, JobKeys.NOTIFY_SMTP_TO)) {
            if (entry.given(key) == null) {
                problems.add(missing(mail, key));
            }
        }
        YamlValue format = entry.given(JobKeys.NOTIFY_FORMAT);
        if (format != null) {
            problems.add(format.place()
                    .problem(
                            ErrorCode.BAD_VALUE,
                            "notify.format is for a post to notify.url, and this is a mail",
                            "Take it out"));
        }
        YamlValue user = entry.given(JobKeys.NOTIFY_SMTP_USER);
        String host = entry.find(JobKeys.NOTIFY_SMTP_HOST);
        boolean open = entry.get(JobKeys.NOTIFY_SMTP_TLS) == MailTls.NONE;
        if (user != null && open && host != null && !ServiceAddress.isThisMachine(host)) {
            problems.add(user.place()
                    .problem(
                            ErrorCode.BAD_VALUE,
                            "notify.smtp.user would be sent with its password in the clear",
                            "Set notify.smtp.tls to starttls or tls, or take the user out"));
        }
    }

    private static InputProblem missing(YamlValue near, JobKey<?> key) {
        return near.place().problem(ErrorCode.MISSING_KEY, key.name() + " is missing", "Add it: " + key.meaning());
    }

    /** Returns the value of the first of the keys that is given, or null. */
    private static @Nullable YamlValue givenOf(List<JobKey<?>> keys, JobValues entry) {
        return keys.stream()
                .map(entry::given)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
