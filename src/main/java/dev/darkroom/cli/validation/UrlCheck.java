package dev.darkroom.cli.validation;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.fetch.AddressFinding;
import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.fetch.FetchPolicy;
import dev.darkroom.fetch.ReachabilityProbe;
import dev.darkroom.io.LocalPictureReference;
import dev.darkroom.io.PictureAddress;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.preparation.PreparedRow;
import dev.darkroom.models.RequestInput;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Checks the addresses of the rows' images at their hosts, a few at a time and each address once, and reports those
 * that cannot be had in the manifest's order. Used by one thread; {@link #close} ends its own.
 */
public final class UrlCheck implements AutoCloseable {

    private static final int THREADS = 8;
    private static final int MAX_WAITING = 64;

    private final ReachabilityProbe probe;
    private final boolean samplesKnown;
    private final FindingReporter findings;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, UrlCheck::daemon);
    private final Set<String> asked = new HashSet<>();
    private final Queue<PendingCheck> waiting = new ArrayDeque<>();
    private final String file;
    private long unreachable;
    private long unchecked;
    private long begun;
    private long warnings;

    /**
     * @param file the manifest as problems name it
     * @param samplesKnown whether the service is the simulator, which has the sample catalog's pictures itself
     */
    public UrlCheck(ReachabilityProbe probe, String file, boolean samplesKnown, FindingReporter findings) {
        this.probe = probe;
        this.file = file;
        this.samplesKnown = samplesKnown;
        this.findings = findings;
    }

    /** Has the row's new addresses checked; waits only if too many are on the way. */
    public void row(PreparedRow row) throws InterruptedException {
        if (row.input() == null) {
            return;
        }
        for (String url : new RequestInput(row.input()).pictures()) {
            if (isSample(url) || LocalPictureReference.isOne(url) || !asked.add(url)) {
                continue;
            }
            if (!AddressPolicy.hasPlainHost(url)) {
                unchecked(url, row.line());
            } else {
                waiting.add(new PendingCheck(url, row.line(), threads.submit(() -> probe.check(url))));
            }
        }
        while (waiting.size() > MAX_WAITING) {
            report(waiting.remove());
        }
    }

    /** Waits for all answers and returns the sum of them. */
    CheckedUrls finish() throws InterruptedException {
        while (!waiting.isEmpty()) {
            report(waiting.remove());
        }
        return new CheckedUrls(begun, unreachable, unchecked, warnings);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void unchecked(String url, long line) {
        unchecked++;
        warnings++;
        findings.ofRow(new InputProblem(
                file,
                line,
                null,
                ErrorCode.URL_NOT_CHECKED,
                url + " was not asked for: its host's name " + PictureAddress.host(url)
                        + " holds a character, such as _," + " with which Darkroom cannot look it up",
                "See that it opens in a browser; in the report the source will be missing",
                true));
    }

    private void report(PendingCheck one) throws InterruptedException {
        AddressFinding finding = finding(one);
        if (finding == null) {
            begun++;
            return;
        }
        if (finding.code() == ErrorCode.URL_LARGE) {
            begun++;
        } else if (finding.warning()) {
            unchecked++;
        } else {
            unreachable++;
        }
        warnings += finding.warning() ? 1 : 0;
        findings.ofRow(new InputProblem(
                file,
                one.line(),
                null,
                finding.code(),
                one.url() + " " + finding.message(),
                finding.remedy(),
                finding.warning()));
    }

    private static @Nullable AddressFinding finding(PendingCheck one) throws InterruptedException {
        try {
            return one.finding().get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("asking " + one.url() + " failed", failed.getCause());
        }
    }

    private boolean isSample(String url) {
        return samplesKnown && FetchPolicy.SAMPLE_HOST.equals(PictureAddress.host(url));
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "url-check");
        thread.setDaemon(true);
        return thread;
    }

    private record PendingCheck(String url, long line, Future<@Nullable AddressFinding> finding) {}
}
