package dev.darkroom.ledger.spending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.io.DurableText;
import dev.darkroom.scenes.MemoryText;
import dev.darkroom.time.SettableClock;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AccountBalancesTest {

    private final SettableClock clock = new SettableClock();
    private final MemoryText record = new MemoryText();

    @Test
    void a_later_process_knows_them_to_the_last_digit() {
        AccountBalances first = balances(record);
        Instant began = clock.instant();
        first.before(new BigDecimal("123456789.123456"), true);
        clock.turnWall(Duration.ofHours(6));
        first.after(new BigDecimal("100.10"));

        AccountBalances later = balances(record);

        assertThat(later.known())
                .isEqualTo(new RunBalance(
                        new BigDecimal("123456789.123456"), began, new BigDecimal("100.10"), clock.instant()));
    }

    @Test
    void the_one_before_the_first_purchase_stands_and_the_last_one_after() {
        AccountBalances balances = balances(record);
        balances.before(new BigDecimal("100"), true);
        balances.before(new BigDecimal("90"), false);
        balances.after(new BigDecimal("80"));
        balances.after(new BigDecimal("70"));

        assertThat(balances.known().beforeUsd()).isEqualByComparingTo("100");
        assertThat(balances.known().afterUsd()).isEqualByComparingTo("70");
    }

    @Test
    void what_was_after_a_start_that_bought_nothing_is_not_that_after_the_next() {
        AccountBalances balances = balances(record);
        balances.before(new BigDecimal("100"), true);
        balances.after(new BigDecimal("100"));

        balances.before(new BigDecimal("50"), true);

        assertThat(balances.known().afterUsd()).isNull();
    }

    @Test
    void a_damaged_record_is_none() {
        record.write("{\"beforeUsd\":");

        assertThat(balances(record).known()).isEqualTo(RunBalance.NONE);
    }

    @Test
    void what_cannot_be_kept_is_known_to_this_process() {
        DurableText readOnly =
                DurableText.asRead(Optional.of("{}".getBytes(StandardCharsets.UTF_8)), "somebody else's");
        AccountBalances balances = balances(readOnly);

        balances.before(BigDecimal.TEN, true);

        assertThat(balances.known().beforeUsd()).isEqualByComparingTo("10");
        assertThat(balances(readOnly).known()).isEqualTo(RunBalance.NONE);
    }

    private AccountBalances balances(DurableText text) {
        return new AccountBalances(text, JsonMapper.shared(), clock);
    }
}
