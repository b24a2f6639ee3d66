package dev.darkroom.job;

import dev.darkroom.download.SourceChange;
import dev.darkroom.ledger.EarlierRows;
import dev.darkroom.ledger.EqualRow;
import dev.darkroom.ledger.LedgerException;
import dev.darkroom.ledger.RowKey;
import dev.darkroom.ledger.SeenSource;
import dev.darkroom.ledger.SeenSources;
import dev.darkroom.models.RequestInput;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.sources.SourceQuestion;
import dev.darkroom.sources.SourceVerdict;
import dev.darkroom.sources.SourceWatch;
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
 * Asks the hosts of what was bought for whether it is another picture now. Pages of questions that bring no answers may
 * cost {@link #MOST_LOST} in all; then nobody is asked any more, and all sources are taken for what they were. Used by one
 * thread.
 */
final class AskedSources implements SourceChange {

    private static final Logger log = LoggerFactory.getLogger(AskedSources.class);
    private static final Duration MOST_LOST = Duration.ofMinutes(2);

    private final EarlierRows rows;
    private final SeenSources seen;
    private final SourceWatch watch;
    private final BooleanSupplier stop;
    private final JsonMapper json;
    private final MonotonicClock clock;
    private Duration lost = Duration.ZERO;
    private boolean given;

    /** @param stop whether to end at once */
    AskedSources(
            EarlierRows rows,
            SeenSources seen,
            SourceWatch watch,
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
    public Set<EqualRow> among(List<EqualRow> purchases) throws InterruptedException {
        if (lost.compareTo(MOST_LOST) > 0) {
            giveUp();
            return Set.of();
        }
        List<EqualRow> asked = new ArrayList<>();
        List<SourceQuestion> questions = questions(purchases, asked);
        MonotonicTime from = clock.now();
        List<SourceVerdict> verdicts = questions.isEmpty() ? List.of() : watch.ask(questions, stop);
        Set<EqualRow> changed = new HashSet<>();
        long told = 0;
        for (int i = 0; i < verdicts.size(); i++) {
            SourceVerdict verdict = verdicts.get(i);
            told += verdict.word() == SourceVerdict.Word.NOT_TOLD ? 0 : 1;
            if (verdict.word() == SourceVerdict.Word.CHANGED) {
                EqualRow row = asked.get(i);
                changed.add(row);
                log.info(
                        "{} is another picture than row {} of {} was bought for: {}",
                        questions.get(i).url(),
                        row.id(),
                        row.run(),
                        verdict.why());
            }
        }
        if (told * 2 < verdicts.size()) {
            lost = lost.plus(from.until(clock.now()));
        }
        return changed;
    }

    private void giveUp() {
        if (!given) {
            given = true;
            log.warn(
                    "the sources' hosts mostly do not tell whether a picture changed, or do not answer: they are asked no"
                            + " more, and the rest is reused as if nothing had changed");
        }
    }

    private List<SourceQuestion> questions(List<EqualRow> purchases, List<EqualRow> asked) {
        Map<RowKey, List<SeenSource>> known = known(purchases);
        Map<RowKey, String> inputs = rows.inputs(purchases);
        List<SourceQuestion> questions = new ArrayList<>();
        for (EqualRow row : purchases) {
            List<SeenSource> then = known.getOrDefault(row.origin(), List.of());
            for (String url : urls(inputs.get(row.key()))) {
                asked.add(row);
                questions.add(new SourceQuestion(url, find(then, url), row.at()));
            }
        }
        return questions;
    }

    private Map<RowKey, List<SeenSource>> known(List<EqualRow> purchases) {
        try {
            return seen.of(purchases.stream().map(EqualRow::origin).toList());
        } catch (LedgerException e) {
            log.info("the sources are judged by their dates alone: {}", e.getMessage());
            return Map.of();
        }
    }

    private static @Nullable SeenSource find(List<SeenSource> then, String url) {
        return then.stream().filter(one -> one.url().equals(url)).findFirst().orElse(null);
    }

    private List<String> urls(@Nullable String input) {
        return input == null ? List.of() : new RequestInput(json.readTree(input)).pictures();
    }
}
