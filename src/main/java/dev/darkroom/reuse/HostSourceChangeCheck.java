package dev.darkroom.reuse;

import dev.darkroom.io.FailureText;
import dev.darkroom.io.LocalPictureReference;
import dev.darkroom.ledger.earlier.EarlierRowFinder;
import dev.darkroom.ledger.history.ObservedSource;
import dev.darkroom.ledger.history.ObservedSources;
import dev.darkroom.ledger.rows.EarlierRow;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.models.RequestInput;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.sources.SourceChangeDetector;
import dev.darkroom.sources.SourceChangeQuery;
import dev.darkroom.sources.SourceVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks with the hosts of source pictures whether they have changed since the purchase. Pages of requests that bring
 * no answers may cost {@link #MAX_LOST} in all; then no host is requested any more, and all sources are taken for
 * unchanged. Thread-safe: pages that wait at the same time cost that time once.
 */
public final class HostSourceChangeCheck implements SourceChangeCheck {

    private static final Logger log = LoggerFactory.getLogger(HostSourceChangeCheck.class);
    private static final Duration MAX_LOST = Duration.ofMinutes(2);

    private final EarlierRowFinder rows;
    private final ObservedSources seen;
    private final SourceChangeDetector watch;
    private final BooleanSupplier stop;
    private final JsonMapper json;
    private final MonotonicClock clock;
    private Duration lost = Duration.ZERO;
    private MonotonicTime lostUntil = MonotonicTime.MIN;
    private boolean given;

    /** @param stop whether to end at once */
    public HostSourceChangeCheck(
            EarlierRowFinder rows,
            ObservedSources seen,
            SourceChangeDetector watch,
            BooleanSupplier stop,
            JsonMapper json,
            MonotonicClock clock) {
        this.rows = rows;
        this.seen = seen;
        this.watch = watch;
        this.stop = stop;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Set<EarlierRow> among(List<EarlierRow> purchases) throws InterruptedException {
        if (isGivenUp()) {
            return Set.of();
        }
        List<EarlierRow> queried = new ArrayList<>();
        List<SourceChangeQuery> queries = queries(purchases, queried);
        MonotonicTime from = clock.now();
        List<SourceVerdict> verdicts = queries.isEmpty() ? List.of() : watch.detect(queries, stop);
        Set<EarlierRow> changed = new HashSet<>();
        long answered = 0;
        for (int i = 0; i < verdicts.size(); i++) {
            SourceVerdict verdict = verdicts.get(i);
            answered += verdict.keyword() == SourceVerdict.VerdictKind.NOT_TOLD ? 0 : 1;
            if (verdict.keyword() == SourceVerdict.VerdictKind.CHANGED) {
                EarlierRow row = queried.get(i);
                changed.add(row);
                log.info(
                        "{} is another picture than row {} of {} was bought for: {}",
                        queries.get(i).url(),
                        row.id(),
                        row.run(),
                        verdict.why());
            }
        }
        if (answered * 2 < verdicts.size()) {
            lose(from);
        }
        return changed;
    }

    private synchronized void lose(MonotonicTime since) {
        MonotonicTime now = clock.now();
        MonotonicTime from = since.isBefore(lostUntil) ? lostUntil : since;
        if (from.isBefore(now)) {
            lost = lost.plus(from.until(now));
            lostUntil = now;
        }
    }

    private synchronized boolean isGivenUp() {
        if (lost.compareTo(MAX_LOST) <= 0) {
            return false;
        }
        if (!given) {
            given = true;
            log.warn(
                    "the sources' hosts mostly do not tell whether a picture changed, or do not answer: they are asked no"
                            + " more, and the rest is reused as if nothing had changed");
        }
        return true;
    }

    private List<SourceChangeQuery> queries(List<EarlierRow> purchases, List<EarlierRow> queried) {
        Map<RowKey, List<ObservedSource>> known = known(purchases);
        Map<RowKey, String> inputs = rows.inputs(purchases);
        List<SourceChangeQuery> queries = new ArrayList<>();
        for (EarlierRow row : purchases) {
            List<ObservedSource> then = known.getOrDefault(row.origin(), List.of());
            for (String url : urls(inputs.get(row.key()))) {
                queried.add(row);
                queries.add(new SourceChangeQuery(url, find(then, url), row.at()));
            }
        }
        return queries;
    }

    private Map<RowKey, List<ObservedSource>> known(List<EarlierRow> purchases) {
        try {
            return seen.of(purchases.stream().map(EarlierRow::origin).toList());
        } catch (LedgerException e) {
            log.info("the sources are judged by their dates alone: {}", FailureText.of(e));
            return Map.of();
        }
    }

    private static @Nullable ObservedSource find(List<ObservedSource> then, String url) {
        return then.stream().filter(one -> one.url().equals(url)).findFirst().orElse(null);
    }

    private List<String> urls(@Nullable String input) {
        // A picture on this disk is the same by its hash.
        return input == null
                ? List.of()
                : new RequestInput(json.readTree(input))
                        .pictures().stream()
                                .filter(url -> !LocalPictureReference.isOne(url))
                                .toList();
    }
}
