package dev.darkroom.night;

import dev.darkroom.api.CancelAnswer;
import dev.darkroom.api.ImageService;
import dev.darkroom.api.JobAnswer;
import dev.darkroom.api.ModelAnswer;
import dev.darkroom.api.ModelInfo;
import dev.darkroom.api.SubmitAnswer;
import dev.darkroom.stations.FakeService;
import dev.darkroom.time.SettableClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A service that keeps true books, and whose answers go wrong as the night's script says. */
final class ScriptedService implements ImageService {

    /** What happens around each call besides: it takes time, and the process may die. */
    interface Surroundings {
        void before(String call);

        void after(String call);

        /** Called for each submit that reaches the wire. */
        void submits(String model, BigDecimal estimate);
    }

    static final Map<String, BigDecimal> PRICES =
            Map.of("flash", new BigDecimal("0.02"), "pro", new BigDecimal("0.05"));

    private static final Duration FRESH = Duration.ofSeconds(50);

    private final Script script;
    private final Chance chance;
    private final InstantSource clock;
    private final Trace trace;
    private final Instant start;
    private Instant awayUntil = Instant.MIN;
    private final Map<String, Integer> outputsOf;
    private final OrderBook orders = new OrderBook();
    private final Fates fates;
    private Surroundings surroundings;
    private boolean calm;
    private boolean accountEmpty;
    /** Answers in a row that found no service, of calls the stations judge it by. */
    int lostInARow;

    int submitsLostInARow;
    boolean askedSinceSubmit;

    ScriptedService(Script script, Chance chance, SettableClock clock, Trace trace, Map<String, Integer> outputsOf) {
        this.script = script;
        this.chance = chance;
        this.clock = clock.elsewhere();
        this.trace = trace;
        this.outputsOf = outputsOf;
        this.start = this.clock.instant();
        this.fates = new Fates(this::goesWrong, chance.split(), this.clock);
    }

    /** A new process calls. */
    void begin(Surroundings around, boolean isCalm) {
        surroundings = around;
        lostInARow = 0;
        submitsLostInARow = 0;
        askedSinceSubmit = false;
        calm = isCalm;
        if (calm || chance.in(0.7)) {
            accountEmpty = false;
        }
        if (calm) {
            orders.unstick(clock.instant());
            fates.calm();
        }
    }

    /** For so long it neither answers nor gets on with its work. */
    void leave(Duration time) {
        awayUntil = clock.instant().plus(time);
        standStill(time);
    }

    /** For so long it does not get on with its work. */
    void standStill(Duration time) {
        orders.delay(clock.instant(), time);
    }

    boolean goesWrong(Fault fault) {
        return !calm && chance.in(script.faults().get(fault));
    }

    private boolean away(boolean submit) {
        Instant now = clock.instant();
        return now.isBefore(awayUntil) || (!calm && script.isAway(Duration.between(start, now), submit));
    }

    @Override
    public SubmitAnswer submit(String model, String input) {
        String prompt = FakeService.promptOf(input);
        int outputs = outputsOf.get(prompt);
        BigDecimal estimate = PRICES.get(model).multiply(BigDecimal.valueOf(outputs));
        surroundings.before("submit " + prompt);
        surroundings.submits(model, estimate);
        askedSinceSubmit = false;
        SubmitAnswer answer = sell(prompt, outputs, estimate);
        boolean lost = answer instanceof SubmitAnswer.Unknown || answer instanceof SubmitAnswer.NotSent;
        trace.add("submit", prompt, answer);
        surroundings.after("submit " + prompt);
        lostInARow = lost ? lostInARow + 1 : 0;
        submitsLostInARow = lost ? submitsLostInARow + 1 : 0;
        return answer;
    }

    private SubmitAnswer sell(String prompt, int outputs, BigDecimal estimate) {
        if (away(true)) {
            return chance.in(0.5)
                    ? new SubmitAnswer.NotSent("no connection")
                    : new SubmitAnswer.Unknown("NO_ANSWER", "the connection broke");
        }
        if (goesWrong(Fault.SUBMIT_NOT_SENT)) {
            return new SubmitAnswer.NotSent("no name");
        }
        if (goesWrong(Fault.SUBMIT_LOST)) {
            return new SubmitAnswer.Unknown("503", "before it was accepted");
        }
        if (goesWrong(Fault.SUBMIT_THROTTLED)) {
            return new SubmitAnswer.Throttled(pause());
        }
        if (accountEmpty || goesWrong(Fault.ACCOUNT_EMPTY)) {
            accountEmpty = true;
            return new SubmitAnswer.AccountRefused("402", "no money");
        }
        if (goesWrong(Fault.SUBMIT_REFUSED)) {
            orders.refuse(prompt);
            return new SubmitAnswer.Refused("400", "not like this");
        }
        Order order = fates.order(orders.nextId(), prompt, outputs, estimate);
        orders.add(order);
        trace.add("  the service took", prompt, "as", order);
        if (goesWrong(Fault.SUBMIT_TAKEN_AND_LOST)) {
            return new SubmitAnswer.Unknown("504", "after it was accepted");
        }
        return new SubmitAnswer.Accepted(order.id);
    }

    private @Nullable Duration pause() {
        return chance.in(0.5) ? null : chance.seconds(0, chance.of(2, 30, 300));
    }

    @Override
    public JobAnswer status(String requestId) {
        return ask("status", requestId, true);
    }

    @Override
    public JobAnswer result(String requestId) {
        return ask("result", requestId, true);
    }

    private JobAnswer ask(String call, String requestId, boolean counts) {
        surroundings.before(call + " " + requestId);
        JobAnswer answer = answer(call, requestId);
        trace.add(call, requestId, answer);
        surroundings.after(call + " " + requestId);
        if (counts) {
            judge(answer instanceof JobAnswer.Unclear unclear && unclear.lost());
        }
        return answer;
    }

    private void judge(boolean lost) {
        lostInARow = lost ? lostInARow + 1 : 0;
        askedSinceSubmit |= !lost;
    }

    private JobAnswer answer(String call, String requestId) {
        if (away(false) || goesWrong(Fault.QUESTION_LOST)) {
            return new JobAnswer.Unclear("no answer", true);
        }
        if (goesWrong(Fault.QUESTION_GARBLED)) {
            return new JobAnswer.Unclear("a page of HTML", false);
        }
        if (goesWrong(Fault.QUESTION_THROTTLED)) {
            return new JobAnswer.Throttled(pause());
        }
        if (goesWrong(Fault.QUESTION_REFUSED)) {
            return new JobAnswer.AccountRefused("401", "bad token");
        }
        if (requestId.equals(NOBODYS)) {
            return new JobAnswer.Gone("404", "no such request");
        }
        Order order = orders.find(requestId);
        Instant now = clock.instant();
        boolean fresh = Duration.between(order.accepted, now).compareTo(FRESH) < 0;
        if (order.fate == Order.Fate.FORGOTTEN || (fresh && order.runs(now) && goesWrong(Fault.NOT_KNOWN_YET))) {
            return new JobAnswer.Gone("404", "no such request");
        }
        if (order.cancelled) {
            return new JobAnswer.Cancelled("cancelled");
        }
        if (order.waits(now)) {
            return new JobAnswer.InQueue();
        }
        if (order.runs(now)) {
            return new JobAnswer.InProgress();
        }
        return call.equals("status") ? new JobAnswer.Done() : ended(order);
    }

    private JobAnswer ended(Order order) {
        Instant finished = chance.in(0.8) ? order.ends : null;
        switch (order.fate) {
            case FAILS -> {
                return new JobAnswer.Failed("JOB_FAILED", "the model failed", finished, order.cost);
            }
            case WITHOUT_OUTPUT -> {
                return new JobAnswer.Failed("NO_OUTPUT", "no output", finished, order.cost);
            }
            case CANCELLED -> {
                return new JobAnswer.Cancelled("by the service");
            }
            default -> {
                if (order.outputsGone) {
                    return new JobAnswer.Gone("404", "expired");
                }
                order.generation++;
                return new JobAnswer.Succeeded(order.urls(), finished, order.cost);
            }
        }
    }

    @Override
    public CancelAnswer cancel(String requestId) {
        surroundings.before("cancel " + requestId);
        CancelAnswer answer = cancelled(orders.find(requestId));
        trace.add("cancel", requestId, answer);
        surroundings.after("cancel " + requestId);
        return answer;
    }

    private CancelAnswer cancelled(Order order) {
        if (away(false) || goesWrong(Fault.CANCEL_LOST)) {
            return CancelAnswer.UNCLEAR;
        }
        if (goesWrong(Fault.CANCEL_LIED)) {
            order.saidCancelled = true;
            return CancelAnswer.CANCELLED;
        }
        if (!order.waits(clock.instant()) || goesWrong(Fault.CANCEL_REFUSED)) {
            return CancelAnswer.NOT_CANCELLABLE;
        }
        order.cancelled = true;
        return goesWrong(Fault.CANCEL_DONE_AND_LOST) ? CancelAnswer.UNCLEAR : CancelAnswer.CANCELLED;
    }

    @Override
    public ModelAnswer model(String model) {
        surroundings.before("model " + model);
        ModelAnswer answer = away(false) || goesWrong(Fault.MODEL_LOST)
                ? new ModelAnswer.Unclear("no answer", true)
                : new ModelAnswer.Known(new ModelInfo(model, PRICES.get(model), "image", null));
        trace.add("model", model, answer.getClass().getSimpleName());
        surroundings.after("model " + model);
        judge(answer instanceof ModelAnswer.Unclear);
        return answer;
    }

    @Override
    public Optional<BigDecimal> balance() {
        return Optional.empty();
    }

    /** The same service for calls whose answers say nothing to the breaker. */
    ImageService unjudged() {
        return new ImageService() {
            @Override
            public SubmitAnswer submit(String model, String input) {
                throw new AssertionError("downloads buy nothing");
            }

            @Override
            public JobAnswer status(String requestId) {
                return ask("status", requestId, false);
            }

            @Override
            public JobAnswer result(String requestId) {
                return ask("result", requestId, false);
            }

            @Override
            public CancelAnswer cancel(String requestId) {
                throw new AssertionError("downloads cancel nothing");
            }

            @Override
            public ModelAnswer model(String model) {
                throw new AssertionError("downloads ask for no model");
            }

            @Override
            public Optional<BigDecimal> balance() {
                return Optional.empty();
            }
        };
    }

    /** Its true books. */
    OrderBook books() {
        return orders;
    }
}
