package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs for users whose language has other digits, another calendar, another i or another decimal point. */
@Isolated
class OtherLocaleIT {

    private static final String[] COMMANDS = {"plan", "validate"};

    private static final Pattern OTHER_DIGITS = Pattern.compile("[\\p{Nd}&&[^0-9]]");

    private final Locale usual = Locale.getDefault();

    @TempDir
    private Path folder;

    @AfterEach
    void resetLocale() {
        Locale.setDefault(usual);
    }

    /** Shows that the trial is a true one. */
    @Test
    void such_a_locale_changes_text() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        assertThat("%d".formatted(8)).isEqualTo("\u0668");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ar-EG-u-nu-arab",
                "th-TH-u-ca-buddhist-nu-thai",
                "tr-TR",
                "fa-IR-u-ca-persian-nu-arabext",
                "de-DE"
            })
    void a_run_writes_what_it_writes_everywhere(String language) throws IOException {
        Path home = night("home");
        Path abroad = night("abroad");
        run(home);
        Locale.setDefault(Locale.forLanguageTag(language));
        run(abroad);

        for (String file : new String[] {"failed.csv", "report/by-error.csv", "report/by-status.csv"}) {
            assertThat(abroad.resolve("out").resolve(file))
                    .hasSameTextualContentAs(home.resolve("out").resolve(file));
        }
        try (Stream<Path> files = Files.walk(abroad)) {
            for (Path file : files.filter(OtherLocaleIT::isText).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(OTHER_DIGITS);
            }
        }
        for (String command : COMMANDS) {
            CliRun told = CliRun.in(abroad, command, "INFO.yaml");
            assertThat(told.out() + told.err()).doesNotContainPattern(OTHER_DIGITS);
        }
        assertThat(CliRun.in(abroad, "status", "--json").out()).doesNotContainPattern(OTHER_DIGITS);
    }

    private void run(Path night) {
        CliRun run = CliRun.in(night, "run", "INFO.yaml");
        assertThat(run.code()).as(run.err()).isEqualTo(5);
        assertThat(run.err())
                .contains("1 succeeded, 1 reused, 1 rejected, 1 failed")
                .doesNotContainPattern(OTHER_DIGITS);
    }

    private Path night(String name) throws IOException {
        Path night = Files.createDirectories(folder.resolve(name));
        Files.writeString(night.resolve("INFO.yaml"), """
                manifest: INPUTS.CSV
                model: blackforestlabs/flux-2/flash/edit
                api: simulator
                columns: { id: SKU }
                input: { prompt: "{{TITLE}} on white", image_urls: ["{{IMAGE}}"], output_format: png, image_size: square }
                submit: { rate: 500/s }
                simulator: { service-time: 0s }
                budget: { max-cost: 5.00 }
                output: out
                """);
        Files.writeString(night.resolve("INPUTS.CSV"), """
                SKU,TITLE,IMAGE
                I-1,Cup,https://CATALOG.darkroom.example/mug-101.jpg
                I-2,Cup,https://CATALOG.darkroom.example/mug-101.jpg
                I-3,Cup [[fault:job-failed]],https://catalog.darkroom.example/mug-102.jpg
                I-4,Cup,not an address
                """);
        return night;
    }

    private static boolean isText(Path file) {
        return file.toString().matches(".*\\.(csv|jsonl?|log|prom|html|yaml|journal)");
    }
}
