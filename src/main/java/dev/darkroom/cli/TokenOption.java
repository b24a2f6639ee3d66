package dev.darkroom.cli;

import dev.darkroom.api.ApiToken;
import dev.darkroom.api.RunComfyProfile;
import dev.darkroom.io.FailureText;
import dev.darkroom.simulator.ServiceSimulator;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Finds the account's token: a file or the environment, never the command line itself. */
final class TokenOption {

    /** What Windows editors put before a text. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** A line of an environment's file, or a text in quotes: neither is a token. */
    private static final Pattern WRAPPED = Pattern.compile("^(?:export\\s|[A-Z][A-Z0-9_]*=|[\"'\u201C])|[\"'\u201D]$");

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
        try {
            String text = Files.readString(file);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (IOException e) {
            String why = e instanceof FileSystemException refused
                    ? FailureText.of(refused)
                    : file + " is not a text file in UTF-8. Save it as such";
            throw new UsageException("the token's file cannot be read: " + why + ". It is named by --token-file");
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
        if (secret.isBlank()) {
            boolean loopback = destination.service().loopback();
            return loopback ? Optional.of(new ApiToken(ServiceSimulator.TOKEN)) : Optional.empty();
        }
        if (WRAPPED.matcher(secret.strip()).find()) {
            throw new UsageException("the account's token cannot be used: it has a NAME= before it or quotes around it."
                    + " Leave them away: " + (file == null ? "the variable" : file) + " holds the token alone");
        }
        destination.confirm(shell);
        try {
            return Optional.of(new ApiToken(secret.strip()));
        } catch (IllegalArgumentException unusable) {
            throw new UsageException("the account's token cannot be used: " + unusable.getMessage());
        }
    }
}
