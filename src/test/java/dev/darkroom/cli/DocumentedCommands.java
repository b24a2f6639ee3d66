package dev.darkroom.cli;

import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.terminal.LogFormat;
import dev.darkroom.job.StopSwitch;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The commands and options as picocli knows them, and as {@code docs/commands.md} must list them. */
public final class DocumentedCommands {

    private static final CommandSpec JOB_OPTIONS = CommandSpec.forAnnotatedObject(new JobOptions());

    private DocumentedCommands() {}

    /** Returns each command's own options by their long names, without those that every command has. */
    public static SortedMap<String, List<String>> all() {
        SortedMap<String, List<String>> commands = new TreeMap<>();
        leaves().forEach(command -> commands.put(
                name(command),
                ownOptions(command).map(OptionSpec::longestName).sorted().toList()));
        return commands;
    }

    /** Each command as it is called, such as {@code resume [RUN]}, in the order of the help. */
    public static List<String> calls() {
        return leaves().map(DocumentedCommands::call).toList();
    }

    /** By a command's call, one line of Markdown for each of its options but the job's. */
    public static Map<String, List<String>> optionLines() {
        Set<String> jobOptions = names(JOB_OPTIONS);
        Map<String, List<String>> lines = new LinkedHashMap<>();
        for (CommandSpec spec : leaves().toList()) {
            boolean job = takesJobOptions(spec);
            lines.put(
                    call(spec),
                    lines(ownOptions(spec).filter(option -> !job || !jobOptions.contains(option.longestName()))));
        }
        return lines;
    }

    /** The calls of the commands that take the job's options. */
    public static Set<String> takingJobOptions() {
        return leaves().filter(DocumentedCommands::takesJobOptions)
                .map(DocumentedCommands::call)
                .collect(Collectors.toSet());
    }

    /** One line of Markdown for each option that stands over the job file. */
    public static List<String> jobOptionLines() {
        return lines(JOB_OPTIONS.options().stream());
    }

    /** One line of Markdown for each option that every command has, and for the program's own. */
    public static List<String> commonOptionLines() {
        return lines(root().options().stream());
    }

    /**
     * Reads a command line without running it.
     *
     * @throws CommandLine.ParameterException if the program does not take it
     */
    public static void parse(String... words) {
        root().commandLine().parseArgs(words);
    }

    private static CommandSpec root() {
        return new DarkroomCli(CommandShell.ofProcess(LogFormat.TEXT), new StopSwitch())
                .commandLine()
                .getCommandSpec();
    }

    /** Returns the commands that do something: those of a command that has some, in its place. */
    private static Stream<CommandSpec> leaves() {
        return root().subcommands().values().stream().flatMap(DocumentedCommands::leaves);
    }

    private static Stream<CommandSpec> leaves(CommandLine command) {
        Map<String, CommandLine> below = command.getSubcommands();
        return below.isEmpty()
                ? Stream.of(command.getCommandSpec())
                : below.values().stream().flatMap(DocumentedCommands::leaves);
    }

    /** Returns a command's name after that of the one that it belongs to. */
    private static String name(CommandSpec command) {
        return command.qualifiedName().substring(command.root().name().length() + 1);
    }

    private static Stream<OptionSpec> ownOptions(CommandSpec command) {
        return command.options().stream().filter(option -> !option.inherited() && !option.hidden());
    }

    private static boolean takesJobOptions(CommandSpec command) {
        return names(command).containsAll(names(JOB_OPTIONS));
    }

    private static Set<String> names(CommandSpec command) {
        return command.options().stream().map(OptionSpec::longestName).collect(Collectors.toSet());
    }

    private static String call(CommandSpec command) {
        return Stream.concat(
                        Stream.of(name(command)),
                        command.positionalParameters().stream().map(DocumentedCommands::label))
                .collect(Collectors.joining(" "));
    }

    private static String label(PositionalParamSpec parameter) {
        String label = parameter.paramLabel() + (parameter.arity().isVariable() ? "..." : "");
        return parameter.required() ? label : "[" + label + "]";
    }

    private static List<String> lines(Stream<OptionSpec> options) {
        return options.sorted(Comparator.comparing(OptionSpec::longestName))
                .map(DocumentedCommands::line)
                .toList();
    }

    /** The names of the faults stand on the simulator's page. */
    private static String line(OptionSpec option) {
        String names = String.join(", ", option.names());
        String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
        String meaning = String.join(" ", option.description()).replace("%%", "%");
        return "| `" + names + value + "` | " + meaning.replaceFirst(" There are away, .*", "") + " |";
    }
}
