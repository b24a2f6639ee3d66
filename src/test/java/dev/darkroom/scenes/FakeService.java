package dev.darkroom.scenes;

import dev.darkroom.api.CancelResponse;
import dev.darkroom.api.ImageService;
import dev.darkroom.api.JobResponse;
import dev.darkroom.api.ModelInfo;
import dev.darkroom.api.ModelResponse;
import dev.darkroom.api.SubmitResponse;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** A service whose answers the test writes down; it records its calls. Thread-safe. */
public final class FakeService implements ImageService {

    /** Answers one submit. */
    @FunctionalInterface
    public interface SubmitHandler {
        SubmitResponse sell(String input) throws InterruptedException;
    }

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final Deque<JobResponse> statuses = new ArrayDeque<>();
    private final Deque<JobResponse> results = new ArrayDeque<>();
    private final Deque<CancelResponse> cancels = new ArrayDeque<>();
    private final Map<String, BigDecimal> prices = new HashMap<>();
    private volatile SubmitHandler counter =
            input -> new SubmitResponse.RequestAccepted("request-of-" + promptOf(input));
    private final Deque<ModelResponse> models = new ArrayDeque<>();
    private volatile BigDecimal balance;
    private volatile JobResponse anybody = new JobResponse.JobUnclear("no connection", true);
    private volatile BooleanSupplier away = () -> false;

    public FakeService sells(SubmitHandler how) {
        counter = how;
        return this;
    }

    /** Answers no call while it is away. */
    public FakeService away(BooleanSupplier when) {
        away = when;
        return this;
    }

    /** Sets the next answers to status; the last one stays. */
    public FakeService statuses(JobResponse... answers) {
        return add(statuses, List.of(answers));
    }

    /** Sets the next answers to result; the last one stays. */
    public FakeService results(JobResponse... answers) {
        return add(results, List.of(answers));
    }

    public FakeService cancels(CancelResponse... answers) {
        return add(cancels, List.of(answers));
    }

    private synchronized <T> FakeService add(Deque<T> answers, List<T> more) {
        answers.addAll(more);
        return this;
    }

    public FakeService price(String model, String usd) {
        prices.put(model, new BigDecimal(usd));
        return this;
    }

    public FakeService balance(String usd) {
        balance = new BigDecimal(usd);
        return this;
    }

    /** Returns its calls, in order, such as {@code status request-1}. */
    public List<String> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    /** Returns the prompts that were submitted, in order, each as often as it was. */
    public List<String> submits() {
        return calls().stream()
                .filter(call -> call.startsWith("submit "))
                .map(call -> call.substring("submit ".length()))
                .toList();
    }

    public static String promptOf(String input) {
        UnaryOperator<String> cut = text -> text.substring(0, text.indexOf('"'));
        return cut.apply(input.substring("{\"prompt\":\"".length()));
    }

    @Override
    public SubmitResponse submit(String model, String input) throws InterruptedException {
        calls.add("submit " + promptOf(input));
        if (away.getAsBoolean()) {
            return new SubmitResponse.OutcomeUnknown("NO_ANSWER", "no answer");
        }
        return counter.sell(input);
    }

    @Override
    public JobResponse status(String requestId) {
        if (requestId.equals(NOBODYS)) {
            calls.add("anybody");
            return anybody;
        }
        calls.add("status " + requestId);
        return away.getAsBoolean() ? new JobResponse.JobUnclear("no connection", true) : next(statuses);
    }

    @Override
    public JobResponse result(String requestId) {
        calls.add("result " + requestId);
        return away.getAsBoolean() ? new JobResponse.JobUnclear("no connection", true) : next(results);
    }

    @Override
    public CancelResponse cancel(String requestId) {
        calls.add("cancel " + requestId);
        return next(cancels);
    }

    private synchronized <T> T next(Deque<T> answers) {
        if (answers.isEmpty()) {
            throw new AssertionError("the test expected no such call: " + calls);
        }
        return answers.size() == 1 ? answers.getFirst() : answers.removeFirst();
    }

    /** Fails the call for a model alone: a request of nobody's is answered for. */
    public FakeService answersForNobody() {
        anybody = new JobResponse.RequestGone("404001", "no such request");
        return this;
    }

    /** Sets the next answers to calls for a model, before those that name a price. */
    public FakeService models(ModelResponse... answers) {
        return add(models, List.of(answers));
    }

    @Override
    public synchronized ModelResponse model(String model) {
        calls.add("model " + model);
        if (away.getAsBoolean()) {
            return new ModelResponse.ModelUnclear("no connection", true);
        }
        ModelResponse written = models.poll();
        if (written != null) {
            return written;
        }
        BigDecimal price = prices.get(model);
        return price == null
                ? new ModelResponse.ModelUnclear("404001: no such model", false)
                : new ModelResponse.ModelKnown(new ModelInfo(model, price, "image", null));
    }

    @Override
    public Optional<BigDecimal> balance() {
        return Optional.ofNullable(balance);
    }
}
