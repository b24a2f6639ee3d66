package dev.darkroom.submit;

import dev.darkroom.ledger.RunSignals;
import dev.darkroom.pace.Away;
import dev.darkroom.pace.Gate;
import dev.darkroom.pace.Pacer;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.stations.FakeService;
import dev.darkroom.stations.LedgerScene;
import dev.darkroom.stations.SameThread;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** A submitter over a real ledger and a fake service, in time that the sleeper moves on. */
final class Counterfoil {

    final LedgerScene scene;
    final FakeService service = new FakeService();
    final Gate gate;
    final Estimates estimates = new Estimates();
    final List<Brake> brakes = new ArrayList<>();
    ExecutorService workers = new SameThread();
    Pacer pacer = () -> Duration.ZERO;
    Sleeper sleeper;
    int window = 100;
    Duration outageLimit = Duration.ofMinutes(30);

    Counterfoil(LedgerScene scene) {
        this.scene = scene;
        this.gate = new Gate(scene.clock());
        this.sleeper = scene.clock()::advance;
        estimates.price("flash", new BigDecimal("0.02"));
    }

    RunSignals signals() {
        return scene.ledger().signals();
    }

    long run() throws InterruptedException {
        Away away = new Away(scene.clock(), outageLimit);
        Purchase purchase = new Purchase(scene.ledger(), service, estimates, gate, away, sleeper);
        return new Submitter(scene.ledger(), purchase, pacer, gate, brakes, window, workers, sleeper).run();
    }
}
