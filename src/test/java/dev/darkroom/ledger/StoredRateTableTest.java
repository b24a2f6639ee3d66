package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.rows.LedgerException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredRateTableTest {

    private static final Instant NIGHT = Instant.parse("2026-11-21T23:00:00Z");

    @TempDir
    Path folder;

    private LedgerDatabase database;
    private StoredRateTable rates;

    @BeforeEach
    void open() {
        database = LedgerDatabase.open(folder.resolve("ledger"), "1.2.3");
        rates = new StoredRateTable(database.dataSource());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void nothing_is_known_of_a_service_at_first() {
        assertThat(rates.of("https://a")).isEmpty();
    }

    @Test
    void the_last_rate_of_each_service_outlives_the_process() {
        rates.keep("https://a", new BigDecimal("30"), NIGHT);
        rates.keep("https://b", new BigDecimal("2.5"), NIGHT);
        rates.keep("https://a", new BigDecimal("28.5"), NIGHT.plusSeconds(60));
        database.close();
        open();
        assertThat(rates.of("https://a")).contains(new StoredRate(new BigDecimal("28.500000"), NIGHT.plusSeconds(60)));
        assertThat(rates.of("https://b")).contains(new StoredRate(new BigDecimal("2.500000"), NIGHT));
    }

    @Test
    void a_rate_that_is_forgotten_is_gone_and_others_are_not() {
        rates.keep("https://a", BigDecimal.ONE, NIGHT);
        rates.keep("https://b", BigDecimal.ONE, NIGHT);
        rates.forget("https://a");
        rates.forget("https://a");
        assertThat(rates.of("https://a")).isEmpty();
        assertThat(rates.of("https://b")).isPresent();
    }

    @Test
    void threads_that_keep_a_new_services_rate_at_once_do_not_fail_one_another() {
        List<Integer> perSecond = IntStream.rangeClosed(1, 40).boxed().toList();
        perSecond.parallelStream().forEach(rate -> rates.keep("https://a", BigDecimal.valueOf(rate), NIGHT));
        assertThat(rates.of("https://a"))
                .hasValueSatisfying(
                        rate -> assertThat(rate.perSecond().intValue()).isIn(perSecond));
    }

    @Test
    void a_rate_too_small_to_be_kept_is_kept_as_the_smallest() {
        rates.keep("https://a", new BigDecimal("1e-9"), NIGHT);
        assertThat(rates.of("https://a").orElseThrow().perSecond()).isEqualByComparingTo("0.000001");
    }

    @Test
    void no_rate_at_all_is_refused() {
        assertThatThrownBy(() -> rates.keep("https://a", BigDecimal.ZERO, NIGHT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }

    @Test
    void a_ledger_that_is_gone_is_the_callers_to_bear() {
        database.close();
        assertThatThrownBy(() -> rates.keep("https://a", BigDecimal.ONE, NIGHT)).isInstanceOf(LedgerException.class);
        assertThatThrownBy(() -> rates.of("https://a")).isInstanceOf(LedgerException.class);
    }
}
