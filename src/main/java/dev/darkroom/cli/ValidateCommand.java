package dev.darkroom.cli;

import dev.darkroom.cli.validation.FindingReporter;
import dev.darkroom.cli.validation.JobValidation;
import dev.darkroom.cli.validation.JsonFindingReporter;
import dev.darkroom.cli.validation.TextFindingReporter;
import dev.darkroom.cli.validation.UrlCheck;
import dev.darkroom.cli.validation.ValidationSummary;
import dev.darkroom.fetch.FetchPolicy;
import dev.darkroom.fetch.ReachabilityProbe;
import dev.darkroom.job.JobManifests;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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

    /** The timeout of each answer of a host that has a picture. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final CommandShell shell;

    @Parameters(paramLabel = "JOB.yaml", description = "The job file.")
    private String jobFile = "";

    @Mixin
    private JobOptions options = new JobOptions();

    @Option(
            names = "--check-urls",
            description = "Also ask each image's host for its first bytes: a picture's, a page's, or none.")
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
        String manifest = JobManifests.name(job, shell::shownPath);
        FindingReporter findings = findings(manifest);
        try (UrlCheck urls = checkUrls ? urlCheck(job, manifest, findings) : null) {
            ValidationSummary verdict = new JobValidation(
                            job,
                            List.of(),
                            findings,
                            urls,
                            strict,
                            InstantSource.system().instant())
                    .run(shell::shownPath);
            findings.end(verdict);
            return verdict.exitCode();
        }
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

    private static UrlCheck urlCheck(JobSpec job, String manifest, FindingReporter findings) {
        ReachabilityProbe probe = new ReachabilityProbe(FetchPolicy.publicSources(), ANSWER, InstantSource.system());
        return new UrlCheck(probe, manifest, job.api().loopback(), findings);
    }
}
