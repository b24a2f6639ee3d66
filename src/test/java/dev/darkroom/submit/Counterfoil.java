package dev.darkroom.submit;

import dev.darkroom.ledger.RunSignals;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.Pace;
import dev.darkroom.pace.Rate;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.stations.FakeService;
import dev.darkroom.stations.LedgerScene;
import dev.darkroom.stations.SameThread;
import dev.darkroom.stations.Turns;
import dev.darkroom.step.WorkLoop;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** A submitter over a real ledger and a fake service, in time that the sleeper moves on. */
final class Counterfoil {

    final LedgerScene scene;
    final FakeService service = new FakeService();
    final Estimates estimates = new Estimates();
    final List<Brake> brakes = new ArrayList<>();
    ExecutorService workers = new SameThread();
    Rate rate = new Rate(BigDecimal.valueOf(1_000_000), Duration.ofSeconds(1));

    @Nullable
    Pace pace;

    Sleeper sleeper;
    int window = 100;
    Duration outageLimit = Duration.ofMinutes(30);

    Counterfoil(LedgerScene scene) {
        this.scene = scene;
        this.sleeper = scene.clock()::advance;
        estimates.price("flash", new BigDecimal("0.02"));
    }

    RunSignals signals() {
        return scene.ledger().signals();
    }

    /** The pace it will keep to, or keeps to. */
    Pace pace() {
        if (pace == null) {
            pace = new Pace("submits", rate, null, scene.clock());
        }
        return pace;
    }

    long run() throws InterruptedException {
        Breaker breaker = new Breaker(scene.clock(), outageLimit);
        Purchase purchase = new Purchase(scene.ledger(), service, estimates, pace(), breaker, scene.clock(), sleeper);
        KnownFirst knownFirst = new KnownFirst(scene.ledger(), scene.clock());
        Submitter submitter = new Submitter(scene.ledger(), purchase, pace(), breaker, knownFirst, brakes, window);
        WorkLoop loop = new WorkLoop(scene.ledger(), submitter, workers, sleeper);
        try {
            Turns.all(loop::turn, workers instanceof SameThread ? sleeper : this::awaitChange);
        } finally {
            while (loop.isBusy()) {
                Sleeper.real().sleep(Duration.ofMillis(1));
            }
        }
        return loop.moved();
    }

    /** Workers of its own need a moment of real time; the test's clock goes on besides. */
    private void awaitChange(Duration most) throws InterruptedException {
        scene.ledger().awaitChange(scene.ledger().version(), Duration.ofMillis(2));
        scene.clock().advance(most);
    }
}
