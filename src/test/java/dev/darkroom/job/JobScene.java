package dev.darkroom.job;

import dev.darkroom.api.ApiToken;
import dev.darkroom.faults.FastClock;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.results.RunSummary;
import dev.darkroom.scenes.TestWorkspace;
import dev.darkroom.step.RunScope;
import dev.darkroom.submit.PurchaseConfirmation;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A folder with a manifest, a job and a workspace, and what a user does in it. */
public final class JobScene {

    static final String FLASH = "blackforestlabs/flux-2/flash/edit";

    /** The factor by which the times pass faster for which a run waits. */
    private static final int SPEED = 20;

    private final Path folder;
    private final InstantSource wall;
    private final MonotonicClock clock;
    private final StopSwitch stop = new StopSwitch();

    public JobScene(Path folder) {
        this(folder, InstantSource.system(), new FastClock(SPEED));
    }

    /**
     * Makes a scene in which a run waits in real time.
     *
     * @param wall the clock that the user's machine shows
     */
    JobScene(Path folder, InstantSource wall) {
        this(folder, wall, MonotonicClock.system());
    }

    private JobScene(Path folder, InstantSource wall, MonotonicClock clock) {
        this.folder = folder;
        this.wall = wall;
        this.clock = clock;
    }

    public Path folder() {
        return folder;
    }

    StopSwitch stop() {
        return stop;
    }

    public JobScene file(String name, String... lines) throws IOException {
        Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
        return this;
    }

    /** Writes a job that edits {@code manifest.csv} on the simulator without delay, with more keys if need be. */
    public JobScene job(String... more) throws IOException {
        return file(
                "job.yaml",
                "manifest: manifest.csv\nmodel: " + FLASH + "\napi: simulator\n"
                        + "input: { image_size: square, output_format: png }\n"
                        + "submit: { rate: 500/s, max-in-flight: 16 }\n"
                        + "simulator: { capacity: 100, service-time: 10ms }\n"
                        + "output: out/{{run}}\n" + String.join("\n", more));
    }

    /** Puts other text into the job file. */
    public JobScene replace(String message, String others) throws IOException {
        Path job = folder.resolve("job.yaml");
        Files.writeString(job, Files.readString(job).replace(message, others));
        return this;
    }

    public Workspace workspace() {
        return TestWorkspace.in(folder.resolve("home"));
    }

    public RunResult run() throws IOException {
        return run(JobOverrides.NONE);
    }

    public RunResult run(JobOverrides overrides) throws IOException {
        return launcher().run(request(folder.resolve("job.yaml"), overrides, null, false));
    }

    /** Runs a job file of the project's own. */
    RunResult run(Path job, JobOverrides overrides) throws IOException {
        return launcher().run(request(job, overrides, null, false));
    }

    /** Runs the job with a user who answers so. */
    RunResult run(PurchaseConfirmation confirmation) throws IOException {
        RunRequest whole = request(folder.resolve("job.yaml"), JobOverrides.NONE, null, false);
        return launcher()
                .run(new RunRequest(
                        whole.job(),
                        whole.workspace(),
                        whole.token(),
                        false,
                        null,
                        confirmation,
                        whole.observer(),
                        whole.stop(),
                        RunScope.ALL));
    }

    public RunResult runNew() throws IOException {
        return launcher().run(request(folder.resolve("job.yaml"), JobOverrides.NONE, null, true));
    }

    public RunResult resume(String run) throws IOException {
        return launcher().run(request(folder.resolve("job.yaml"), JobOverrides.NONE, run, false));
    }

    public RunResult resume(String run, RunScope scope) throws IOException {
        return resume(run, JobOverrides.NONE, scope);
    }

    /** Resumes a run under another budget. */
    public RunResult resume(String run, String maxCost, RunScope scope) throws IOException {
        return resume(run, new JobOverrides(null, null, null, null, maxCost, null, null, List.of()), scope);
    }

    public RunResult resume(String run, JobOverrides overrides, RunScope scope) throws IOException {
        RunRequest whole = request(folder.resolve("job.yaml"), overrides, run, false);
        return launcher()
                .run(new RunRequest(
                        whole.job(),
                        whole.workspace(),
                        whole.token(),
                        false,
                        run,
                        whole.confirmation(),
                        whole.observer(),
                        whole.stop(),
                        scope));
    }

    private RunLauncher launcher() {
        return new RunLauncher(wall, clock, JsonMapper.shared(), ModelCatalog.builtIn());
    }

    private RunRequest request(Path job, JobOverrides overrides, @Nullable String resume, boolean startNew)
            throws IOException {
        return new RunRequest(
                JobFile.read(job, overrides, Map.of()),
                workspace(),
                new ApiToken("a-secret-that-must-not-leak"),
                startNew,
                resume,
                (purchases, estimate) -> true,
                new QuietObserver(),
                stop);
    }

    /** Returns the lines of a file in the run's output directory, without the byte order mark. */
    public static List<String> lines(RunResult result, String file) throws IOException {
        return Files.readString(result.output().resolve(file))
                .replace("\uFEFF", "")
                .lines()
                .toList();
    }

    private static final class QuietObserver implements RunObserver {
        @Override
        public void begins(String run, Path output, boolean goesOn) {}

        @Override
        public void progress(RunSummary summary, long inFlight, @Nullable String trouble) {}
    }
}
