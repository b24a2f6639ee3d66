package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.UsageException;
import dev.darkroom.jobfile.ServiceAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class TokenOptionTest {

    @TempDir
    private Path folder;

    /** What was given is never replaced by the simulator's own token. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~~              | simulator                          | is empty
            ~\ufeff~       | simulator                          | holds nothing but a byte order mark
            ~\\s\\n\u200b~  | http://127.0.0.1:8080              | holds nothing but blanks, line ends or other
            ~~              | https://model-api.runcomfy.net/v1  | is empty
            ~\ufeff\\r\\n~    | https://model-api.runcomfy.net/v1  | holds nothing but blanks, line ends or other
            """)
    void an_empty_token_file_is_refused_at_every_service(String text, String api, String why) throws IOException {
        Files.writeString(folder.resolve("token"), text.translateEscapes(), StandardCharsets.UTF_8);

        assertThatThrownBy(() -> option("--token-file", "token").find(destination(api), shell(Map.of())))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("the token's file token " + why)
                .hasMessageEndingWith(". Write the token into it, or leave --token-file out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\ufeff"})
    void an_empty_variable_is_none(String value) {
        CommandShell shell = shell(Map.of("RUNCOMFY_TOKEN", value));

        assertThat(option().find(destination("simulator"), shell)).isPresent();
        assertThatThrownBy(() -> option().token(destination("https://model-api.runcomfy.net/v1"), shell))
                .hasMessageContaining("there is no token for https://model-api.runcomfy.net/v1. Set RUNCOMFY_TOKEN,");
    }

    @Test
    void a_token_in_a_file_is_taken() throws IOException {
        Files.writeString(folder.resolve("token"), "\ufeffabc123\r\n");

        assertThat(option("--token-file", "token").find(destination("simulator"), shell(Map.of())))
                .isPresent();
    }

    private static TokenOption option(String... arguments) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(arguments);
        return holder.token;
    }

    private static TokenDestination destination(String api) {
        return new TokenDestination(ServiceAddress.parse(api), true);
    }

    private CommandShell shell(Map<String, String> environment) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return new CommandShell(nowhere, nowhere, environment, folder, false);
    }

    @Command
    private static final class Holder {

        @Mixin
        private TokenOption token = new TokenOption();
    }
}
