package dev.darkroom.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.ledger.spending.AccountBalances;
import dev.darkroom.scenes.FakeService;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.scenes.MemoryText;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class BalanceInquiryTest {

    private final FakeService service = new FakeService().balance("80");

    @TempDir
    Path folder;

    private LedgerScene scene;
    private AccountBalances balances;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder);
        balances = new AccountBalances(new MemoryText(), JsonMapper.shared(), scene.clock());
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void a_run_that_knows_what_was_before_learns_what_is_after() {
        balances.before(BigDecimal.TEN, true);

        ask();

        assertThat(balances.known().afterUsd()).isEqualByComparingTo("80");
        assertThat(balances.known().beforeUsd()).isEqualByComparingTo("10");
    }

    @Test
    void a_run_that_does_not_know_what_was_before_asks_for_nothing() {
        ask();

        assertThat(balances.known().afterUsd()).isNull();
    }

    @Test
    void after_a_signal_there_is_no_time_for_it_and_after_a_deadline_there_is() {
        balances.before(BigDecimal.TEN, true);
        scene.ledger().signals().stop(StopReason.DEADLINE, "it is late");
        ask();
        assertThat(balances.known().afterUsd()).isNotNull();

        balances.before(BigDecimal.TEN, true);
        scene.ledger().signals().stop(StopReason.SIGNAL, "enough");
        ask();
        assertThat(balances.known().afterUsd()).isNull();
    }

    @Test
    void a_service_that_asked_for_a_pause_is_asked_for_nothing() {
        balances.before(BigDecimal.TEN, true);
        scene.ledger().signals().stop(StopReason.PAUSED, "an hour is left");

        ask();

        assertThat(balances.known().afterUsd()).isNull();
    }

    private void ask() {
        new BalanceInquiry(service, balances, scene.ledger().signals()).ask();
    }
}
