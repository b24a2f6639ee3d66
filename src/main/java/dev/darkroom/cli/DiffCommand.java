package dev.darkroom.cli;

import dev.darkroom.cli.output.DiffCsv;
import dev.darkroom.cli.output.DiffDocument;
import dev.darkroom.cli.output.DiffText;
import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.LockedWorkspace;
import dev.darkroom.cli.shell.UsageException;
import dev.darkroom.job.ExitCode;
import dev.darkroom.runs.ComparedRuns;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Holds one run against another. */
@Command(
        name = "diff",
        description =
                "Tells what another run made of the same rows, by their ids: broken, fixed, still failing, changed, "
                        + "new, gone; and what both cost. Works beside a running run.")
final class DiffCommand implements Callable<Integer> {

    private final CommandShell shell;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "RUN",
            description =
                    "The earlier run's id or output directory; without a second one, the run that is compared with "
                            + "the one before it; default: the newest.")
    private @Nullable String first;

    @Parameters(index = "1", arity = "0..1", paramLabel = "RUN", description = "The later run's, likewise.")
    private @Nullable String second;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Option(names = "--csv", description = "Print a line for each row that differs, for a spreadsheet.")
    private boolean csv;

    DiffCommand(CommandShell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        if (json && csv) {
            throw new UsageException("--json and --csv cannot both be printed: leave one out");
        }
        Workspace workspace = LockedWorkspace.openAndReport(shell);
        return LockedWorkspace.beside(workspace, held -> {
            List<String> runs =
                    Stream.of(first, second).filter(Objects::nonNull).toList();
            ComparedRuns.read(workspace, held, runs, InstantSource.system(), JsonMapper.shared(), this::print);
            return ExitCode.FINISHED;
        });
    }

    private void print(ComparedRuns compared) throws IOException {
        if (csv) {
            DiffCsv.print(compared, shell.out());
        } else if (json) {
            DiffDocument.print(compared, shell.out());
        } else {
            DiffText.lines(compared, shell.outColumns()).forEach(shell.out()::println);
        }
        DiffText.notes(compared).forEach(note -> shell.err().println("note: " + note));
    }
}
