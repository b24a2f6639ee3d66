package dev.darkroom.sources;

import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.fetch.FetchException;
import dev.darkroom.fetch.HeadRequest;
import dev.darkroom.fetch.HttpValidators;
import dev.darkroom.pace.MonotonicClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks with the hosts of source pictures whether these have changed since a purchase was made for them. Each address
 * is requested once, sixteen at a time, without a token and never inside a private network; all of a round in a minute. A
 * host that does not answer has not told. Thread-safe: of several rounds those begun first are sent first.
 */
public final class SourceChangeDetector {

    private static final int AT_ONCE = 16;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final HeadRequest headRequest;
    private final FetchPipeline pipeline;

    public SourceChangeDetector(AddressPolicy policy, InstantSource wall, MonotonicClock clock) {
        this(policy, wall, clock, TIMEOUT, ANSWER);
    }

    /**
     * @param timeout for all answers of a round together
     * @param answer for each answer
     */
    SourceChangeDetector(
            AddressPolicy policy, InstantSource wall, MonotonicClock clock, Duration timeout, Duration answer) {
        this.headRequest = new HeadRequest(policy, answer, wall);
        this.pipeline = new FetchPipeline(AT_ONCE, timeout, clock);
    }

    /**
     * Sends all queries, and waits for the answers.
     *
     * @param stop whether to end at once; what is not answered then is not told
     * @return the answers in the order of the queries
     */
    public List<SourceVerdict> detect(List<SourceChangeQuery> queries, BooleanSupplier stop)
            throws InterruptedException {
        Map<String, HeaderResult> answers = new ConcurrentHashMap<>();
        List<HeaderCall> calls = queries.stream()
                .map(SourceChangeQuery::url)
                .distinct()
                .map(url -> new HeaderCall(url, answers))
                .toList();
        pipeline.run(calls, stop);
        requestTwice(queries, answers, stop);
        return queries.stream()
                .map(query -> verdict(query, answers.get(query.url())))
                .toList();
    }

    /** Some hosts make a new ETag up for every answer: what it says is only worth a purchase if it says it again. */
    private void requestTwice(List<SourceChangeQuery> queries, Map<String, HeaderResult> answers, BooleanSupplier stop)
            throws InterruptedException {
        Map<String, HeaderResult> again = new ConcurrentHashMap<>();
        List<HeaderCall> calls = queries.stream()
                .filter(query ->
                        verdict(query, answers.get(query.url())).keyword() == SourceVerdict.VerdictKind.CHANGED)
                .map(SourceChangeQuery::url)
                .distinct()
                .map(url -> new HeaderCall(url, again))
                .toList();
        pipeline.run(calls, stop);
        again.forEach((url, result) -> {
            if (!result.equals(answers.get(url))) {
                answers.put(url, new HeaderResult(null, "its host answers differently every time"));
            }
        });
    }

    private static SourceVerdict verdict(SourceChangeQuery query, @Nullable HeaderResult result) {
        if (result == null) {
            return SourceVerdict.unavailable("its host was not asked, or gave no answer in time");
        }
        return result.validators == null ? SourceVerdict.unavailable(result.fault) : query.answer(result.validators);
    }

    private record HeaderResult(@Nullable HttpValidators validators, String fault) {}

    private final class HeaderCall implements BoundedFetchPool.FetchCall {

        private final String url;
        private final Map<String, HeaderResult> answers;

        HeaderCall(String url, Map<String, HeaderResult> answers) {
            this.url = url;
            this.answers = answers;
        }

        @Override
        public String url() {
            return url;
        }

        @Override
        public boolean make() throws InterruptedException {
            try {
                answers.put(url, new HeaderResult(headRequest.send(url), ""));
                return true;
            } catch (FetchException e) {
                answers.put(url, new HeaderResult(null, String.valueOf(e.getMessage())));
                return e.kind() == FetchException.FetchFailure.STALE_ADDRESS;
            }
        }
    }
}
