package dev.darkroom.cli.shell;

import dev.darkroom.results.ShellWord;
import dev.darkroom.workspace.DatabaseVariables;
import dev.darkroom.workspace.PostgresAddress;
import dev.darkroom.workspace.Workspace;
import java.io.File;

/** The way in which this program was called, so that the next command can be pasted, into another shell too. */
public final class ProgramInvocation {

    /** Names the property by which the launcher says under what name it was called itself. */
    static final String LAUNCHER = "darkroom.program";

    private static final String DEFAULT_JAR = "target/darkroom.jar";

    private ProgramInvocation() {}

    /**
     * Returns the command line up to the command, with the variables before it that told us the workspace, if any did.
     */
    public static String program(CommandShell shell) {
        return program(shell, LockedWorkspace.find(shell));
    }

    /** Does the same for a workspace that was found otherwise: a job's own, for commands that are given no job. */
    public static String program(CommandShell shell, Workspace workspace) {
        boolean windows = File.separatorChar == '\\';
        PostgresAddress database = workspace.database();
        String settings =
                LockedWorkspace.isNamed(shell) ? setting(workspace.home().toString(), windows) : "";
        return settings
                + (database == null ? "" : ShellWord.setting(DatabaseVariables.DATABASE, database.url(), windows))
                + call();
    }

    public static String setting(String home, boolean windows) {
        return ShellWord.setting(LockedWorkspace.VARIABLE, home, windows);
    }

    private static String call() {
        String launcher = System.getProperty(LAUNCHER);
        return launcher == null ? jar() : ShellWord.of(launcher);
    }

    private static String jar() {
        String path = System.getProperty("java.class.path", "");
        boolean jar = path.endsWith(".jar") && !path.contains(File.pathSeparator);
        return "java -jar " + (jar ? ShellWord.of(path) : DEFAULT_JAR);
    }
}
