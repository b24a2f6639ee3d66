package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.UsageException;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.jobfile.ServiceAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenDestinationTest {

    private static final String ELSEWHERE = "https://proxy.example/v1";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "simulator",
                "http://127.0.0.1:8080",
                "http://localhost:8080",
                "http://[::1]:8080",
                "https://model-api.runcomfy.net/v1",
                "https://RunComfy.net",
                "https://eu.api.runcomfy.com/v2"
            })
    void the_vendor_and_this_machine_need_no_word(String api) throws IOException {
        TokenDestination destination = TokenDestination.of(job(api), shell(Map.of()));
        assertThatCode(() -> destination.confirm(shell(Map.of()))).doesNotThrowAnyException();
        assertThat(destination.arguments()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ELSEWHERE,
                "https://runcomfy.net.evil.example/v1",
                "https://notruncomfy.net/v1",
                "https://runcomfy.net.:444",
                "https://127.0.0.1.evil.example",
                "https://10.0.0.7"
            })
    void any_other_host_is_not_taken_on_the_job_files_word(String api) throws IOException {
        TokenDestination destination = TokenDestination.of(job(api), shell(Map.of()));
        String named = ServiceAddress.parse(api).identity();
        assertThatThrownBy(() -> destination.confirm(shell(Map.of())))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("Nothing was sent")
                .hasMessageEndingWith("--api " + named);
        assertThat(destination.arguments()).containsExactly("--api", named);
    }

    @Test
    void the_command_line_names_it() throws IOException {
        assertThat(TokenDestination.of(job(ELSEWHERE, "--api"), shell(Map.of())).named())
                .isTrue();
        assertThat(TokenDestination.of(job(ELSEWHERE, "--set"), shell(Map.of())).named())
                .isTrue();
    }

    @Test
    void the_users_environment_names_it_also_for_a_recorded_job() throws IOException {
        Map<String, String> environment = Map.of(JobFile.BASE_VARIABLE, "https://PROXY.example:443/v1/");
        assertThat(TokenDestination.of(job(ELSEWHERE), shell(environment)).named())
                .isTrue();
        assertThat(TokenDestination.of(job("https://other.example/v1"), shell(environment))
                        .named())
                .isFalse();
        assertThat(TokenDestination.of(job(ELSEWHERE), shell(Map.of(JobFile.BASE_VARIABLE, "not one")))
                        .named())
                .isFalse();
    }

    @Test
    void of_a_recorded_run_its_own_service_is_to_be_named() throws IOException {
        JobSpec job = job(ELSEWHERE);
        assertThat(TokenDestination.of(job, ELSEWHERE + "/", shell(Map.of())).named())
                .isTrue();
        assertThatThrownBy(() -> TokenDestination.of(job, "https://other.example", shell(Map.of())))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("the run's service is " + ELSEWHERE);
    }

    @Test
    void at_a_terminal_the_host_is_typed_and_a_yes_is_not_enough() throws IOException {
        TokenDestination destination = TokenDestination.of(job(ELSEWHERE), shell(Map.of()));
        assertThatCode(() -> destination.confirm(terminal(), text -> " Proxy.Example\r"))
                .doesNotThrowAnyException();
        for (String answer : List.of("", "y", "yes", "proxy", ELSEWHERE)) {
            assertThatThrownBy(() -> destination.confirm(terminal(), text -> answer))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("nothing was sent to proxy.example");
        }
    }

    private JobSpec job(String api) throws IOException {
        return job(api, "file");
    }

    private JobSpec job(String api, String option) throws IOException {
        boolean inFile = option.equals("file");
        Path file = Files.writeString(
                folder.resolve("job.yaml"),
                "manifest: rows.csv\nmodel: blackforestlabs/flux-2/flash/edit\napi: \""
                        + (inFile ? api : "https://first.example") + "\"\n");
        JobOverrides overrides = switch (option) {
            case "--api" -> new JobOverrides(null, null, null, null, null, api, null, List.of());
            case "--set" -> new JobOverrides(null, null, null, null, null, null, null, List.of("api=" + api));
            default -> JobOverrides.NONE;
        };
        return JobFile.read(file, overrides, Map.of());
    }

    private static CommandShell shell(Map<String, String> environment) {
        return shell(environment, false);
    }

    private static CommandShell terminal() {
        return shell(Map.of(), true);
    }

    private static CommandShell shell(Map<String, String> environment, boolean terminal) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return new CommandShell(nowhere, nowhere, environment, Path.of(""), terminal);
    }
}
