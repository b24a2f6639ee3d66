package dev.darkroom.cli;

import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.LockedWorkspace;
import dev.darkroom.cli.shell.ProgressLine;
import dev.darkroom.cli.shell.SourceLookProgress;
import dev.darkroom.cli.validation.FindingReporter;
import dev.darkroom.cli.validation.JobValidation;
import dev.darkroom.cli.validation.JsonFindingReporter;
import dev.darkroom.cli.validation.SourceLookReport;
import dev.darkroom.cli.validation.TextFindingReporter;
import dev.darkroom.cli.validation.ValidationSummary;
import dev.darkroom.fetch.FetchPolicy;
import dev.darkroom.job.JobManifests;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.jobfile.rules.LookRules;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.sourcelook.LookPass;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says all that is wrong with a job file and the rows of its manifest; sends nothing. */
@Command(
        name = "validate",
        description = "Every problem in the job file and in every row, with the remedy; exit code 2 if there is one.")
final class ValidateCommand implements Callable<Integer> {

    private final CommandShell shell;

    @Parameters(paramLabel = "JOB.yaml", description = "The job file.")
    private String jobFile = "";

    @Mixin
    private JobOptions options = new JobOptions();

    @Option(
            names = "--check-urls",
            description = "Also look at each image at its host, and say what is not one, or not as usual.")
    private boolean checkUrls;

    @Option(names = "--strict", description = "Take for a problem what run --strict buys nothing for.")
    private boolean strict;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    ValidateCommand(CommandShell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        JobSpec job;
        Path file = shell.workingDirectory().resolve(jobFile);
        try {
            job = JobFile.read(file, options.overrides(), shell.environment());
        } catch (ManifestException unusable) {
            return refuse(unusable, file);
        }
        FindingReporter findings = findings(JobManifests.name(job, shell::shownPath));
        ValidationSummary verdict = new JobValidation(
                        job,
                        List.of(),
                        findings,
                        sources(job, file, findings),
                        strict,
                        InstantSource.system().instant())
                .run(shell::shownPath);
        findings.end(verdict);
        return verdict.exitCode();
    }

    /** Says what is wrong with the job file and, as far as that can be told, with its rows. */
    private int refuse(ManifestException unusable, Path file) throws IOException, InterruptedException {
        JobSpec sound =
                JobFile.sound(file, options.overrides(), shell.environment()).orElse(null);
        String manifest = sound == null ? null : JobManifests.name(sound, shell::shownPath);
        FindingReporter findings = findings(manifest);
        List<InputProblem> problems = unusable.problems();
        ValidationSummary verdict;
        if (sound != null && manifest != null) {
            verdict = new JobValidation(
                            sound,
                            problems,
                            findings,
                            null,
                            strict,
                            InstantSource.system().instant())
                    .run(shell::shownPath);
        } else {
            long warnings = problems.stream().filter(InputProblem::warning).count();
            JobManifests.inOrder(problems).forEach(findings::ofJob);
            verdict = ValidationSummary.ofJob(problems.size() - warnings, warnings);
        }
        findings.end(verdict);
        return verdict.exitCode();
    }

    private FindingReporter findings(@Nullable String manifest) {
        return json ? new JsonFindingReporter(shell.out(), jobFile, manifest) : new TextFindingReporter(shell.out());
    }

    private SourceLookReport sources(JobSpec job, Path file, FindingReporter findings) throws IOException {
        URI base = job.api().base();
        LookRules rules = job.sourceLook();
        LookPass pass = new LookPass(
                rules,
                base == null
                        ? FetchPolicy.publicSources()
                        : FetchPolicy.sources(base, job.api().loopback()),
                job.api().loopback(),
                job.localPictures(),
                workspace(file).lookedSources(),
                InstantSource.system(),
                MonotonicClock.system());
        return new SourceLookReport(
                pass,
                rules,
                checkUrls,
                base == null,
                findings,
                new SourceLookProgress(new ProgressLine(shell), MonotonicClock.system()));
    }

    /** Returns where it is kept what was seen; nothing is kept where no host is asked. */
    private Workspace workspace(Path file) throws IOException {
        return checkUrls ? LockedWorkspace.openAndReport(shell, options.database(file)) : LockedWorkspace.find(shell);
    }
}
