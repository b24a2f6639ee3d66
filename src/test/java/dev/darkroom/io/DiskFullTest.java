package dev.darkroom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.darkroom.ledger.rows.LedgerException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;

class DiskFullTest {

    private static final String NO_SPACE = "No space left on device";

    @ParameterizedTest
    @ValueSource(
            strings = {
                NO_SPACE,
                "Disk quota exceeded",
                "File too large",
                "There is not enough space on the disk",
                "The disk is full"
            })
    void the_operating_systems_words_tell(String message) {
        assertThat(DiskFull.isCauseOf(new IOException(message))).isTrue();
        assertThat(DiskFull.isCauseOf(new FileSystemException("a/b", null, message)))
                .isTrue();
        assertThat(DiskFull.isCauseOf(new FileNotFoundException("a/b (" + message + ")")))
                .isTrue();
    }

    static Stream<Arguments> wrapped() {
        IOException root = new IOException(NO_SPACE);
        RuntimeException store = new IllegalStateException("Writing to a file failed", root);
        SQLException closed = new SQLException("The database has been closed [90098-240]", "90098", 90098, store);
        IOException other = new IOException("interrupted");
        other.addSuppressed(root);
        return Stream.of(
                arguments("as H2 keeps it once it has closed itself", closed),
                arguments("as Spring wraps it", new DataAccessResourceFailureException("JDBC rollback", closed)),
                arguments("as the ledger wraps it", new LedgerException("cannot be written", closed)),
                arguments("as H2 tells it by words alone", new SQLException("IO Exception: " + NO_SPACE, "", 90028)),
                arguments("as H2 tells it with a file", new SQLException(NO_SPACE + "; \"x.db\"", "", 90031)),
                arguments("as what closing threw", other),
                arguments("as our own", new DiskFullException(Path.of("x"), other)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrapped")
    void it_is_recognised_however_it_is_wrapped(String how, Throwable failure) {
        assertThat(DiskFull.isCauseOf(failure)).as(how).isTrue();
    }

    static Stream<Throwable> others() {
        return Stream.of(
                new IOException("Connection reset"),
                new IOException("protocol error: '" + NO_SPACE + "' is no status line"),
                new NoSuchFileException("No space left on device.csv"),
                new IllegalArgumentException(NO_SPACE),
                new SQLException(NO_SPACE, "", 23505),
                new SQLException("The database has been closed", "", 90098),
                new UncheckedIOException(new IOException((String) null)));
    }

    @ParameterizedTest
    @MethodSource("others")
    void what_anybody_else_says_is_none(Throwable failure) {
        assertThat(DiskFull.isCauseOf(failure)).isFalse();
    }

    @Test
    void causes_that_go_in_a_circle_come_to_an_end() {
        Exception one = new IOException("one");
        Exception two = new IOException("two", one);
        one.initCause(two);
        assertThat(DiskFull.isCauseOf(one)).isFalse();
    }

    @Test
    void what_this_machine_says_of_a_full_device_is_recognised() {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "this system has no device that is always full");
        Throwable failure = catchThrowable(() -> Files.write(full, new byte[1], StandardOpenOption.WRITE));
        assertThat(DiskFull.isCauseOf(failure)).isTrue();
    }

    @Test
    void the_place_is_the_one_the_failure_tells_else_the_one_given() {
        Path otherwise = Path.of("workspace");
        Exception silent = new IOException(NO_SPACE);
        Exception telling = new IllegalStateException(new FileSystemException("out/a.csv", null, NO_SPACE));
        Exception located = new IllegalStateException(new DiskFullException(Path.of("out"), telling));
        assertThat(DiskFull.locate(silent, otherwise).where()).isEqualTo(otherwise);
        assertThat(DiskFull.locate(telling, otherwise).where()).isEqualTo(Path.of("out/a.csv"));
        assertThat(DiskFull.locate(located, otherwise).where()).isEqualTo(Path.of("out"));
        assertThat(DiskFull.locate(located, otherwise))
                .hasMessage("no space is left for " + Path.of("out").toAbsolutePath()
                        + ": its disk is full, or a quota is used up");
    }

    @Test
    void only_a_failure_of_the_database_has_closed_the_ledger() {
        IOException root = new IOException(NO_SPACE);
        assertThat(DiskFull.closedLedger(new LedgerException("x", root))).isFalse();
        assertThat(DiskFull.closedLedger(new LedgerException("x", new SQLException("closed", root))))
                .isTrue();
    }
}
