package dev.darkroom.plan;

import java.time.Duration;
import java.util.List;

/**
 * The least time that the purchases can take.
 *
 * @param ratePerSecond how fast requests are submitted
 * @param maxInFlight how many may be at the service at once
 * @param least what rate and window allow; by the rate alone if it is unknown how long a request usually takes
 */
public record MinimumTime(double ratePerSecond, int maxInFlight, Duration least) {

    static MinimumTime of(List<PlannedModel> models, double ratePerSecond, int maxInFlight) {
        double atRate = 0;
        double inWindow = 0;
        for (PlannedModel model : models) {
            atRate += model.requests() / ratePerSecond;
            Duration usual = model.usual();
            inWindow += usual == null ? 0 : model.requests() * seconds(usual) / maxInFlight;
        }
        return new MinimumTime(
                ratePerSecond, maxInFlight, Duration.ofMillis(Math.round(Math.max(atRate, inWindow) * 1000)));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
