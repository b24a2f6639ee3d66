package dev.darkroom.cli;

import dev.darkroom.cli.shell.CommandShell;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The results of one run of the command line: exit code and both streams. */
public record CliRun(int code, String out, String err) {

    public static CliRun of(String... arguments) {
        return in(Path.of(""), arguments);
    }

    static CliRun in(Path workingDirectory, String... arguments) {
        return in(workingDirectory, Map.of(), arguments);
    }

    public static CliRun in(Path workingDirectory, Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandShell shell =
                new CommandShell(new PrintWriter(out), new PrintWriter(err), environment, workingDirectory, false);
        int code = new DarkroomCli(shell).run(arguments);
        return new CliRun(code, out.toString(), err.toString());
    }

    static CommandShell silentShell() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return new CommandShell(nowhere, nowhere, Map.of(), Path.of(""), false);
    }

    public List<String> outLines() {
        return out.lines().toList();
    }

    List<String> errLines() {
        return err.lines().toList();
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(out);
    }
}
