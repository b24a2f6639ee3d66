package dev.darkroom.sources;

import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.fetch.FetchException;
import dev.darkroom.fetch.Inquiry;
import dev.darkroom.fetch.Validators;
import dev.darkroom.pace.MonotonicClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the hosts of source pictures whether these have changed since something was bought for them. Each address is
 * asked once, sixteen at a time, without a token and never inside a private network; all together in a minute. A host
 * that does not answer has not told. One round at a time.
 */
public final class SourceWatch {

    private static final int AT_ONCE = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Inquiry inquiry;
    private final MonotonicClock clock;
    private final Duration patience;

    public SourceWatch(AddressPolicy policy, InstantSource wall, MonotonicClock clock) {
        this(policy, wall, clock, PATIENCE, ANSWER);
    }

    /**
     * @param patience for all answers together
     * @param answer for each answer
     */
    SourceWatch(AddressPolicy policy, InstantSource wall, MonotonicClock clock, Duration patience, Duration answer) {
        this.inquiry = new Inquiry(policy, answer, wall);
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Asks all questions, and waits for the answers.
     *
     * @param stop whether to end at once; what is not answered then is not told
     * @return the answers in the questions' order
     */
    public List<SourceVerdict> ask(List<SourceQuestion> questions, BooleanSupplier stop) throws InterruptedException {
        Map<String, Told> answers = new ConcurrentHashMap<>();
        List<Asking> calls = questions.stream()
                .map(SourceQuestion::url)
                .distinct()
                .map(url -> new Asking(url, answers))
                .toList();
        rounds(stop).run(calls);
        askTwice(questions, answers, stop);
        return questions.stream()
                .map(question -> verdict(question, answers.get(question.url())))
                .toList();
    }

    /** Some hosts make a new ETag up for every answer: what it says is only worth a purchase if it says it again. */
    private void askTwice(List<SourceQuestion> questions, Map<String, Told> answers, BooleanSupplier stop)
            throws InterruptedException {
        Map<String, Told> again = new ConcurrentHashMap<>();
        List<Asking> calls = questions.stream()
                .filter(question ->
                        verdict(question, answers.get(question.url())).word() == SourceVerdict.Word.CHANGED)
                .map(SourceQuestion::url)
                .distinct()
                .map(url -> new Asking(url, again))
                .toList();
        rounds(stop).run(calls);
        again.forEach((url, told) -> {
            if (!told.equals(answers.get(url))) {
                answers.put(url, new Told(null, "its host answers differently every time"));
            }
        });
    }

    private HostRounds rounds(BooleanSupplier stop) {
        return new HostRounds(AT_ONCE, patience, clock, stop, inquiry::breakOff);
    }

    private static SourceVerdict verdict(SourceQuestion question, @Nullable Told told) {
        if (told == null) {
            return SourceVerdict.notTold("its host was not asked, or gave no answer in time");
        }
        return told.validators == null ? SourceVerdict.notTold(told.fault) : question.answer(told.validators);
    }

    private record Told(@Nullable Validators validators, String fault) {}

    private final class Asking implements HostRounds.Call {

        private final String url;
        private final Map<String, Told> answers;

        Asking(String url, Map<String, Told> answers) {
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
                answers.put(url, new Told(inquiry.ask(url), ""));
                return true;
            } catch (FetchException e) {
                answers.put(url, new Told(null, String.valueOf(e.getMessage())));
                return e.kind() == FetchException.Kind.STALE_ADDRESS;
            }
        }
    }
}
