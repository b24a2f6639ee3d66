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
        prepareProcess();
        StopSwitch stop = new StopSwitch();
        StopSignals.install(stop);
        System.exit(new Cli(Shell.ofProcess(LogFormat.of(args)), stop).run(args));
    }

    /** What the JDK reads only once, when the classes in question load; a property of the user's own wins. */
    private static void prepareProcess() {
        // Without it each answer of the simulator on a kept connection waits 40 ms.
        property("sun.net.httpserver.nodelay", "true");
        // A purchase on an idle connection that the service has just closed would leave it in doubt.
        property("jdk.httpclient.keepalive.timeout", "4");
        property("java.awt.headless", "true");
    }

    private static void property(String name, String value) {
        System.getProperties().putIfAbsent(name, value);
    }
}
