package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.job.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class DarkroomCliTest {

    @Test
    void without_a_command_the_help_is_printed() {
        CliRun bare = CliRun.of();

        assertThat(bare.code()).isEqualTo(ExitCode.FINISHED);
        assertThat(bare.out()).startsWith("Usage: darkroom").contains("models");
        assertThat(bare.err()).isEmpty();
        assertThat(CliRun.of("--help")).isEqualTo(bare);
    }

    @Test
    void the_version_names_darkrooms_and_javas() {
        CliRun version = CliRun.of("--version");

        assertThat(version.code()).isEqualTo(ExitCode.FINISHED);
        assertThat(version.out())
                .matches("darkroom \\d+\\.\\d+\\.\\d+\\S* \\(Java "
                        + Runtime.version().feature() + ".*\\)\\R");
    }

    @Test
    void the_list_of_commands_is_that_of_the_commands_themselves() {
        CommandLine all = new DarkroomCli(CliRun.silentShell()).commandLine();
        String bare = CliRun.of().out();

        all.getSubcommands().forEach((name, command) -> {
            assertThat(command.getCommandSpec().name()).isEqualTo(name);
            assertThat(command.getCommandSpec().options()).as(name).isNotEmpty();
        });
        assertThat(all.getUsageMessage()).isEqualTo(bare);
    }

    @Test
    void only_the_command_that_is_called_is_described() {
        DarkroomCli cli = new DarkroomCli(CliRun.silentShell());

        assertThat(cli.commandLine("status", "run-1").getSubcommands()).containsOnlyKeys("status");
        assertThat(cli.commandLine("--debug", "status").getSubcommands())
                .containsOnlyKeys(cli.commandLine().getSubcommands().keySet())
                .allSatisfy(
                        (name, command) -> assertThat(command.getCommandSpec().findOption("--json") != null)
                                .isEqualTo(name.equals("status")));
    }

    @Test
    void every_commands_help_mentions_all_its_options() {
        CommandLine root = new DarkroomCli(CliRun.silentShell()).commandLine();

        root.getSubcommands().forEach((name, command) -> {
            CliRun help = CliRun.of(name, "--help");
            assertThat(help.code()).as(name).isEqualTo(ExitCode.FINISHED);
            for (OptionSpec option : command.getCommandSpec().options()) {
                assertThat(help.out()).as(name).contains(option.longestName());
                assertThat(option.description()).as(name + option).isNotEmpty();
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "modles, Did you mean models?",
        "validte job.yaml, Did you mean validate?",
        "rnu job.yaml, Did you mean run?",
        "run --hlep, Unknown option: '--hlep'",
        "run --hlep, Did you mean --help?",
        "run --rtae=3/s, Did you mean --rate?",
        "run --forst 3 job.yaml, Unknown option: '--forst'",
        "run --forst 3 job.yaml, Did you mean --first?",
        "runs --cvs, Did you mean --csv?",
        "help run, There is no command help; there are run",
        "run --rate 3/s, Missing required parameter: 'JOB.yaml'",
        "run job.yaml --max-in-fligth 3, Did you mean --max-in-flight?",
        "models --jsn, Did you mean --json?",
        "models --json --json, should be specified only once",
        "models one two, is one argument too many; put a path that holds blanks in quotes",
        "simulator --fault x, --fault takes NAME=SHARE",
        "simulator --port 99999, There is no port 99999; give --port a number from 1 to 65535",
        "nothing-like-it, There is no command nothing-like-it; there are run",
    })
    void wrong_usage_is_explained_on_the_error_stream(String line, String message) {
        CliRun run = CliRun.of(line.split(" "));

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(message).contains("--help' tells what it takes");
    }

    @Test
    void a_command_that_is_far_from_all_others_is_not_guessed() {
        assertThat(CliRun.of("help", "status").err())
                .contains("There is no command help")
                .doesNotContain("Did you mean");
    }

    @Test
    void a_result_that_could_not_be_written_is_no_success() {
        Writer full = new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        StringWriter err = new StringWriter();
        CommandShell shell =
                new CommandShell(new PrintWriter(full), new PrintWriter(err), Map.of(), Path.of(""), false);

        assertThat(new DarkroomCli(shell).run("models", "--json")).isEqualTo(ExitCode.DEFECT);

        assertThat(err.toString()).contains("not all of it could be written to the standard output");
    }

    @Test
    void an_argument_cannot_write_control_characters_to_the_terminal() {
        CliRun run = CliRun.of("models", "a\u001b[2Jb\u202e");

        assertThat(run.err()).contains("a\\u001b[2Jb\\u202e").doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "models", "models --help", "models blackforestlabs/flux-2/dev/edit", "--nothing"})
    void without_a_terminal_nothing_is_coloured(String line) {
        CliRun run = CliRun.of(line.split(" "));

        assertThat(run.out() + run.err()).isNotEmpty().doesNotContain("\u001b");
    }

    @Test
    void a_stack_trace_is_shown_only_with_debug(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no directory");
        String[] failing = {"simulator", "--port", "0", "--storage", file.toString()};

        CliRun plain = CliRun.of(failing);
        CliRun before = CliRun.of("--debug", failing[0], failing[1], failing[2], failing[3], failing[4]);
        CliRun behind = CliRun.of(failing[0], failing[1], failing[2], failing[3], failing[4], "--debug");

        assertThat(List.of(plain.code(), before.code(), behind.code())).containsOnly(ExitCode.DEFECT);
        assertThat(plain.errLines()).hasSize(1);
        assertThat(plain.err()).contains("--debug").doesNotContain("    at ");
        assertThat(before.err()).contains("    at dev.darkroom.cli.SimulatorCommand");
        assertThat(behind.err()).contains("    at dev.darkroom.cli.SimulatorCommand");
    }

    @Test
    void an_at_sign_does_not_name_a_file_with_arguments(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("arguments"), "--json");

        assertThat(CliRun.of("models", "@" + file).err()).startsWith("The model @" + file + " is not known");
    }
}
