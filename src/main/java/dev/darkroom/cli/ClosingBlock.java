package dev.darkroom.cli;

import dev.darkroom.cli.terminal.TerminalScreen;
import dev.darkroom.cli.terminal.TextColour;
import dev.darkroom.io.MoneyText;
import dev.darkroom.io.SafeText;
import dev.darkroom.job.RunResult;
import dev.darkroom.ledger.StopReason;
import dev.darkroom.results.ClosingSummary;
import dev.darkroom.results.NextCommands;
import dev.darkroom.results.RunSummary;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Says how a run's process ended and what may come next. */
final class ClosingBlock {

    private static final String PAGE = "report.html";
    private static final int LABEL = 10;

    private final CommandShell shell;
    private final RepeatedOptions repeated;

    ClosingBlock(CommandShell shell, RepeatedOptions repeated) {
        this.shell = shell;
        this.repeated = repeated;
    }

    /**
     * Prints it.
     *
     * @param verb the command that comes next
     * @param unconfirmed whether it ended for want of a {@code --yes}
     */
    void print(RunResult result, String verb, boolean unconfirmed) {
        result.messages().forEach(message -> shell.err().println(SafeText.line(message)));
        RunSummary summary = result.summary();
        List<String> options = new ArrayList<>(repeated.again());
        options.addAll(maxCost(summary));
        if (stands(summary)) {
            options.add("--past-stop");
        }
        if (unconfirmed) {
            options.add("--yes");
        }
        NextCommands next = new NextCommands(ProgramInvocation.program(shell), verb, summary.run(), options);
        Path page = result.output().resolve(PAGE);
        new ClosingSummary(
                        summary,
                        result.written(),
                        shown(result.output()),
                        Files.exists(page) ? shown(page) : null,
                        next,
                        result.open(),
                        repeated.notes())
                .lines()
                .forEach(line -> print(line, summary));
        shell.err().flush();
    }

    private static boolean stands(RunSummary summary) {
        String reason = summary.stopReason();
        return reason != null
                && Arrays.stream(StopReason.values())
                        .anyMatch(stop -> stop.stands() && reason.startsWith(stop.keyword() + ":"));
    }

    /**
     * Returns the {@code --max-cost} for the next command; a used-up one must be raised: at least to what the whole run
     * is estimated at.
     */
    private List<String> maxCost(RunSummary summary) {
        String reason = summary.stopReason();
        BigDecimal estimated = summary.cost().estimatedUsd();
        BigDecimal cap = summary.cost().capUsd();
        boolean usedUp =
                reason != null && reason.startsWith(StopReason.BUDGET.keyword()) && reason.contains("--max-cost");
        if (usedUp && estimated != null && cap != null && estimated.compareTo(cap) > 0) {
            return List.of("--max-cost", MoneyText.digits(estimated));
        }
        return repeated.maxCost();
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
