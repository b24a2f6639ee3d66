package dev.darkroom.cli;

import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.ConsolePrompt;
import dev.darkroom.cli.shell.UsageException;
import dev.darkroom.io.AtomicFiles;
import dev.darkroom.io.CountText;
import dev.darkroom.io.FileMover;
import dev.darkroom.io.LockedFilePolicy;
import dev.darkroom.job.ExitCode;
import dev.darkroom.job.JobManifests;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.preparation.PreparedRow;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.setup.JobDraft;
import dev.darkroom.setup.JobDraftText;
import dev.darkroom.setup.TableInspector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a table and writes a commented job for it. What the table does not tell is asked on a terminal. */
@Command(
        name = "init",
        description = "Reads a table and writes a commented job for it: which columns are ids, titles and pictures.")
final class InitCommand implements Callable<Integer> {

    private static final String EDIT = "blackforestlabs/flux-2/flash/edit";
    private static final String FROM_TEXT = "blackforestlabs/flux-2/flash/text-to-image";

    private final CommandShell shell;

    @Parameters(
            paramLabel = "FILE",
            description = "The table: .csv, .tsv, .jsonl or .ndjson, each also with .gz, or .xlsx.")
    private String file = "";

    @Option(
            names = "--output",
            paramLabel = "JOB.yaml",
            description = "The job file to write; default: the table's name with .yaml, here.")
    private @Nullable String output;

    @Option(names = "--sheet", paramLabel = "NAME", description = "The sheet to read of a workbook.")
    private @Nullable String sheet;

    @Option(names = "--model", paramLabel = "MODEL", description = "The model; the command models lists all.")
    private @Nullable String model;

    @Option(
            names = "--prompt",
            paramLabel = "TEXT",
            description = "What every row sends; {{column}} takes the row's column.")
    private @Nullable String prompt;

    @Option(
            names = "--pictures-at",
            paramLabel = "URL",
            description = "The address that pictures are below, where the table has no more than their paths.")
    private @Nullable String picturesAt;

    @Option(names = "--force", description = "Replace a job file that is there.")
    private boolean force;

    InitCommand(CommandShell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Path table = shell.workingDirectory().resolve(file).toAbsolutePath().normalize();
        Path target = target(table);
        if (!force && Files.exists(target)) {
            throw new UsageException(shell.shownPath(target) + " is there already. --force replaces it, --output names"
                    + " another file");
        }
        ModelCatalog catalog = ModelCatalog.builtIn();
        Manifest manifest = Manifest.of(table, shell.shownPath(table), null).withSheet(sheet);
        JobDraft draft = TableInspector.inspect(manifest, catalog);
        ImageModel chosen = model(draft, catalog);
        List<String> lines =
                JobDraftText.lines(draft, chosen, relative(table, target), sheet, prompt(draft), picturesAt(draft));
        write(lines, target);
        tell(draft, manifest, target);
        tellFaults(target, catalog, lines);
        return ExitCode.FINISHED;
    }

    /** Returns the file to write: the job's name has to be one that folders can have on every system. */
    private Path target(Path table) {
        if (output != null) {
            return shell.workingDirectory().resolve(output).toAbsolutePath().normalize();
        }
        String name = String.valueOf(table.getFileName()).replaceFirst("(?i)(\\.[a-z]+)?(\\.gz)?$", "");
        String safe = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[.-]+", "");
        return shell.workingDirectory()
                .resolve((safe.isEmpty() ? "job" : safe) + ".yaml")
                .toAbsolutePath()
                .normalize();
    }

    private static String relative(Path table, Path target) {
        Path folder = Objects.requireNonNull(target.getParent(), "a file is in a folder");
        Path path = Objects.equals(table.getRoot(), folder.getRoot()) ? folder.relativize(table) : table;
        return path.toString().replace('\\', '/');
    }

    private ImageModel model(JobDraft draft, ModelCatalog catalog) {
        boolean pictures = draft.pictures() != null;
        String wanted = model != null ? model : answer("Model", pictures ? EDIT : FROM_TEXT);
        return catalog.find(wanted)
                .orElseThrow(() ->
                        new UsageException("The model " + wanted + " is not known. " + catalog.insteadOf(wanted)));
    }

    private @Nullable String prompt(JobDraft draft) {
        if (prompt != null) {
            return prompt;
        }
        return draft.prompts() ? null : answer("Prompt", draft.defaultPrompt());
    }

    private @Nullable String picturesAt(JobDraft draft) {
        if (!draft.paths()) {
            return null;
        }
        String given = picturesAt == null ? answer("Address that the pictures are below", "") : picturesAt;
        return given.isBlank() ? null : given.strip();
    }

    /** Returns what a person answers, the usual where nobody can or does. */
    private String answer(String question, String usual) {
        if (!shell.terminal()) {
            return usual;
        }
        String answer = ConsolePrompt.ask(shell, question + " [" + usual + "]:").strip();
        return answer.isEmpty() ? usual : answer;
    }

    private static void write(List<String> lines, Path target) throws IOException {
        try (AtomicFiles files = new AtomicFiles(FileMover.atomic(), LockedFilePolicy.FAIL)) {
            files.begin(target).write(String.join("\n", lines) + "\n");
            files.replaceAll();
        }
    }

    private void tell(JobDraft draft, Manifest manifest, Path target) {
        shell.out()
                .println("wrote " + shell.shownPath(target) + " for " + manifest.name() + ", "
                        + CountText.of(draft.rows(), "row"));
        say("id", draft.id() == null ? "none found: rows are called by their numbers" : draft.id());
        say("title", draft.title() == null ? "none found" : draft.title());
        say("pictures", draft.pictures() == null ? "none found: pictures are made from the prompt" : draft.pictures());
        if (!draft.kept().isEmpty()) {
            say("kept", String.join(", ", draft.kept()));
        }
        if (draft.most() > 1) {
            say("note", "a cell has up to " + draft.most() + " pictures, which all go with one request");
        }
    }

    private void say(String what, String text) {
        shell.out().println("  " + what + " ".repeat(Math.max(1, 10 - what.length())) + text);
    }

    /** Says what is left to do: the file is read as the commands read it. */
    private void tellFaults(Path target, ModelCatalog catalog, List<String> lines) throws IOException {
        String name = shell.shownPath(target);
        int unknown = 0;
        while (unknown < lines.size() && !lines.get(unknown).contains(JobDraftText.UNKNOWN_BASE)) {
            unknown++;
        }
        if (unknown < lines.size()) {
            say(
                    "edit",
                    name + ":" + (unknown + 1) + ": write the address that the pictures are below in place of "
                            + JobDraftText.UNKNOWN_BASE + ", or give it by --pictures-at");
            return;
        }
        JobSpec job = JobFile.read(target, JobOverrides.NONE, shell.environment());
        Manifest manifest = JobManifests.of(job, shell::shownPath);
        RowPreparer preparer = JobManifests.preparer(job, JobManifests.survey(job, manifest, catalog), catalog);
        long invalid = 0;
        InputProblem first = JobManifests.problems(job, preparer).stream()
                .filter(problem -> !problem.warning())
                .findFirst()
                .orElse(null);
        try (ManifestReader reader = manifest.open()) {
            for (ManifestRow row = reader.read(); row != null; row = reader.read()) {
                PreparedRow prepared = preparer.prepare(row);
                if (!prepared.valid()) {
                    invalid++;
                    first = first == null ? prepared.problems().get(0) : first;
                }
            }
        }
        if (first != null) {
            say("edit", (invalid > 0 ? CountText.of(invalid, "row") + " would be rejected: " : "") + first);
        }
        say("next", "darkroom validate " + name + ", then darkroom run " + name + " --api simulator");
    }
}
