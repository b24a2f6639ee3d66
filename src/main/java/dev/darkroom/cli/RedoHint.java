package dev.darkroom.cli;

import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.ProgramInvocation;
import dev.darkroom.io.SafeText;
import dev.darkroom.results.ShellWord;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says where the files about decisions are, and how the rejected rows are made again. */
record RedoHint(CommandShell shell) {

    /**
     * Prints it.
     *
     * @param approved the list of the approved rows
     * @param redo the manifest of the rejected ones
     * @param rejected how many these are
     * @param job the job file that runs them as they were run
     * @param ofSomeRows whether that job says which rows of a manifest it is about
     * @param takenOutput the output directory, if the job has but this one for all its runs; else null
     */
    void print(Path approved, Path redo, long rejected, Path job, boolean ofSomeRows, @Nullable Path takenOutput) {
        shell.out().println("approved: " + shown(approved));
        shell.out().println("rejected: " + shown(redo));
        if (rejected == 0) {
            shell.out().println("nothing is rejected: there is nothing to run again");
            return;
        }
        shell.out()
                .println("make them again with: " + SafeText.line(ProgramInvocation.program(shell)) + " run "
                        + shown(job)
                        + " --manifest " + shown(redo)
                        + (ofSomeRows ? " --set rows={}" : "")
                        + (takenOutput == null
                                ? ""
                                : " --output " + quoted(shell.shownPath(takenOutput) + "-{{run}}")));
    }

    private String shown(Path file) {
        return quoted(shell.shownPath(file));
    }

    private static String quoted(String path) {
        return ShellWord.of(SafeText.line(path));
    }
}
