package dev.darkroom.monitoring;

import dev.darkroom.jobfile.rules.NotifyRules;
import dev.darkroom.jobfile.rules.NotifyRules.NotifyOccasion;
import dev.darkroom.monitoring.WebhookClient.RetryLimits;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.SummaryFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the job's {@code notify} how the run goes, by posts and by mail. The start is told on the side; the end is told
 * to all at once and waited for a while. Neither ever changes how the run goes; what could not be told is told here.
 */
public final class RunNotifications {

    private static final Logger log = LoggerFactory.getLogger(RunNotifications.class);
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final Duration SHORT_WAIT = Duration.ofSeconds(3);

    private final List<NotifyRules> rules;
    private final MailPassword password;
    private final MonotonicClock clock;
    private final List<Telling> starting = new ArrayList<>();
    private final List<String> untold = new CopyOnWriteArrayList<>();

    /**
     * @param rules whom to tell, and when
     * @param environment the value of a variable, null if it is not set
     */
    public RunNotifications(
            List<NotifyRules> rules, Function<String, @Nullable String> environment, MonotonicClock clock) {
        this.clock = clock;
        this.rules = List.copyOf(rules);
        this.password = new MailPassword(environment);
    }

    /** Returns whether anybody wants to hear of the start. */
    public boolean tellsStart() {
        return rules.stream().anyMatch(rule -> rule.on().contains(NotifyOccasion.START));
    }

    /**
     * Tells that the run begins. To be called once.
     *
     * @param summary with the run's rows and estimate
     */
    public void started(RunSummary summary) {
        for (NotifyRules rule : rules) {
            if (rule.on().contains(NotifyOccasion.START)) {
                starting.add(begin(rule, NotifyOccasion.START, summary, RetryLimits.DEFAULT));
            }
        }
    }

    /**
     * Tells that the run has ended those who want to hear of such an end. One that stopped is a failure to those who do
     * not tell stops from failures.
     *
     * @param how SUCCESS, FAILURE or STOPPED
     * @param hurry whether the process was told to end at once
     * @return a sentence for each message, of the start too, that did not get through
     */
    public List<String> ended(RunSummary summary, NotifyOccasion how, boolean hurry) {
        endStarting(hurry);
        List<Telling> ending = new ArrayList<>();
        for (NotifyRules rule : rules) {
            NotifyOccasion occasion = heard(rule, how);
            if (occasion != null) {
                ending.add(begin(rule, occasion, summary, hurry ? RetryLimits.SHORT : RetryLimits.DEFAULT));
            }
        }
        await(ending, hurry ? SHORT_WAIT : WAIT);
        return List.copyOf(untold);
    }

    /**
     * Leaves the start a moment to be told: a small run ends soon. Then it is given up, since a
     * listener that hears of it after the end would believe that the run is still running.
     */
    private void endStarting(boolean hurry) {
        MonotonicTime end = clock.now().plus(hurry ? Duration.ZERO : SHORT_WAIT);
        join(starting, end);
        starting.forEach(telling -> telling.thread().interrupt());
    }

    private static @Nullable NotifyOccasion heard(NotifyRules rule, NotifyOccasion how) {
        if (rule.on().contains(how)) {
            return how;
        }
        boolean asFailure = how == NotifyOccasion.STOPPED && rule.on().contains(NotifyOccasion.FAILURE);
        return asFailure ? NotifyOccasion.FAILURE : null;
    }

    private Telling begin(NotifyRules rule, NotifyOccasion occasion, RunSummary summary, RetryLimits limits) {
        Thread thread = new Thread(
                () -> new TolerantTask("cannot tell notify of the " + occasion.keyword(), "the run is not affected")
                        .attempt(() -> tell(rule, occasion, summary, limits)),
                "notify");
        thread.setDaemon(true);
        thread.start();
        return new Telling(thread, rule.host(), occasion);
    }

    private void tell(NotifyRules rule, NotifyOccasion occasion, RunSummary summary, RetryLimits limits) {
        String event = occasion.keyword();
        String failed = null;
        if (rule.url() != null) {
            failed = new WebhookClient(rule.url())
                    .post(event, NotificationText.body(rule.format(), occasion, summary), limits);
        } else if (rule.mail() != null) {
            String text = NotificationText.of(occasion, summary) + "\n\n" + SummaryFile.text(summary) + "\n";
            failed = new MailClient(rule.mail(), password)
                    .send(event, NotificationText.subject(occasion, summary), text, limits);
        }
        if (failed != null) {
            untold.add(failed);
        }
    }

    /** Waits for all of them together, and gives up those that take longer. */
    private void await(List<Telling> all, Duration most) {
        join(all, clock.now().plus(most));
        for (Telling telling : all) {
            if (telling.thread().isAlive()) {
                telling.thread().interrupt();
                String message = "could not tell " + telling.host() + " of the "
                        + telling.occasion().keyword() + ": it took longer than " + most.toSeconds()
                        + " s; the run is not affected";
                log.info(message);
                untold.add(message);
            }
        }
    }

    private void join(List<Telling> all, MonotonicTime end) {
        try {
            for (Telling telling : all) {
                telling.thread().join(Math.max(1, clock.now().until(end).toMillis()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A message on its way. */
    private record Telling(Thread thread, String host, NotifyOccasion occasion) {}
}
