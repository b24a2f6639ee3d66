package dev.darkroom.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class FailureTextTest {

    @Test
    void a_certificate_that_is_not_trusted_names_the_host_and_the_setting() {
        SSLHandshakeException untrusted = new SSLHandshakeException("PKIX path building failed: sun.security...");
        assertThat(FailureText.ofCall(new IOException(untrusted), "api.example.com"))
                .startsWith("the certificate of api.example.com is not trusted here. ")
                .contains("JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=FILE");
        assertThat(FailureText.isPermanent(untrusted)).isTrue();
    }

    @Test
    void an_unknown_name_is_told_though_it_is_the_cause_alone() {
        IOException unknown = new ConnectException();
        unknown.initCause(new UnresolvedAddressException());
        assertThat(FailureText.ofCall(unknown, "api.exmple.com")).startsWith("the name of api.exmple.com is not known");
        assertThat(FailureText.isPermanent(unknown)).isTrue();
        assertThat(FailureText.isPermanent(new ConnectException("Connection refused")))
                .isFalse();
    }

    @Test
    void a_wrapper_that_quotes_its_cause_is_not_quoted() {
        AccessDeniedException refused = new AccessDeniedException("/data/x");
        assertThat(FailureText.of(new UncheckedIOException(refused))).startsWith("/data/x may not be read or written");
        assertThat(FailureText.of(new IOException(refused))).startsWith("/data/x may not be read or written");
    }

    @Test
    void a_message_of_our_own_stays_as_it_is() {
        assertThat(FailureText.of(new IOException("no answer within 300 ms"))).isEqualTo("no answer within 300 ms");
        assertThat(FailureText.ofCall(new IOException("no answer within 300 ms"), "a.example"))
                .isEqualTo("no answer within 300 ms");
    }
}
