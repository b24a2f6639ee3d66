package dev.darkroom.cli;

import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.LockedWorkspace;
import dev.darkroom.cli.shell.ProgramInvocation;
import dev.darkroom.cli.terminal.TextTable;
import dev.darkroom.io.CountText;
import dev.darkroom.io.MoneyText;
import dev.darkroom.io.SafeText;
import dev.darkroom.job.ExitCode;
import dev.darkroom.job.StopSwitch;
import dev.darkroom.job.maintenance.WorkspaceTransfer;
import dev.darkroom.job.maintenance.WorkspaceTransfer.TransferResult;
import dev.darkroom.job.maintenance.WorkspaceTransfer.TransferredRun;
import dev.darkroom.ledger.transfer.LedgerTransfer;
import dev.darkroom.ledger.transfer.RunSums;
import dev.darkroom.ledger.transfer.UnsettledRun;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.results.ShellWord;
import dev.darkroom.workspace.DatabaseLock;
import dev.darkroom.workspace.DatabaseVariables;
import dev.darkroom.workspace.PostgresAddress;
import dev.darkroom.workspace.Workspace;
import dev.darkroom.workspace.WorkspaceLock;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Moves the workspace on this host to a database. */
@Command(
        name = "copy",
        description =
                "Moves a settled workspace to PostgreSQL: copies all runs with what is known of each row, compares the "
                        + "two, and shuts the one that was copied.")
final class WorkspaceCopyCommand implements Callable<Integer> {

    private static final String TO = "--to";

    private final CommandShell shell;

    @Option(
            names = TO,
            required = true,
            paramLabel = "JDBC-URL",
            description =
                    "An empty PostgreSQL database, such as jdbc:postgresql://host/database?user=name; its password is "
                            + "in the variable DARKROOM_DB_PASSWORD, or in a file named by DARKROOM_DB_PASSWORD_FILE.")
    private String to = "";

    WorkspaceCopyCommand(CommandShell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        PostgresAddress address = DatabaseVariables.named(to, TO, shell.environment(), shell.workingDirectory());
        Workspace workspace = LockedWorkspace.openLocalAndReport(shell);
        return LockedWorkspace.during(shell, workspace, new StopSwitch(), () -> copy(workspace, address));
    }

    private int copy(Workspace workspace, PostgresAddress address) throws IOException {
        Optional<DatabaseLock> lock = DatabaseLock.tryAll(address);
        if (lock.isEmpty()) {
            shell.err()
                    .println("The database " + address.shown() + " is held by "
                            + WorkspaceLock.holder(workspace.sharedIn(address)) + ". Wait for its end, or end it");
            return ExitCode.WORKSPACE_HELD;
        }
        try {
            TransferResult result = new WorkspaceTransfer(
                            workspace, address, InstantSource.system(), JsonMapper.shared())
                    .move(new CopyProgress());
            return told(result, workspace, address);
        } finally {
            lock.get().close();
        }
    }

    private int told(TransferResult result, Workspace workspace, PostgresAddress address) {
        if (!result.unsettled().isEmpty()) {
            result.unsettled().forEach(run -> shell.err().println(SafeText.line(unsettled(run, workspace))));
            shell.err().println("Nothing was copied: a workspace is moved once what it has bought is settled");
            return ExitCode.USAGE;
        }
        if (!result.finished()) {
            table(result.copied()).lines().forEach(shell.out()::println);
            result.copied().stream()
                    .filter(run -> run.unfetched() > 0)
                    .forEach(run -> shell.err()
                            .println(SafeText.line("the run " + run.run() + " has "
                                    + CountText.of(run.unfetched(), "row")
                                    + " paid for and not fetched: 'resume " + ShellWord.of(run.run())
                                    + "' asks for them from the database")));
        }
        shell.err()
                .println((result.finished()
                                ? "All had been copied before, and the move has come to its end. "
                                : "Counts and sums are the same in both. ")
                        + "The workspace " + workspace.home() + " is shut; from now on, on every host: "
                        + "DARKROOM_DB=" + ShellWord.of(address.url()));
        return ExitCode.FINISHED;
    }

    private String unsettled(UnsettledRun run, Workspace workspace) {
        String program = ProgramInvocation.program(shell, workspace) + " ";
        String id = ShellWord.of(run.run());
        List<String> parts = new ArrayList<>();
        if (run.atService() > 0) {
            parts.add(CountText.of(run.atService(), "row") + " bought and not fetched yet: " + program + "resume " + id
                    + ", or " + program + "cancel " + id);
        }
        if (run.unknown() > 0) {
            parts.add(CountText.of(run.unknown(), "row") + " unknown: " + program + "status " + id
                    + " names the commands that settle them");
        }
        if (run.forgotten()) {
            parts.add("its restored ledger may lack purchases: " + program + "resume --past-stop " + id
                    + ", once they were looked for");
        }
        return "the run " + run.run() + " is not settled: " + String.join("; ", parts);
    }

    private static TextTable table(List<TransferredRun> runs) {
        TextTable table = new TextTable("RUN", "ROWS", "BOUGHT", "PICTURES", "REVIEWS", "COST");
        for (TransferredRun run : runs) {
            RunSums sums = run.sums();
            table.add(
                    run.run(),
                    Long.toString(sums.rows()),
                    Long.toString(sums.purchases()),
                    Long.toString(sums.pictures()),
                    Long.toString(sums.reviews()),
                    MoneyText.digits(sums.cost()));
        }
        return table;
    }

    /** Says now and then how far the copy is. */
    private final class CopyProgress implements LedgerTransfer.TransferProgress {

        private static final Duration INTERVAL = Duration.ofSeconds(5);

        private final MonotonicClock clock = MonotonicClock.system();
        private MonotonicTime last = clock.now();

        @Override
        public void copied(String table, long done, long total) {
            MonotonicTime now = clock.now();
            if (!last.plus(INTERVAL).isAfter(now)) {
                last = now;
                shell.err()
                        .println(String.format(Locale.ROOT, "copied %,d of %,d lines, now of %s", done, total, table));
            }
        }

        @Override
        public void comparing() {
            shell.err().println("comparing what both hold");
        }
    }
}
