package dev.darkroom;

import dev.darkroom.cli.Cli;
import dev.darkroom.cli.LogFormat;
import dev.darkroom.cli.Shell;
import dev.darkroom.job.StopSwitch;

/** The program. */
public final class Darkroom {

    private Darkroom() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] args) {
        JvmProperties.prepare();
        StopSwitch stop = new StopSwitch();
        StopSignals.install(stop);
        System.exit(new Cli(Shell.ofProcess(LogFormat.of(args)), stop).run(args));
    }
}
