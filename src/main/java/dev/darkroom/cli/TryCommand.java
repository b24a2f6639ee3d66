package dev.darkroom.cli;

import dev.darkroom.api.ApiToken;
import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.LockedWorkspace;
import dev.darkroom.cli.shell.ProgramInvocation;
import dev.darkroom.cli.shell.UsageException;
import dev.darkroom.io.CountText;
import dev.darkroom.io.SafeText;
import dev.darkroom.job.ExitCode;
import dev.darkroom.job.JobManifests;
import dev.darkroom.job.StopSwitch;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.jobfile.JobOverrides.TrialOptions.PlacedPrompt;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.candidate.RowCandidate;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.results.ShellWord;
import dev.darkroom.runs.RecordedJob;
import dev.darkroom.trial.PromptsFile;
import dev.darkroom.trial.TrialJob;
import dev.darkroom.trial.WinnerJob;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Tries prompts and models on a few rows of a job, and writes the job of the one that is best. */
@Command(
        name = "try",
        description = "Buys pictures of a few rows with each prompt and each model, and shows them side by side on the"
                + " page try.html. With --winner it writes the job that does the same for all rows.")
final class TryCommand implements Callable<Integer> {

    private final CommandShell shell;
    private final StopSwitch stop;

    @Parameters(
            paramLabel = "JOB.yaml",
            description = "The job file; with --winner the run's id or its output directory.")
    private String tried = "";

    @Option(
            names = "--prompts",
            paramLabel = "FILE",
            description = "A prompt on each line, with the templates of the job file; default: the job's own.")
    private @Nullable String prompts;

    @Option(
            names = "--models",
            paramLabel = "MODEL",
            split = ",",
            description = "The models, with commas between them; default: the job's own.")
    private List<String> models = List.of();

    @Option(
            names = "--winner",
            paramLabel = "N",
            description = "Write the job of this candidate of the run, which the page numbers; buys nothing.")
    private @Nullable Integer winner;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "With --winner: the job file to write; default: beside the job, its name with -winner.")
    private @Nullable String target;

    @Option(names = "--force", description = "With --winner: replace a job file that is there.")
    private boolean force;

    @Mixin
    private JobOptions options = new JobOptions();

    @Mixin
    private TokenOption tokenOption = new TokenOption();

    @Option(names = "--new", description = "Start another run in any case.")
    private boolean startNew;

    @Option(names = "--yes", description = "Buy without asking, however much it is.")
    private boolean yes;

    @Option(
            names = "--strict",
            description = "Buy nothing if any row is invalid, or sends a text with an empty column.")
    private boolean strict;

    TryCommand(CommandShell shell, StopSwitch stop) {
        this.shell = shell;
        this.stop = stop;
    }

    @Override
    public Integer call() throws Exception {
        Integer number = winner;
        if (number == null && (target != null || force)) {
            throw new UsageException("--to and --force go with --winner, which writes a job");
        }
        if (number != null && (prompts != null || !models.isEmpty())) {
            throw new UsageException(
                    "--prompts and --models go without --winner, which writes a job of what was tried");
        }
        return number == null ? tryOut() : writeWinner(number);
    }

    private int tryOut() throws Exception {
        Path file = shell.workingDirectory().resolve(tried);
        Workspace workspace = LockedWorkspace.openAndReport(shell, options.database(file));
        return LockedWorkspace.during(shell, workspace, stop, () -> {
            JobSpec job = job(file);
            tell(job);
            TokenDestination destination = TokenDestination.of(job, shell);
            RepeatedOptions repeated = RepeatedOptions.toRun(options, tokenOption, destination);
            ApiToken token = tokenOption.token(destination, shell);
            return new RunExecution(shell, stop, repeated).run(job, workspace, token, startNew, yes, strict);
        });
    }

    private JobSpec job(Path file) throws IOException {
        List<PlacedPrompt> given = prompts == null
                ? List.of()
                : PromptsFile.read(shell.workingDirectory().resolve(prompts), prompts);
        try {
            return new TrialJob(file, options.overrides(), shell.environment())
                    .read(given, String.valueOf(prompts), models);
        } catch (ManifestException refused) {
            throw JobManifests.withManifest(refused, JobFile.sound(file, options.overrides(), shell.environment()));
        }
    }

    private void tell(JobSpec job) {
        int candidates = job.candidates().count();
        String rows = job.rows().message();
        shell.err()
                .println(SafeText.line("each row is tried with " + CountText.of(candidates, "candidate") + ": "
                        + CountText.of(Math.max(1, job.candidates().prompts().size()), "prompt") + " × "
                        + CountText.of(Math.max(1, job.candidates().models().size()), "model")));
        if (!rows.isEmpty()) {
            shell.err().println(SafeText.line("the run is the manifest's rows " + rows));
        }
    }

    private int writeWinner(int number) throws Exception {
        Workspace workspace = LockedWorkspace.openAndReport(shell);
        return LockedWorkspace.briefly(shell, workspace, () -> {
            RecordedJob recorded = RecordedJob.find(workspace, tried, options.overridesOfRun(), JsonMapper.shared());
            JobSpec job = recorded.job();
            Path source = job.triedJob();
            if (source == null || job.candidates().isEmpty()) {
                throw new UsageException("the run " + recorded.run() + " tried nothing; runs of try are named JOB-try");
            }
            if (number < 1 || number > job.candidates().count()) {
                throw new UsageException("the run " + recorded.run() + " has "
                        + CountText.of(job.candidates().count(), "candidate") + ", and none of the number " + number);
            }
            write(job, source, job.candidates().get(number, true));
            return ExitCode.FINISHED;
        });
    }

    private void write(JobSpec job, Path source, RowCandidate candidate) throws IOException {
        Path file = target(source);
        if (!force && Files.exists(file)) {
            throw new UsageException(
                    shell.shownPath(file) + " is there already. --force replaces it, --to names another file");
        }
        JobSpec base = JobFile.read(source, JobOverrides.NONE, shell.environment());
        Set<String> columns = new LinkedHashSet<>(JobManifests.survey(
                        base,
                        JobManifests.of(base, shell::shownPath),
                        ModelCatalog.builtIn().with(base.models()))
                .columns());
        new WinnerJob(job, candidate, shell.environment()).write(source, shell.shownPath(source), file, columns);
        String name = shell.shownPath(file);
        shell.out().println("wrote " + SafeText.line(name) + " for the candidate " + candidate.number());
        say("model", candidate.model());
        say("prompt", candidate.prompt());
        String program = ProgramInvocation.program(shell);
        say("plan", program + " plan " + ShellWord.of(name));
        say("run", program + " run " + ShellWord.of(name));
    }

    private Path target(Path source) {
        String name = String.valueOf(source.getFileName()).replaceFirst("\\.[^.]+$", "");
        Path file = target == null
                ? source.resolveSibling(name + "-winner.yaml")
                : shell.workingDirectory().resolve(target);
        return file.toAbsolutePath().normalize();
    }

    private void say(String what, @Nullable String text) {
        if (text != null) {
            shell.out().println(SafeText.line("  " + what + " ".repeat(Math.max(1, 10 - what.length())) + text));
        }
    }
}
