package dev.darkroom.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PublishHolderTest {

    private static final long NO_PROCESS = Long.MAX_VALUE;

    private final PublishHolder self = PublishHolder.ofThisProcess();

    @Test
    void it_is_read_as_it_was_written_and_none_is_another() {
        assertThat(PublishHolder.read(self.text() + "\n")).isEqualTo(self);
        assertThat(PublishHolder.ofThisProcess()).isNotEqualTo(self);
        assertThat(new PublishHolder("a host", 1, 2, "x")).isEqualTo(PublishHolder.read("a?host 1 2 x"));
    }

    @Test
    void a_process_of_this_host_is_gone_when_it_has_ended_or_its_id_is_anothers_by_now() {
        assertThat(self.isGone()).isFalse();
        assertThat(new PublishHolder(self.host(), NO_PROCESS, self.begun(), "x").isGone())
                .isTrue();
        assertThat(new PublishHolder(self.host(), self.process(), self.begun() - 60_000, "x").isGone())
                .isTrue();
    }

    @Test
    void of_another_host_or_one_that_is_not_understood_nobody_knows() {
        assertThat(new PublishHolder("another.example", NO_PROCESS, 1, "x").isGone())
                .isFalse();
        assertThat(PublishHolder.read("who knows").isGone()).isFalse();
        assertThat(PublishHolder.read("").isGone()).isFalse();
        assertThat(PublishHolder.read("host 1 x y").shown()).isEqualTo("process 0 on ?");
    }
}
