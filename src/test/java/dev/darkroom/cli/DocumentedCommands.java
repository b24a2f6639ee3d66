package dev.darkroom.cli;

import dev.darkroom.cli.terminal.LogFormat;
import dev.darkroom.job.StopSwitch;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The commands and options as picocli knows them. */
public final class DocumentedCommands {

    private DocumentedCommands() {}

    /** Returns each command's own options by their long names, without those that every command has. */
    public static SortedMap<String, List<String>> all() {
        CommandLine root = new DarkroomCli(CommandShell.ofProcess(LogFormat.TEXT), new StopSwitch()).commandLine();
        SortedMap<String, List<String>> commands = new TreeMap<>();
        for (Map.Entry<String, CommandLine> command : root.getSubcommands().entrySet()) {
            commands.put(command.getKey(), options(command.getValue()));
        }
        return commands;
    }

    private static List<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.inherited() && !option.hidden())
                .map(OptionSpec::longestName)
                .sorted()
                .toList();
    }
}
