package dev.darkroom.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LatencyStatisticsTest {

    private final LatencyStatistics latency = new LatencyStatistics();

    @Test
    void every_row_that_has_one_is_in_a_bar() {
        for (long millis : new long[] {0, 10, 11, 1_000, 99_000_000}) {
            latency.add(millis);
        }
        latency.add(null);

        assertThat(latency.rows()).isEqualTo(5);
        assertThat(Arrays.stream(latency.bars()).sum()).isEqualTo(5);
        assertThat(latency.bars()[0]).as("up to 10 ms").isEqualTo(2);
        assertThat(latency.bars()[LatencyStatistics.UPPER_ENDS.indexOf(1_000L)]).isEqualTo(1);
        assertThat(latency.bars()[LatencyStatistics.UPPER_ENDS.size()])
                .as("longer than all")
                .isEqualTo(1);
        assertThat(latency.percentile(0.5)).isEqualByComparingTo("0.011");
    }

    @Test
    void without_rows_there_is_no_percentile() {
        assertThat(latency.percentile(0.5)).isNull();
    }
}
