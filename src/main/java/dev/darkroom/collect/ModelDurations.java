package dev.darkroom.collect;

import dev.darkroom.pace.MonotonicTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Keeps what is learned of how long each model's requests take, beginning with what earlier runs saw. Thread-safe.
 */
final class ModelDurations {

    private final Map<String, ModelTimes> models = new ConcurrentHashMap<>();
    private final Function<String, List<Duration>> earlier;

    /** @param earlier returns what a model's requests took of late, the newest last; asked once for each model */
    ModelDurations(Function<String, List<Duration>> earlier) {
        this.earlier = earlier;
    }

    ModelTimes of(String model) {
        return models.computeIfAbsent(model, name -> new ModelTimes(earlier.apply(name)));
    }

    /** Returns how long it is until a request is polled by its model's plan, zero if that is past. */
    Duration untilNextPoll(PolledRequest request, MonotonicTime now) {
        Duration pause = of(request.row().model()).pauseAfter(request.polledAt());
        Duration left = request.polledAt().plus(pause).minus(request.age(now));
        return left.isNegative() ? Duration.ZERO : left;
    }
}
