package dev.darkroom.night;

import dev.darkroom.api.CancelAnswer;
import dev.darkroom.api.ImageService;
import dev.darkroom.api.JobAnswer;
import dev.darkroom.api.ModelAnswer;
import dev.darkroom.api.ModelInfo;
import dev.darkroom.api.SubmitAnswer;
import dev.darkroom.stations.FakeService;
import dev.darkroom.stations.SettableClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final SettableClock clock;
    private final Trace trace;
    private final Instant start;
    private final Map<String, Integer> outputsOf;
    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final Map<String, List<Order>> byPrompt = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
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
        this.clock = clock;
        this.trace = trace;
        this.outputsOf = outputsOf;
        this.start = clock.instant();
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
            orders.values().forEach(this::unstick);
        }
    }

    private void unstick(Order order) {
        Instant soon = clock.instant().plusSeconds(2);
        order.starts = order.starts.isAfter(soon) ? soon : order.starts;
        order.ends = order.ends.isAfter(soon.plusSeconds(3)) ? soon.plusSeconds(3) : order.ends;
    }

    boolean goesWrong(Fault fault) {
        return !calm && chance.in(script.faults().get(fault));
    }

    private boolean away(boolean submit) {
        return !calm && script.isAway(Duration.between(start, clock.instant()), submit);
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
            refused.add(prompt);
            return new SubmitAnswer.Refused("400", "not like this");
        }
        Order order = order(prompt, outputs, estimate);
        orders.put(order.id, order);
        byPrompt.computeIfAbsent(prompt, key -> new ArrayList<>()).add(order);
        trace.add("  the service took", prompt, "as", order);
        if (goesWrong(Fault.SUBMIT_TAKEN_AND_LOST)) {
            return new SubmitAnswer.Unknown("504", "after it was accepted");
        }
        return new SubmitAnswer.Accepted(order.id);
    }

    private @Nullable Duration pause() {
        return chance.in(0.5) ? null : chance.seconds(0, chance.of(2, 30, 300));
    }

    private Order order(String prompt, int outputs, BigDecimal estimate) {
        Order.Fate fate = Order.Fate.SUCCEEDS;
        if (goesWrong(Fault.JOB_FAILS)) {
            fate = Order.Fate.FAILS;
        } else if (goesWrong(Fault.JOB_WITHOUT_OUTPUT)) {
            fate = Order.Fate.WITHOUT_OUTPUT;
        } else if (goesWrong(Fault.JOB_CANCELLED)) {
            fate = Order.Fate.CANCELLED;
        } else if (goesWrong(Fault.JOB_FORGOTTEN)) {
            fate = Order.Fate.FORGOTTEN;
        }
        Duration waits = chance.seconds(0, chance.of(1, 5, 20));
        Duration works = chance.seconds(0.1, chance.of(1, 5, 20));
        if (goesWrong(Fault.JOB_STUCK_IN_QUEUE)) {
            waits = Duration.ofDays(1);
        }
        if (goesWrong(Fault.JOB_STUCK_AT_WORK)) {
            works = Duration.ofDays(1);
        } else if (goesWrong(Fault.JOB_LATE)) {
            works = chance.seconds(30, 300);
        }
        if (calm) {
            waits = chance.seconds(0, 3);
            works = chance.seconds(0.1, 3);
        }
        Instant starts = clock.instant().plus(waits);
        boolean billed = fate == Order.Fate.SUCCEEDS || (fate != Order.Fate.CANCELLED && chance.in(0.5));
        BigDecimal cost = billed ? estimate : BigDecimal.ZERO;
        if (goesWrong(Fault.COST_UNTOLD)) {
            cost = null;
        } else if (billed && goesWrong(Fault.COST_HIGHER)) {
            cost = estimate.multiply(BigDecimal.valueOf(chance.between(2, 4)));
        } else if (billed && chance.in(0.2)) {
            cost = estimate.divide(BigDecimal.valueOf(2));
        }
        String id = "order-" + (orders.size() + 1);
        return new Order(id, prompt, outputs, estimate, fate, cost, clock.instant(), starts, starts.plus(works));
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
        Order order = orders.get(requestId);
        if (order == null) {
            throw new AssertionError("asked for a request that never was: " + requestId);
        }
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
        CancelAnswer answer = cancelled(orders.get(requestId));
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

    /** All that was accepted. */
    Iterable<Order> orders() {
        return orders.values();
    }

    Order order(String id) {
        return orders.get(id);
    }

    List<Order> ordersOf(String prompt) {
        return byPrompt.getOrDefault(prompt, List.of());
    }

    boolean everRefused(String prompt) {
        return refused.contains(prompt);
    }

    boolean isCalm() {
        return calm;
    }
}
