package dev.darkroom.cli;

import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.job.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a script that completes commands and options in bash and, by its emulation of them, in zsh. */
@Command(
        name = "completion",
        description = "Prints the completion script of bash and zsh for a command named darkroom: source it.")
final class CompletionCommand implements Callable<Integer> {

    private final CommandShell shell;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    CompletionCommand(CommandShell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        CommandSpec root = spec.root();
        shell.out().println(withAsciiDigits(AutoComplete.bash(root.name(), root.commandLine())));
        return ExitCode.FINISHED;
    }

    /** The generator numbers its variables with the locale's digits, which the shell does not take. */
    private static String withAsciiDigits(String script) {
        StringBuilder ascii = new StringBuilder(script.length());
        script.codePoints()
                .map(letter -> Character.isDigit(letter) ? '0' + Character.digit(letter, 10) : letter)
                .forEach(ascii::appendCodePoint);
        return ascii.toString();
    }
}
