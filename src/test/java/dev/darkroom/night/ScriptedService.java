package dev.darkroom.night;

import dev.darkroom.api.CancelResponse;
import dev.darkroom.api.ImageService;
import dev.darkroom.api.JobResponse;
import dev.darkroom.api.ModelInfo;
import dev.darkroom.api.ModelResponse;
import dev.darkroom.api.SubmitResponse;
import dev.darkroom.scenes.FakeService;
import dev.darkroom.time.SettableClock;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A service that keeps true books, and whose answers go wrong as the night's script says. */
final class ScriptedService implements ImageService {

    /** Does what happens around each call besides: it takes time, and the process may die. */
    interface CallSurroundings {
        void before(String call);

        void after(String call);

        /** Notes a submit that reaches the wire. */
        void submits(String model, BigDecimal estimate);
    }

    static final Map<String, BigDecimal> PRICES =
            Map.of("flash", new BigDecimal("0.02"), "pro", new BigDecimal("0.05"));

    private static final Duration FRESH = Duration.ofSeconds(50);

    private final NightScript script;
    private final SeededChance chance;
    private final InstantSource clock;
    private final NightTrace trace;
    private final Instant start;
    private Instant awayUntil = Instant.MIN;
    private final Map<String, Integer> outputsOf;
    private final OrderBook orders = new OrderBook();
    private final SeededOutcomes fates;
    private CallSurroundings surroundings;
    private boolean calm;
    private boolean accountEmpty;
    /** The answers in a row that found no service, of calls the steps judge it by. */
    int lostInARow;

    int submitsLostInARow;
    boolean askedSinceSubmit;

    ScriptedService(
            NightScript script,
            SeededChance chance,
            SettableClock clock,
            NightTrace trace,
            Map<String, Integer> outputsOf) {
        this.script = script;
        this.chance = chance;
        this.clock = clock.elsewhere();
        this.trace = trace;
        this.outputsOf = outputsOf;
        this.start = this.clock.instant();
        this.fates = new SeededOutcomes(this::goesWrong, chance.split(), this.clock);
    }

    /** Begins to answer a new process. */
    void begin(CallSurroundings around, boolean isCalm) {
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

    /** Goes away: for so long it neither answers nor gets on with its work. */
    void leave(Duration time) {
        awayUntil = clock.instant().plus(time);
        standStill(time);
    }

    /** Stands still: for so long it does not get on with its work. */
    void standStill(Duration time) {
        orders.delay(clock.instant(), time);
    }

    boolean goesWrong(NightFault fault) {
        return !calm && chance.in(script.faults().get(fault));
    }

    private boolean away(boolean submit) {
        Instant now = clock.instant();
        return now.isBefore(awayUntil) || (!calm && script.isAway(Duration.between(start, now), submit));
    }

    @Override
    public SubmitResponse submit(String model, String input) {
        String prompt = FakeService.promptOf(input);
        int outputs = outputsOf.get(prompt);
        BigDecimal estimate = PRICES.get(model).multiply(BigDecimal.valueOf(outputs));
        surroundings.before("submit " + prompt);
        surroundings.submits(model, estimate);
        askedSinceSubmit = false;
        SubmitResponse response = sell(prompt, outputs, estimate);
        boolean lost = response instanceof SubmitResponse.OutcomeUnknown || response instanceof SubmitResponse.NotSent;
        trace.add("submit", prompt, response);
        surroundings.after("submit " + prompt);
        lostInARow = lost ? lostInARow + 1 : 0;
        submitsLostInARow = lost ? submitsLostInARow + 1 : 0;
        throwIf(response instanceof SubmitResponse.OutcomeUnknown && isDefect());
        return response;
    }

    private SubmitResponse sell(String prompt, int outputs, BigDecimal estimate) {
        if (away(true)) {
            return chance.in(0.5)
                    ? new SubmitResponse.NotSent("no connection")
                    : new SubmitResponse.OutcomeUnknown("NO_ANSWER", "the connection broke");
        }
        if (goesWrong(NightFault.SUBMIT_NOT_SENT)) {
            return new SubmitResponse.NotSent("no name");
        }
        if (goesWrong(NightFault.SUBMIT_LOST)) {
            return new SubmitResponse.OutcomeUnknown("503", "before it was accepted");
        }
        if (goesWrong(NightFault.SUBMIT_THROTTLED)) {
            return new SubmitResponse.SubmitThrottled(pause());
        }
        if (accountEmpty || goesWrong(NightFault.ACCOUNT_EMPTY)) {
            accountEmpty = true;
            return new SubmitResponse.SubmitAccountRefused("402", "no money");
        }
        if (goesWrong(NightFault.SUBMIT_REFUSED)) {
            orders.refuse(prompt);
            return new SubmitResponse.RequestRefused("400", "not like this");
        }
        ServicePurchase order = fates.order(orders.nextId(), prompt, outputs, estimate);
        orders.add(order);
        trace.add("  the service took", prompt, "as", order);
        if (goesWrong(NightFault.SUBMIT_TAKEN_AND_LOST)) {
            return new SubmitResponse.OutcomeUnknown("504", "after it was accepted");
        }
        return new SubmitResponse.RequestAccepted(order.id);
    }

    /** Returns whether what gives no usable answer now throws. */
    boolean isDefect() {
        return script.faults().getOrDefault(NightFault.DEFECT, 0.0) > 0 && chance.in(0.5);
    }

    private static void throwIf(boolean defect) {
        if (defect) {
            throw new InvalidPathException("a name", "a defect that the script wants");
        }
    }

    private @Nullable Duration pause() {
        return chance.in(0.5) ? null : chance.seconds(0, chance.of(2, 30, 300));
    }

    @Override
    public JobResponse status(String requestId) {
        return ask("status", requestId, true);
    }

    @Override
    public JobResponse result(String requestId) {
        return ask("result", requestId, true);
    }

    private JobResponse ask(String call, String requestId, boolean counts) {
        surroundings.before(call + " " + requestId);
        JobResponse response = answer(call, requestId);
        trace.add(call, requestId, response);
        surroundings.after(call + " " + requestId);
        if (counts) {
            judge(response instanceof JobResponse.JobUnclear unclear && unclear.lost());
            throwIf(response instanceof JobResponse.JobUnclear unclear && !unclear.lost() && isDefect());
        }
        return response;
    }

    private void judge(boolean lost) {
        lostInARow = lost ? lostInARow + 1 : 0;
        askedSinceSubmit |= !lost;
    }

    private JobResponse answer(String call, String requestId) {
        if (away(false) || goesWrong(NightFault.QUESTION_LOST)) {
            return new JobResponse.JobUnclear("no answer", true);
        }
        if (goesWrong(NightFault.QUESTION_GARBLED)) {
            return new JobResponse.JobUnclear("a page of HTML", false);
        }
        if (goesWrong(NightFault.QUESTION_THROTTLED)) {
            return new JobResponse.PollThrottled(pause());
        }
        if (goesWrong(NightFault.QUESTION_REFUSED)) {
            return new JobResponse.PollAccountRefused("401", "bad token");
        }
        if (requestId.equals(NOBODYS)) {
            return new JobResponse.RequestGone("404", "no such request");
        }
        ServicePurchase order = orders.find(requestId);
        Instant now = clock.instant();
        boolean fresh = Duration.between(order.accepted, now).compareTo(FRESH) < 0;
        if (order.fate == ServicePurchase.PurchaseOutcome.FORGOTTEN
                || (fresh && order.runs(now) && goesWrong(NightFault.NOT_KNOWN_YET))) {
            return new JobResponse.RequestGone("404", "no such request");
        }
        if (order.cancelled) {
            return new JobResponse.RequestCancelled("cancelled");
        }
        if (order.waits(now)) {
            return new JobResponse.InQueue();
        }
        if (order.runs(now)) {
            return new JobResponse.InProgress();
        }
        return call.equals("status") ? new JobResponse.RequestDone() : ended(order);
    }

    private JobResponse ended(ServicePurchase order) {
        Instant finished = chance.in(0.8) ? order.ends : null;
        switch (order.fate) {
            case FAILS -> {
                return new JobResponse.RequestFailed("JOB_FAILED", "the model failed", finished, order.cost);
            }
            case WITHOUT_OUTPUT -> {
                return new JobResponse.RequestFailed("NO_OUTPUT", "no output", finished, order.cost);
            }
            case CANCELLED -> {
                return new JobResponse.RequestCancelled("by the service");
            }
            default -> {
                if (order.outputsGone) {
                    return new JobResponse.RequestGone("404", "expired");
                }
                order.generation++;
                return new JobResponse.RequestSucceeded(order.urls(), finished, order.cost);
            }
        }
    }

    @Override
    public CancelResponse cancel(String requestId) {
        surroundings.before("cancel " + requestId);
        CancelResponse response = cancelled(orders.find(requestId));
        trace.add("cancel", requestId, response);
        surroundings.after("cancel " + requestId);
        throwIf(response == CancelResponse.UNCLEAR && isDefect());
        return response;
    }

    private CancelResponse cancelled(ServicePurchase order) {
        if (away(false) || goesWrong(NightFault.CANCEL_LOST)) {
            return CancelResponse.UNCLEAR;
        }
        if (goesWrong(NightFault.CANCEL_LIED)) {
            order.saidCancelled = true;
            return CancelResponse.CANCELLED;
        }
        if (!order.waits(clock.instant()) || goesWrong(NightFault.CANCEL_REFUSED)) {
            return CancelResponse.NOT_CANCELLABLE;
        }
        order.cancelled = true;
        return goesWrong(NightFault.CANCEL_DONE_AND_LOST) ? CancelResponse.UNCLEAR : CancelResponse.CANCELLED;
    }

    @Override
    public ModelResponse model(String model) {
        surroundings.before("model " + model);
        ModelResponse response = away(false) || goesWrong(NightFault.MODEL_LOST)
                ? new ModelResponse.ModelUnclear("no answer", true)
                : new ModelResponse.ModelKnown(new ModelInfo(model, PRICES.get(model), "image", null));
        trace.add("model", model, response.getClass().getSimpleName());
        surroundings.after("model " + model);
        judge(response instanceof ModelResponse.ModelUnclear);
        return response;
    }

    @Override
    public Optional<BigDecimal> balance() {
        return Optional.empty();
    }

    /** Returns the same service for calls whose answers say nothing to the breaker. */
    ImageService unjudged() {
        return new ImageService() {
            @Override
            public SubmitResponse submit(String model, String input) {
                throw new AssertionError("downloads buy nothing");
            }

            @Override
            public JobResponse status(String requestId) {
                return ask("status", requestId, false);
            }

            @Override
            public JobResponse result(String requestId) {
                return ask("result", requestId, false);
            }

            @Override
            public CancelResponse cancel(String requestId) {
                throw new AssertionError("downloads cancel nothing");
            }

            @Override
            public ModelResponse model(String model) {
                throw new AssertionError("downloads ask for no model");
            }

            @Override
            public Optional<BigDecimal> balance() {
                return Optional.empty();
            }
        };
    }

    /** Returns its true books. */
    OrderBook books() {
        return orders;
    }
}
