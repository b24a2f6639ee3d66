package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgramEnvironmentTest {

    private static final String ISOLATION = "spring.batch.jdbc.isolation-level-for-create";

    /** With Spring Batch's own level, steps that started at one time on PostgreSQL failed each other. */
    @Test
    void steps_may_start_side_by_side_where_several_hosts_share_the_ledger() {
        assertThat(ProgramEnvironment.of(null, false).getProperty(ISOLATION)).isEqualTo("read_committed");
        assertThat(ProgramEnvironment.of(null, true).getProperty(ISOLATION)).isNull();
    }
}
