package dev.darkroom.cli;

import dev.darkroom.io.NearestNameFinder;
import dev.darkroom.io.SafeText;
import dev.darkroom.job.ExitCode;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the arguments, what was most likely meant, and where help is. */
final class UsageErrors implements IParameterExceptionHandler {

    /** The parser's words, which tell nothing of the option, for a value without an equals sign. */
    private static final String NOT_A_PAIR = "should be in KEY=VALUE format";

    private final PrintWriter err;

    UsageErrors(PrintWriter err) {
        this.err = err;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        CommandLine parent = command.getParent();
        if (parent != null
                && !args[0].startsWith("-")
                && !parent.getSubcommands().containsKey(args[0])) {
            // A command's name behind it would else be taken for what was meant.
            return handleParseException(new UnmatchedArgumentException(parent, List.of(args[0])), args);
        }
        Optional<String> misspelt = misspeltOption(wrong, args);
        err.println(SafeText.line(
                misspelt.map(option -> "Unknown option: '" + option + "'").orElseGet(() -> message(wrong))));
        misspelt.flatMap(option -> NearestNameFinder.findNear(
                        option, command.getCommandSpec().optionsMap().keySet()))
                .or(() -> meant(wrong))
                .ifPresent(meant -> err.println("Did you mean " + meant + "?"));
        err.println("'" + command.getCommandSpec().qualifiedName() + " --help' tells what it takes.");
        return ExitCode.USAGE;
    }

    /**
     * The parser misses a parameter before it wonders at an option, and takes what follows one that is none for another: of the
     * one that is misspelt nothing would be said.
     */
    private static Optional<String> misspeltOption(ParameterException wrong, String[] args) {
        boolean ofOption = wrong instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption();
        if (!ofOption && !(wrong instanceof MissingParameterException)) {
            return Optional.empty();
        }
        Set<String> known = wrong.getCommandLine().getCommandSpec().optionsMap().keySet();
        return Arrays.stream(args)
                .takeWhile(arg -> !arg.equals("--"))
                .filter(arg -> arg.startsWith("--"))
                .map(arg -> arg.split("=", 2)[0])
                .filter(option -> !known.contains(option))
                .findFirst();
    }

    private static Optional<String> meant(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return Optional.empty();
        }
        String word = unmatched.getUnmatched().get(0);
        Set<String> commands = wrong.getCommandLine().getSubcommands().keySet();
        return unmatched.isUnknownOption() || commands.isEmpty()
                ? NearestNameFinder.find(word, unmatched.getSuggestions())
                : NearestNameFinder.findNear(word, commands);
    }

    private static String message(ParameterException wrong) {
        Set<String> commands = wrong.getCommandLine().getSubcommands().keySet();
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !commands.isEmpty()) {
            String command = unmatched.getUnmatched().get(0);
            return "There is no command " + command + "; there are " + String.join(", ", commands);
        }
        if (wrong instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            return "'" + unmatched.getUnmatched().get(0)
                    + "' is one argument too many; put a path that holds blanks in quotes";
        }
        String message = String.valueOf(wrong.getMessage());
        return message.contains(NOT_A_PAIR) && wrong.getArgSpec() instanceof OptionSpec option
                ? option.longestName() + " takes " + option.paramLabel() + ", with an equals sign between them"
                : message;
    }
}
