package dev.darkroom.monitoring;

import dev.darkroom.jobfile.rules.NotifyRules;
import dev.darkroom.jobfile.rules.NotifyRules.NotifyOccasion;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.SummaryFile;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tells the job's {@code notify.url} how the run goes: a POST of what {@code summary.json} holds, with the occasion in
 * a header. The start is told on the side, the end is waited for a while; neither ever changes how the run goes.
 */
public final class RunNotifications {

    private final @Nullable NotifyRules notify;
    private final @Nullable WebhookClient webhook;
    private final AtomicReference<@Nullable Thread> starting = new AtomicReference<>();

    /** @param notify what the job says; null if nothing is told */
    public RunNotifications(@Nullable NotifyRules notify) {
        this.notify = notify;
        this.webhook = notify == null ? null : new WebhookClient(notify.url());
    }

    public void started(RunSummary summary) {
        if (!wanted(NotifyOccasion.START)) {
            return;
        }
        Thread thread =
                new Thread(() -> post(NotifyOccasion.START, summary, WebhookClient.RetryLimits.DEFAULT), "notify");
        thread.setDaemon(true);
        starting.set(thread);
        thread.start();
    }

    /**
     * Posts that the run has ended, if the job wants to hear of such an end.
     *
     * @param succeeded whether it ended as a success
     * @param hurry whether the process was told to end at once
     */
    public void ended(RunSummary summary, boolean succeeded, boolean hurry) {
        Thread start = starting.getAndSet(null);
        if (start != null) {
            // A listener that hears of the start after the end would believe that the run is still running.
            start.interrupt();
        }
        NotifyOccasion occasion = succeeded ? NotifyOccasion.SUCCESS : NotifyOccasion.FAILURE;
        if (wanted(occasion)) {
            post(occasion, summary, hurry ? WebhookClient.RetryLimits.SHORT : WebhookClient.RetryLimits.DEFAULT);
        }
    }

    private boolean wanted(NotifyOccasion occasion) {
        return notify != null && notify.on().contains(occasion);
    }

    private void post(NotifyOccasion occasion, RunSummary summary, WebhookClient.RetryLimits limits) {
        if (webhook != null) {
            new TolerantTask("cannot tell notify.url of the " + occasion.keyword(), "the run is not affected")
                    .attempt(() -> webhook.post(occasion.keyword(), SummaryFile.text(summary) + "\n", limits));
        }
    }
}
