package dev.darkroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs in a JVM of its own, since the JDK reads these properties only once. */
class JvmPropertiesIT {

    private static final List<String> DANGEROUS = List.of(
            "-Djdk.httpclient.enableAllMethodRetry=true",
            "-Djdk.httpclient.HttpClient.log=all",
            "-Djdk.internal.httpclient.debug=true");

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_purchase_is_sent_once_and_no_log_shows_the_token(boolean asOptions) throws Exception {
        try (ClosingService service = new ClosingService()) {
            String output = child(service, "prepared", asOptions);
            assertThat(output).contains("submit OutcomeUnknown").doesNotContain(OnePurchase.SECRET);
            assertThat(service.submits()).isOne();
        }
    }

    /** Shows that the trial is a true one: without us the JDK does both. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void without_us_the_jdk_buys_twice_and_shows_the_token(boolean asOptions) throws Exception {
        try (ClosingService service = new ClosingService()) {
            assertThat(child(service, "unprepared", asOptions)).contains(OnePurchase.SECRET);
            assertThat(service.submits()).isEqualTo(2);
        }
    }

    /** What a connection goes to must be what was checked just before. */
    @ParameterizedTest
    @CsvSource({"0, 30", "5, 30", "30, 30", "29, 30", "3600, 3600", "-1, -1", "soon, 30"})
    void the_addresses_of_a_name_are_kept_for_half_a_minute(String set, String kept) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsun.net.inetaddr.ttl=" + set,
                "-cp",
                System.getProperty("java.class.path"),
                KeptAddresses.class.getName());
        Process process = builder.redirectErrorStream(true).start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("kept " + kept + System.lineSeparator());
    }

    private static String child(ClosingService service, String how, boolean asOptions)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (!asOptions) {
            command.addAll(DANGEROUS);
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                OnePurchase.class.getName(),
                how,
                service.base().toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (asOptions) {
            builder.environment().put("JAVA_TOOL_OPTIONS", String.join(" ", DANGEROUS));
        }
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
