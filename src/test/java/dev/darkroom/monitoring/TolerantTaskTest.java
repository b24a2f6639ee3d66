package dev.darkroom.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.darkroom.io.DiskFullException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TolerantTaskTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(TolerantTask.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final TolerantTask task = new TolerantTask("cannot count", "the run goes on");

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    @Test
    void a_failure_is_told_once_and_again_only_when_it_is_another_or_was_over() {
        fail(new IOException("no way"));
        fail(new IOException("no way"));
        fail(new IllegalStateException("another"));
        task.attempt(() -> {});
        task.attempt(() -> {});
        fail(new IOException("no way"));

        assertThat(warnings())
                .containsExactly(
                        "cannot count: no way. It is tried again; the run goes on",
                        "cannot count: another. It is tried again; the run goes on",
                        "cannot count: no way. It is tried again; the run goes on");
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsOnlyOnce("cannot count: this is over");
    }

    @Test
    void an_error_ends_nothing_either() {
        fail(new OutOfMemoryError("no heap"));
        fail(new StackOverflowError());

        assertThat(warnings()).hasSize(2).first().asString().contains("no heap");
    }

    @Test
    void a_lack_of_room_is_no_warning_since_the_run_stops_for_it() {
        fail(new DiskFullException(Path.of("out"), new IOException("No space left on device")));

        assertThat(warnings()).isEmpty();
        assertThat(log.list).hasSize(1);
    }

    private void fail(Throwable why) {
        task.attempt(() -> {
            if (why instanceof Error error) {
                throw error;
            }
            throw (Exception) why;
        });
    }

    private List<String> warnings() {
        return log.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
