package dev.darkroom.lending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.signals.StopReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkerEndKindTest {

    @ParameterizedTest
    @EnumSource(names = {"ACCOUNT", "OUTAGE", "PAUSED"})
    void what_the_service_says_to_one_holds_for_all(StopReason reason) {
        assertThat(WorkerEndKind.of(reason)).isEqualTo(WorkerEndKind.CONCERNS_ALL);
    }

    @ParameterizedTest
    @EnumSource(names = {"DEADLINE", "WINDOW"})
    void an_end_that_the_job_has_set_is_nothing_to_warn_of(StopReason reason) {
        assertThat(WorkerEndKind.of(reason)).isEqualTo(WorkerEndKind.ON_TIME);
    }

    @ParameterizedTest
    @EnumSource(names = {"DISK_FULL", "FAILURE", "BUCKET"})
    void a_failure_on_one_host_is_its_own(StopReason reason) {
        assertThat(WorkerEndKind.of(reason)).isEqualTo(WorkerEndKind.ON_ITS_OWN);
    }
}
