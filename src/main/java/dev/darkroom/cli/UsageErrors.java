package dev.darkroom.cli;

import dev.darkroom.io.NearestNameFinder;
import dev.darkroom.io.SafeText;
import dev.darkroom.job.ExitCode;
import java.io.PrintWriter;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
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
        err.println(SafeText.line(message(wrong)));
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            NearestNameFinder.find(unmatched.getUnmatched().get(0), unmatched.getSuggestions())
                    .ifPresent(meant -> err.println("Did you mean " + meant + "?"));
        }
        err.println("'" + command.getCommandSpec().qualifiedName() + " --help' tells what it takes.");
        return ExitCode.USAGE;
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
