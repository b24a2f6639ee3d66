package dev.darkroom.cli;

import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.ProgramInvocation;
import dev.darkroom.cli.terminal.TerminalScreen;
import dev.darkroom.cli.terminal.TextColour;
import dev.darkroom.io.MoneyText;
import dev.darkroom.io.SafeText;
import dev.darkroom.job.RunResult;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.results.ClosingSummary;
import dev.darkroom.results.NextCommands;
import dev.darkroom.results.OutputFiles;
import dev.darkroom.results.RequiredOptions;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.ShellWord;
import dev.darkroom.step.RunScope;
import dev.darkroom.workspace.Workspace;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Says how a run's process ended and what may come next. */
final class ClosingBlock {

    private static final String PAGE = "report.html";
    private static final int LABEL = 10;
    private static final List<String> BUDGET = List.of(RequiredOptions.MAX_COST, RequiredOptions.AMOUNT);

    private final CommandShell shell;
    private final Workspace workspace;
    private final RepeatedOptions repeated;

    /** @param workspace in which the next command works too */
    ClosingBlock(CommandShell shell, Workspace workspace, RepeatedOptions repeated) {
        this.shell = shell;
        this.workspace = workspace;
        this.repeated = repeated;
    }

    /**
     * Prints it.
     *
     * @param scope what was to be done, which comes next too
     * @param unconfirmed whether it ended for want of a {@code --yes}
     */
    void print(RunResult result, RunScope scope, boolean unconfirmed) {
        result.messages().forEach(message -> shell.err().println(SafeText.line(message)));
        RunSummary summary = result.summary();
        List<String> options = new ArrayList<>(repeated.again());
        List<String> required = scope.cancels() ? List.of() : RequiredOptions.of(summary.stopReason());
        boolean usedUp = required.contains(RequiredOptions.MAX_COST);
        options.addAll(usedUp ? enough(result) : repeated.maxCost());
        required.stream().filter(option -> !usedUp || !BUDGET.contains(option)).forEach(options::add);
        if (!scope.only().isEmpty() && StopReason.isStanding(summary.stopReason())) {
            options.addAll(List.of("--only", String.join(",", scope.keywords())));
        }
        // Once these rows are through, the way on is with all others.
        if (!StopReason.SELECTION.isReasonOf(summary.stopReason())) {
            options.addAll(repeated.rows());
        }
        if (unconfirmed && !options.contains("--yes")) {
            options.add("--yes");
        }
        String verb = scope.cancels() ? "cancel" : "resume";
        NextCommands next = new NextCommands(ProgramInvocation.program(shell, workspace), verb, summary.run(), options);
        Path page = result.output().resolve(PAGE);
        new ClosingSummary(
                        summary,
                        result.errors(),
                        result.written(),
                        shown(result.output()),
                        OutputFiles.tablesIn(result.output()),
                        Files.exists(page) ? shown(page) : null,
                        next,
                        result.open(),
                        repeated.notes())
                .lines()
                .forEach(line -> print(line, summary));
        Path trial = result.output().resolve(OutputFiles.TRIAL_PAGE);
        if (Files.exists(trial)) {
            String winner = ProgramInvocation.program(shell, workspace) + " try " + ShellWord.of(summary.run());
            print("compare   " + shown(trial), summary);
            print("winner    " + winner + " --winner N writes the job of candidate N", summary);
        }
        shell.err().flush();
    }

    /**
     * Returns the {@code --max-cost} for the next command, which must be enough for all rows; the one that was given if
     * costs that came in since the stop leave room.
     */
    private List<String> enough(RunResult result) {
        BigDecimal enough = result.enoughBudget();
        BigDecimal cap = result.summary().cost().capUsd();
        if (enough == null) {
            return BUDGET;
        }
        return cap != null && enough.compareTo(cap) > 0
                ? List.of(RequiredOptions.MAX_COST, MoneyText.digits(enough))
                : repeated.maxCost();
    }

    private void print(String line, RunSummary summary) {
        TerminalScreen screen = shell.screen();
        if (screen == null || line.length() <= LABEL) {
            shell.err().println(line);
            return;
        }
        String label = line.substring(0, LABEL);
        String safe = SafeText.line(line.substring(LABEL));
        screen.stay(screen.capabilities().in(colour(label.strip(), summary), label) + safe);
    }

    private static TextColour colour(String label, RunSummary summary) {
        Integer exit = summary.exitCode();
        return switch (label) {
            case "run" -> exit != null && exit == 0 ? TextColour.GOOD : TextColour.BAD;
            case "errors" -> TextColour.BAD;
            case "warning", "unknown", "note" -> TextColour.WARNING;
            default -> TextColour.NONE;
        };
    }

    private Path shown(Path output) {
        Path here = shell.workingDirectory().toAbsolutePath().normalize();
        return output.startsWith(here) ? here.relativize(output) : output;
    }
}
