package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.scenes.LedgerScene;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndingMessagesTest {

    @TempDir
    Path folder;

    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(2);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void a_stop_that_stands_is_told_and_recorded_before_the_one_that_ended_the_process() {
        RunSignals signals = scene.ledger().signals();
        signals.stop(StopReason.CANARY, "5 of the first 5 rows failed");
        signals.stop(StopReason.SIGNAL, "stopped by Ctrl-C");
        RunSignals.StopSignal stopped = Objects.requireNonNull(signals.stopped(), "nothing has stopped it");
        EndingMessages messages = new EndingMessages(scene.ledger(), false);

        assertThat(messages.reason(null, Optional.empty(), stopped))
                .isEqualTo("canary: 5 of the first 5 rows failed; also signal: stopped by Ctrl-C");
        assertThat(messages.of(null, Optional.empty(), stopped))
                .containsExactly("signal: stopped by Ctrl-C", "canary: 5 of the first 5 rows failed");
        assertThat(messages.reason("no price is known", Optional.empty(), null))
                .isEqualTo("canary: 5 of the first 5 rows failed; also refused: no price is known");
    }

    @Test
    void a_stop_that_stands_and_ended_the_process_is_told_once() {
        RunSignals signals = scene.ledger().signals();
        signals.stop(StopReason.CANARY, "5 of the first 5 rows failed");
        EndingMessages messages = new EndingMessages(scene.ledger(), false);

        assertThat(messages.reason(null, Optional.empty(), signals.stopped()))
                .isEqualTo("canary: 5 of the first 5 rows failed");
        assertThat(messages.of(null, Optional.empty(), signals.stopped()))
                .containsExactly("canary: 5 of the first 5 rows failed");
    }

    @Test
    void a_run_that_has_come_to_its_end_is_past_its_stop() {
        scene.ledger().signals().stop(StopReason.CANARY, "5 of the first 5 rows failed");

        assertThat(new EndingMessages(scene.ledger(), true).of(null, Optional.empty(), null))
                .isEmpty();
    }
}
