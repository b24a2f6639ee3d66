package dev.darkroom.cli;

import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.cli.output.UnknownText;
import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.LockedWorkspace;
import dev.darkroom.cli.shell.ProgramInvocation;
import dev.darkroom.cli.values.RowChoiceOptions;
import dev.darkroom.io.SafeText;
import dev.darkroom.job.ExitCode;
import dev.darkroom.job.maintenance.ReportWriter;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.workspace.Workspace;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Writes a run's results and reports again. */
@Command(
        name = "report",
        description =
                "Writes results and reports again from what is recorded, also beside a running run. Options that choose"
                        + " rows choose what the page and the CSV reports show; the results always have all.")
final class ReportCommand implements Callable<Integer> {

    private final CommandShell shell;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "The run's id or its output directory; default the newest.")
    private @Nullable String run;

    @Option(
            names = "--by",
            paramLabel = "COLUMN",
            split = ",",
            description = "A kept column that gets a report of its own; may be given again.")
    private List<String> by = new ArrayList<>();

    @Mixin
    private RowChoiceOptions rows = new RowChoiceOptions();

    ReportCommand(CommandShell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        Workspace workspace = LockedWorkspace.openAndReport(shell);
        ReportWriter writer = new ReportWriter(InstantSource.system(), JsonMapper.shared(), ModelCatalog.builtIn());
        ReportWriter.ReportOptions options =
                new ReportWriter.ReportOptions(by, rows.given().choice());
        // It may take long, and a run that begins meanwhile must not wait for it, if that can be had.
        ReportWriter.WrittenReport report = ReportWriter.readsCopy(workspace)
                ? writer.write(workspace, run, options, false)
                : LockedWorkspace.beside(workspace, held -> writer.write(workspace, run, options, held));
        report.written().warnings().forEach(warning -> shell.err().println(SafeText.line(warning)));
        report.pageWarnings().forEach(warning -> shell.err().println(SafeText.line(warning)));
        UnknownText.lines(report.run(), report.unknown(), ProgramInvocation.program(shell))
                .forEach(shell.err()::println);
        shell.out().println(BucketLocation.shown(report.output()));
        return ExitCode.FINISHED;
    }
}
