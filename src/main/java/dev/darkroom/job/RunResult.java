package dev.darkroom.job;

import dev.darkroom.results.ErrorLine;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.WrittenResults;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run's process.
 *
 * @param exitCode of the process
 * @param summary the run at its end
 * @param errors what rows failed of, the most frequent first
 * @param written what was written, null if this process wrote nothing
 * @param output the run's output directory
 * @param messages what the user must know besides
 * @param open whether anything is left to do
 * @param enoughBudget the {@code max-cost} in USD that is enough for all rows, as far as is known; null if it was not the
 *     budget that stopped the run, or a price is unknown
 */
public record RunResult(
        int exitCode,
        RunSummary summary,
        List<ErrorLine> errors,
        @Nullable WrittenResults written,
        Path output,
        List<String> messages,
        boolean open,
        @Nullable BigDecimal enoughBudget) {

    public RunResult {
        errors = List.copyOf(errors);
        messages = List.copyOf(messages);
    }

    /** Returns the same with more that the user must know. */
    RunResult with(List<String> more) {
        List<String> all = Stream.concat(messages.stream(), more.stream()).toList();
        return new RunResult(exitCode, summary, errors, written, output, all, open, enoughBudget);
    }
}
