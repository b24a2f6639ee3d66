package dev.darkroom.cli;

import dev.darkroom.api.ApiToken;
import dev.darkroom.api.RunComfyProfile;
import dev.darkroom.api.TokenParser;
import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.UsageException;
import dev.darkroom.io.FailureText;
import dev.darkroom.simulator.ServiceSimulator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Finds the account's token: a file or the environment, never the command line itself. */
final class TokenOption {

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file that holds the account's token; without it the variable "
                    + RunComfyProfile.TOKEN_VARIABLE + " does.")
    private @Nullable Path file;

    /** Returns the option that must be given again to the next command, if any. */
    List<String> arguments() {
        return file == null ? List.of() : List.of("--token-file", file.toString());
    }

    private static String variable(TokenDestination destination) {
        return destination.service().profile().tokenVariable();
    }

    private static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return TokenParser.text(in.readNBytes(TokenParser.MAX_BYTES + 1));
        } catch (IllegalArgumentException unusable) {
            throw new UsageException("the token's file " + file + " " + unusable.getMessage());
        } catch (IOException e) {
            throw new UsageException(
                    "the token's file cannot be read: " + FailureText.of(e) + ". It is named by --token-file");
        }
    }

    /** @throws UsageException if there is none, none that a service could take, or it must not be sent there */
    ApiToken token(TokenDestination destination, CommandShell shell) {
        return find(destination, shell)
                .orElseThrow(() -> new UsageException("there is no token for "
                        + destination.service().identity() + ". Set "
                        + variable(destination) + ", give --token-file, or try the job with --api simulator"));
    }

    /**
     * Returns the token, if one was given or none is needed.
     *
     * @throws UsageException if it is none that a service could take, or it must not be sent there
     */
    Optional<ApiToken> find(TokenDestination destination, CommandShell shell) {
        String secret = file == null
                ? shell.environment().getOrDefault(variable(destination), "")
                : read(shell.workingDirectory().resolve(file));
        String empty = TokenParser.emptiness(secret);
        if (empty != null && file != null) {
            // What was given and cannot be used is never replaced by something else.
            throw new UsageException(
                    "the token's file " + file + " " + empty + ". Write the token into it, or leave --token-file out");
        }
        if (empty != null) {
            boolean loopback = destination.service().loopback();
            return loopback ? Optional.of(new ApiToken(ServiceSimulator.TOKEN)) : Optional.empty();
        }
        destination.confirm(shell);
        try {
            return Optional.of(TokenParser.token(secret));
        } catch (IllegalArgumentException unusable) {
            String holder = file == null ? "the variable " + variable(destination) : "the token's file " + file;
            throw new UsageException(holder + " " + unusable.getMessage());
        }
    }
}
