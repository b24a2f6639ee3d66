package dev.darkroom.cli;

import dev.darkroom.api.RunComfyProfile;
import dev.darkroom.cli.output.VersionText;
import dev.darkroom.cli.terminal.LogFormat;
import dev.darkroom.cli.values.LogFormatConverter;
import dev.darkroom.job.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program without a command: prints the help. */
@Command(
        name = "darkroom",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = VersionText.class,
        description = "Develops a night's worth of product pictures: sends the rows of a manifest to "
                + RunComfyProfile.VENDOR
                + "'s image models, downloads what comes back and writes down what happened to every row.",
        commandListHeading = "%nCommands:%n",
        footer = {"", "'darkroom COMMAND --help' tells what a command takes."})
final class RootCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli answers it before any command runs
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the versions of Darkroom and Java and exit.")
    @SuppressWarnings("UnusedVariable") // picocli answers it before any command runs
    private boolean version;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of what fails.")
    private boolean debug;

    @Option(
            names = LogFormat.OPTION,
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            converter = LogFormatConverter.class,
            completionCandidates = LogFormatConverter.FormatKeywords.class,
            description = "What goes to the error stream: text, or json: one object a line.")
    @SuppressWarnings("UnusedVariable") // it is looked for before picocli parses
    private LogFormat log = LogFormat.TEXT;

    boolean debug() {
        return debug;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.FINISHED;
    }
}
