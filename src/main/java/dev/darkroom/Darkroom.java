package dev.darkroom;

import dev.darkroom.cli.DarkroomCli;
import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.terminal.LogFormat;
import dev.darkroom.job.StopSwitch;

/** The program. */
public final class Darkroom {

    private Darkroom() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] args) {
        JvmProperties.prepare();
        StopSwitch stop = new StopSwitch();
        StopSignals.install(stop);
        System.exit(run(stop, args));
    }

    /** Runs the command line and returns its exit code. */
    static int run(StopSwitch stop, String... args) {
        return new DarkroomCli(CommandShell.ofProcess(LogFormat.of(args)), stop).run(args);
    }
}
