package dev.darkroom.cli;

import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.values.DurationConverter;
import dev.darkroom.io.FailureText;
import dev.darkroom.job.ExitCode;
import dev.darkroom.simulator.ServiceSimulator;
import dev.darkroom.simulator.SimulatorSettings;
import dev.darkroom.simulator.faults.FaultKind;
import dev.darkroom.simulator.faults.FaultRules;
import dev.darkroom.simulator.picture.FixedPicture;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the simulated service until the process is told to stop or its thread is interrupted. */
@Command(
        name = "simulator",
        description = "The built-in simulator on a port of its own, until it is stopped. Needs no token, no network.")
final class SimulatorCommand implements Callable<Integer> {

    private static final int MAX_PORT = 65_535;

    private final CommandShell shell;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--port",
            defaultValue = "8787",
            paramLabel = "PORT",
            description = "The port, 0 for any that is free; default ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--capacity",
            defaultValue = "8",
            paramLabel = "N",
            description = "How many requests it works on at once; default ${DEFAULT-VALUE}.")
    private int capacity;

    @Option(
            names = "--service-time",
            defaultValue = "2s",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long it works on one, such as 500ms or 2s; default ${DEFAULT-VALUE}.")
    private Duration serviceTime = Duration.ZERO;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "The seed of all its chances; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--fault",
            paramLabel = "NAME=SHARE",
            completionCandidates = FaultNames.class,
            description =
                    "What goes wrong, and in which share of the calls (0.05 or 5%%), or when, as a rule in JSON such as "
                            + "'throttle={\"over\":\"30/s\"}'; may be given again. docs/simulator.md explains it. There "
                            + "are ${COMPLETION-CANDIDATES}.")
    private Map<String, String> faults = new LinkedHashMap<>();

    @Option(
            names = "--storage",
            paramLabel = "DIR",
            description = "Where requests and balance are kept over the process's end; default nowhere.")
    private @Nullable Path storage;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "A JPEG, PNG or GIF that every output is, for measuring; default: each is drawn.")
    private @Nullable Path picture;

    SimulatorCommand(CommandShell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        try (ServiceSimulator simulator = start()) {
            shell.out().println("--api " + simulator.base());
            shell.out().flush();
            shell.err().println("The simulator is running; Ctrl-C stops it.");
            shell.err().flush();
            new CountDownLatch(1).await();
            return ExitCode.FINISHED;
        } catch (InterruptedException stopped) {
            return ExitCode.FINISHED;
        }
    }

    private ServiceSimulator start() throws IOException {
        if (port < 0 || port > MAX_PORT) {
            String message = "There is no port " + port + "; give --port a number from 1 to " + MAX_PORT
                    + ", or 0 for any that is free";
            throw new ParameterException(spec.commandLine(), message);
        }
        Path kept = storage == null ? null : shell.workingDirectory().resolve(storage);
        try {
            SimulatorSettings settings = new SimulatorSettings(
                    capacity, serviceTime, seed, FaultRules.ofTexts(faults), List.of(), fixedPicture());
            return ServiceSimulator.start(settings, kept, port, InstantSource.system());
        } catch (IllegalArgumentException bad) {
            throw new ParameterException(spec.commandLine(), String.valueOf(bad.getMessage()), bad);
        } catch (BindException taken) {
            String message = "Port " + port + " is taken; give another with --port, or 0 for any that is free";
            throw new ParameterException(spec.commandLine(), message, taken);
        }
    }

    private @Nullable FixedPicture fixedPicture() {
        try {
            return picture == null
                    ? null
                    : FixedPicture.read(shell.workingDirectory().resolve(picture));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("The picture cannot be read: " + FailureText.of(unreadable), unreadable);
        }
    }

    /** Lists the faults' names, for the help. */
    static final class FaultNames implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(FaultKind.values()).map(FaultKind::keyword).iterator();
        }
    }
}
