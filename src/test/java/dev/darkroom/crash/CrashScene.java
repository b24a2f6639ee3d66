package dev.darkroom.crash;

import dev.darkroom.cli.DarkroomCli;
import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.job.StopSwitch;
import dev.darkroom.scenes.TestWorkspace;
import dev.darkroom.simulator.ServiceSimulator;
import dev.darkroom.simulator.SimulatorSettings;
import dev.darkroom.simulator.faults.FaultRules;
import dev.darkroom.simulator.picture.NoisePicture;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** A job that dies, and is started again: its folder, its service, and the processes that work on it. */
final class CrashScene implements AutoCloseable {

    static final int ROWS = 12;

    private static final String SLOW = " [[fault:submit-slow]]";
    /**
     * The lock under which scenes run, since Spring Batch finds a process's running steps by their ids alone, which two
     * ledgers give alike.
     */
    private static final Lock ONE_AT_A_TIME = new ReentrantLock();

    private final Path folder;
    private final ServiceSimulator simulator;
    private final Map<String, String> prompts = new LinkedHashMap<>();
    private final StringWriter said = new StringWriter();
    private String output = "out";

    CrashScene(Path folder) throws IOException {
        this.folder = folder;
        this.simulator = ServiceSimulator.start(
                new SimulatorSettings(
                        16, Duration.ofMillis(20), 1, FaultRules.ofShares(Map.of()), List.of(), NoisePicture.fixed()),
                null,
                0,
                InstantSource.system());
    }

    /** Writes job and manifest; the rows from one to the other are answered slowly. */
    CrashScene rows(int slowFrom, int slowTo) throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,prompt,image_urls"));
        for (int row = 1; row <= ROWS; row++) {
            String prompt = "edit number " + row + "." + (row >= slowFrom && row <= slowTo ? SLOW : "");
            prompts.put("row-" + row, prompt);
            lines.add("row-" + row + "," + prompt + ",https://shop.example/" + row + ".jpg");
        }
        return write(lines);
    }

    /** Lets the next runs be those of another night, with one row more. */
    CrashScene nextNight() throws IOException {
        output = "out-2";
        List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("manifest.csv")));
        prompts.put("new", "edit another.");
        lines.add("new,edit another.,https://shop.example/new.jpg");
        return write(lines);
    }

    /** Writes job and a manifest of so many rows that cost nothing but the first ones, which are good. */
    CrashScene mostlyRejected(int rows) throws IOException {
        rows(1, 0);
        List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("manifest.csv")));
        for (int row = ROWS + 1; row <= rows; row++) {
            prompts.put("row-" + row, "");
            lines.add("row-" + row + ",,");
        }
        return write(lines);
    }

    /** Writes job and manifest of rows that have two pictures each. */
    CrashScene rowsOfTwoOutputs() throws IOException {
        rows(1, 0);
        return job("blackforestlabs/flux-2/dev/edit", "num_images: 2, ");
    }

    private CrashScene write(List<String> lines) throws IOException {
        Files.write(folder.resolve("manifest.csv"), lines);
        return job("blackforestlabs/flux-2/flash/edit", "");
    }

    private CrashScene job(String model, String input) throws IOException {
        Files.writeString(folder.resolve("job.yaml"), """
                manifest: manifest.csv
                model: %s
                api: %s
                input: { %simage_size: square, output_format: jpeg }
                submit: { rate: 500/s, max-in-flight: 16 }
                output: %s
                """.formatted(model, simulator.base(), input, output));
        return this;
    }

    /** Runs the job in a process of its own with a trap in it; returns the exit code. */
    int runInto(CrashPoint point, String message, int passing) throws Exception {
        String waitsFor =
                point == CrashPoint.REQUEST_ACCEPTED ? simulator.base().toString() : "";
        return new DyingProcess(folder, environment()).run(point, message, passing, waitsFor, "run", "job.yaml");
    }

    /** Runs the same line to its end, in this process; returns the exit code. */
    int run() {
        return call(said, "run", "job.yaml");
    }

    /** Returns what a command tells on its standard output, and on the other one where that went wrong. */
    String tell(String... command) {
        StringWriter told = new StringWriter();
        int code = call(told, command);
        return code == 0 ? told.toString() : "exit code " + code + ": " + told;
    }

    private int call(StringWriter told, String... command) {
        PrintWriter writer = new PrintWriter(told);
        CommandShell shell = new CommandShell(writer, writer, environment(), folder, false);
        ONE_AT_A_TIME.lock();
        try {
            return new DarkroomCli(shell, new StopSwitch()).run(command);
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    private Map<String, String> environment() {
        Map<String, String> variables = TestWorkspace.environment(workspace());
        variables.put("RUNCOMFY_TOKEN", "any");
        return variables;
    }

    Path workspace() {
        return folder.resolve("home");
    }

    /** Returns the names of the files from which the run's ledger could be restored. */
    List<String> restorable() throws IOException {
        try (var runs = Files.walk(TestWorkspace.in(workspace()).runFolder("."))) {
            return runs.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** Counts the files among the pictures. */
    long pictures() throws IOException {
        try (var files = Files.list(folder.resolve(output + "/images"))) {
            return files.count();
        }
    }

    /** Returns all that the processes have said and logged. */
    String said() throws IOException {
        Path log = folder.resolve(output + "/run.log");
        Path child = folder.resolve("said.txt");
        return (Files.exists(child) ? Files.readString(child) : "")
                + said
                + (Files.exists(log) ? Files.readString(log) : "");
    }

    PurchaseAudit books() throws IOException {
        return new PurchaseAudit(
                prompts, AcceptanceCheck.accepted(simulator.base().toString()), folder.resolve(output));
    }

    @Override
    public void close() throws IOException {
        simulator.close();
    }
}
