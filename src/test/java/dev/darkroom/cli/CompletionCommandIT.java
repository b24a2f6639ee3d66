package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the script, sourced by a real bash and called as the shell does when somebody presses the tab key. */
class CompletionCommandIT {

    @Test
    void commands_and_options_are_completed(@TempDir Path folder) throws IOException, InterruptedException {
        Path bash = Path.of("/bin/bash");
        Assumptions.assumeTrue(Files.isExecutable(bash), "there is no bash here to complete anything");
        CliRun run = CliRun.of("completion");
        assertThat(run.code()).isZero();
        Path script = Files.writeString(folder.resolve("completion"), run.out());
        assertThat(completions(bash, script, folder, "darkroom", "re")).contains("resume", "report", "resolve");
        assertThat(completions(bash, script, folder, "darkroom", "run", "--ma"))
                .contains("--manifest", "--max-cost", "--max-in-flight");
        assertThat(completions(bash, script, folder, "darkroom", "resume", "--only", "''")
                        .split("\\s+"))
                .containsExactly("failed", "timed_out", "cancelled", "download_failed", "unknown");
        assertThat(completions(bash, script, folder, "darkroom", "--log", "''").split("\\s+"))
                .containsExactly("text", "json");
        assertThat(completions(bash, script, folder, "darkroom", "models", "black"))
                .contains("blackforestlabs/flux-2/flash/edit", "blackforestlabs/flux-2/lora/edit");
    }

    @Test
    void the_script_is_the_same_where_digits_are_others() {
        Locale here = Locale.getDefault();
        String script = CliRun.of("completion").out();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(CliRun.of("completion").out()).isEqualTo(script);
        } finally {
            Locale.setDefault(here);
        }
    }

    private static String completions(Path bash, Path script, Path folder, String... message)
            throws IOException, InterruptedException {
        String line = String.join(" ", message);
        String asking = "compopt() { :; }; source " + script + "; COMP_WORDS=(" + line + "); COMP_CWORD="
                + (message.length - 1) + "; COMP_LINE=\"" + line
                + "\"; COMP_POINT=${#COMP_LINE}; _complete_darkroom; echo \"${COMPREPLY[@]}\"";
        Process process = new ProcessBuilder(bash.toString(), "--norc", "-c", asking)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return said;
    }
}
