package dev.darkroom.job;

import dev.darkroom.jobfile.Notify;
import dev.darkroom.jobfile.Notify.Occasion;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.SummaryFile;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tells the job's {@code notify.url} how the run goes: a POST of what {@code summary.json} holds, with the occasion in a
 * header. The start is told on the side, the end is waited for a while; neither ever changes how the run goes.
 */
final class Notices {

    private final @Nullable Notify notify;
    private final @Nullable Webhook webhook;
    private final AtomicReference<@Nullable Thread> starting = new AtomicReference<>();

    /** @param notify what the job says; null if nothing is told */
    Notices(@Nullable Notify notify) {
        this.notify = notify;
        this.webhook = notify == null ? null : new Webhook(notify.url());
    }

    void started(RunSummary summary) {
        if (!wanted(Occasion.START)) {
            return;
        }
        Thread thread = new Thread(() -> post(Occasion.START, summary, Webhook.Patience.USUAL), "notify");
        thread.setDaemon(true);
        starting.set(thread);
        thread.start();
    }

    /** @param hurry whether the process was asked to end at once */
    void ended(RunSummary summary, boolean hurry) {
        Thread start = starting.getAndSet(null);
        if (start != null) {
            // A listener that hears of the start after the end would believe that the run goes on.
            start.interrupt();
        }
        Integer code = summary.exitCode();
        Occasion occasion = code != null && code == ExitCode.FINISHED ? Occasion.SUCCESS : Occasion.FAILURE;
        if (wanted(occasion)) {
            post(occasion, summary, hurry ? Webhook.Patience.SHORT : Webhook.Patience.USUAL);
        }
    }

    private boolean wanted(Occasion occasion) {
        return notify != null && notify.on().contains(occasion);
    }

    private void post(Occasion occasion, RunSummary summary, Webhook.Patience patience) {
        if (webhook != null) {
            new TolerantTask("cannot tell notify.url of the " + occasion.word(), "the run is not affected")
                    .attempt(() -> webhook.post(occasion.word(), SummaryFile.text(summary) + "\n", patience));
        }
    }
}
