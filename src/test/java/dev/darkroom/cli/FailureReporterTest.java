package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.cli.shell.UsageException;
import dev.darkroom.job.ExitCode;
import dev.darkroom.ledger.rows.UnusableLedgerException;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.security.cert.CertificateExpiredException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureReporterTest {

    private final StringWriter err = new StringWriter();

    @Test
    void an_unusable_manifest_is_told_problem_by_problem() {
        InputProblem broken = new InputProblem("a.csv", 3, "sku", "X", "it is\nbroken", "Mend it", false);
        InputProblem odd = new InputProblem("job.yaml", 0, null, "Y", "it is odd", "Look at it", true);

        int code = report(new ManifestException(List.of(broken, odd)), false);

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines())
                .containsExactly("a.csv:3:sku: it is\\nbroken. Mend it", "job.yaml: warning: it is odd. Look at it");
    }

    @Test
    void an_unforeseen_failure_is_one_line_without_a_stack_trace() {
        int code = report(new IllegalStateException("two\nlines"), false);

        assertThat(code).isEqualTo(ExitCode.DEFECT);
        assertThat(err.toString().lines())
                .containsExactly("darkroom failed, which is a defect of the program: IllegalStateException: two\\nlines"
                        + " (run again with --debug for the stack trace)");
    }

    @Test
    void debug_shows_the_stack_trace() {
        int code = report(new IllegalStateException("odd"), true);

        assertThat(code).isEqualTo(ExitCode.DEFECT);
        assertThat(err.toString())
                .contains("    at dev.darkroom.cli.FailureReporterTest")
                .doesNotContain("run again")
                .endsWith("darkroom failed, which is a defect of the program: IllegalStateException: odd"
                        + System.lineSeparator());
    }

    @Test
    void a_wrapped_file_error_is_told_in_plain_words() {
        report(new UncheckedIOException(new NoSuchFileException("x/y.csv")), false);

        assertThat(err.toString()).startsWith("darkroom failed: x/y.csv is not there. Check the path");
    }

    @Test
    void what_is_the_users_to_mend_is_found_in_what_a_library_makes_of_it() {
        int code = report(
                new IllegalStateException(
                        "Error creating bean with name 'report'",
                        new IllegalStateException("more of it", new UsageException("report.by names no column"))),
                false);

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines()).containsExactly("report.by names no column");
    }

    @Test
    void a_ledger_that_cannot_be_used_is_no_defect() {
        int code = report(new UncheckedIOException(new IOException(new UnusableLedgerException("it is gone"))), false);

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines()).containsExactly("it is gone");
    }

    static Stream<Throwable> ofLibraries() {
        IOException noName = new ConnectException();
        noName.initCause(new UnresolvedAddressException());
        IOException expired = new SSLHandshakeException("PKIX path validation failed: java.security.cert.X");
        expired.initCause(new CertificateExpiredException("NotAfter: Sat Jan 01 00:00:00 UTC 2022"));
        return Stream.of(
                new AccessDeniedException("/data/home"),
                new NoSuchFileException("/data/out/report.csv"),
                new NotDirectoryException("/data/file"),
                new FileAlreadyExistsException("/data/file"),
                new FileSystemLoopException("/data/link"),
                new FileSystemException("/data/x", null, "Read-only file system"),
                new FileSystemException(
                        "/data/x", null, "Too many levels of symbolic links or unable to access attributes"),
                new FileSystemException("/data/x", null, "Input/output error"),
                new FileSystemException("/data/x", null, "Something new"),
                new FileSystemException("/data/x"),
                new FileSystemException(null),
                new FileNotFoundException("/data/x (Permission denied)"),
                new InvalidPathException("Kr\u00e4uter", "Malformed input or input contains unmappable characters"),
                new MalformedInputException(1),
                new SSLHandshakeException(
                        "PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException:"
                                + " unable to find valid certification path to requested target"),
                new SSLHandshakeException("No subject alternative DNS name matching a.example found."),
                new SSLException("Unsupported or unrecognized SSL message"),
                new SSLException("Received fatal alert: handshake_failure"),
                expired,
                noName,
                new ConnectException("Connection refused"),
                new ConnectException(),
                new UnknownHostException("cdn.example.com: Name or service not known"),
                new NoRouteToHostException("No route to host"),
                new SocketException("Network is unreachable"),
                new SocketException("Connection reset"),
                new HttpTimeoutException("request timed out"),
                new SocketTimeoutException("Read timed out"),
                new SQLException(
                        "Database may be already in use: \"/h/ledger.mv.db\". Possible solutions: close all [90020-240]",
                        "90020",
                        90020),
                new SQLException("General error: \"x\"; SQL statement: select 1 [50000-240]", "HY000", 50000),
                new SQLException(
                        "A file path that is implicitly relative is not allowed in the database URL"
                                + " \"jdbc:h2:file:x;MODE=STRICT\". Use an absolute path [90011-240]",
                        "90011",
                        90011),
                new OutOfMemoryError("Java heap space"));
    }

    @ParameterizedTest
    @MethodSource("ofLibraries")
    void the_words_of_libraries_never_reach_a_user(Throwable failure) {
        for (Throwable thrown :
                List.of(failure, new IllegalStateException("wrapped by org.springframework", failure))) {
            err.getBuffer().setLength(0);
            assertThat(report(thrown, false)).isEqualTo(ExitCode.DEFECT);
            assertThat(err.toString().lines()).hasSize(1);
            assertThat(err.toString())
                    .startsWith("darkroom failed: ")
                    .doesNotContainPattern(
                            "Exception|Error|PKIX|jdbc|org\\.|java\\.|sun\\.|null|\\[\\d+-|SQL statement");
        }
    }

    @Test
    void a_full_disk_is_no_defect_and_is_told_with_what_to_do() {
        int code = report(
                new IllegalStateException(new FileSystemException("out/x.csv", null, "No space left on device")),
                false);

        assertThat(code).isEqualTo(ExitCode.STOPPED);
        assertThat(err.toString().lines())
                .containsExactly("no space is left for out/x.csv: a disk is full, or a quota is used up."
                        + " Make room, then start the same command again");
    }

    private int report(Throwable failure, boolean debug) {
        return new FailureReporter(new PrintWriter(err, true), debug).report(failure);
    }
}
