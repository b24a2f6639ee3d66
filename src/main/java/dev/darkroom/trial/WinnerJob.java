package dev.darkroom.trial;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.AtomicFiles;
import dev.darkroom.io.DurableFolders;
import dev.darkroom.io.FileMover;
import dev.darkroom.io.LockedFilePolicy;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.jobfile.JobTextEditor;
import dev.darkroom.jobfile.SentDescription;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.candidate.CandidateList;
import dev.darkroom.manifest.candidate.RowCandidate;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.ModelCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the job that sends to all rows what a candidate sent to some: the text of the job that was tried, with the candidate's
 * model and prompt in it. Its rows that were tried have the same input keys as there, so that none of them is bought again.
 */
public final class WinnerJob {

    private static final String INPUT = "input";
    private static final String COLUMNS = "columns";
    private static final String IGNORE = "ignore";
    private static final String MODEL = "model";
    private static final String OUTPUT = "output";
    private static final List<List<String>> PATHS =
            List.of(List.of("manifest"), List.of("models"), List.of("rows", "ids"), List.of(OUTPUT));

    private final JobSpec tried;
    private final RowCandidate winner;
    private final Map<String, String> environment;
    private final Optional<ImageModel> model;

    /**
     * @param tried the trial's job, as its run recorded it
     * @param winner one of its candidates
     * @param environment the process's environment variables
     */
    public WinnerJob(JobSpec tried, RowCandidate winner, Map<String, String> environment) {
        this.tried = tried;
        this.winner = winner;
        this.environment = Map.copyOf(environment);
        ModelCatalog catalog = ModelCatalog.builtIn().with(tried.models());
        model = Optional.ofNullable(winner.model()).flatMap(catalog::find);
    }

    /**
     * Writes it.
     *
     * @param source the job file that was tried
     * @param name that file as the user would name it
     * @param target the file to write, replaced if it is there; absolute
     * @param columns those of the manifest
     * @throws ManifestException if the job file cannot be changed so by a program; nothing was written
     */
    public void write(Path source, String name, Path target, Set<String> columns) throws IOException {
        JobTextEditor text = new JobTextEditor(Files.readString(source, StandardCharsets.UTF_8));
        ObjectNode wanted = wanted(columns);
        try {
            move(text, source, target);
            List<List<String>> paths = paths(wanted, sent(target, text));
            for (List<String> path : paths) {
                JsonNode value = wanted.at("/" + String.join("/", path));
                if (isForeign(path)) {
                    text.remove(path);
                    continue;
                }
                if (value.isMissingNode() || value.isNull()) {
                    throw new IllegalArgumentException(String.join(".", path) + " is in the file, and was not tried");
                }
                text.set(path, value);
            }
            if (!paths(wanted, sent(target, text)).isEmpty()) {
                throw new IllegalArgumentException("it would not send what was tried");
            }
        } catch (IllegalArgumentException impossible) {
            throw new ManifestException(List.of(new InputProblem(
                    name,
                    0,
                    null,
                    ErrorCode.BAD_VALUE,
                    "the winner's job cannot be made of this file: " + impossible.getMessage(),
                    "Copy the file and set in it " + told(wanted),
                    false)));
        }
        DurableFolders.create(folder(target));
        try (AtomicFiles files = new AtomicFiles(FileMover.atomic(), LockedFilePolicy.FAIL)) {
            files.begin(target).write(text.text());
            files.replaceAll();
        }
    }

    /** Returns whether a key is an input that the winner's model has not, so that the trial did not send it. */
    private boolean isForeign(List<String> path) {
        return path.size() == 2
                && path.get(0).equals(INPUT)
                && model.filter(known -> !known.hasInput(path.get(1))).isPresent();
    }

    /** Returns what the winner's job is to send, as {@link JobSpec#sent} describes it. */
    private ObjectNode wanted(Set<String> columns) {
        ObjectNode wanted = withoutTrial(tried.sent());
        if (winner.model() != null) {
            wanted.put(MODEL, winner.model());
        }
        if (winner.prompt() != null && wanted.get(INPUT) instanceof ObjectNode input) {
            input.put("prompt", winner.prompt());
        }
        if (wanted.get(INPUT) instanceof ObjectNode input) {
            input.remove(input.propertyNames().stream()
                    .filter(name -> isForeign(List.of(INPUT, name)))
                    .toList());
        }
        if (wanted.get(COLUMNS) instanceof ObjectNode rules) {
            CandidateList candidates = tried.candidates();
            Set<String> ignored = new TreeSet<>();
            rules.path(IGNORE).forEach(column -> ignored.add(column.asString()));
            CandidateList.replaceable().stream()
                    .filter(column -> candidates.replaces(column) && columns.contains(column))
                    .forEach(ignored::add);
            ignored.forEach(rules.putArray(IGNORE)::add);
        }
        return wanted;
    }

    /** Makes paths relative to the target's folder. */
    private static void move(JobTextEditor text, Path source, Path target) {
        Path from = folder(source);
        Path to = folder(target);
        if (from.equals(to)) {
            return;
        }
        PATHS.forEach(path -> text.rebase(path, from, to));
        boolean elsewhere = !from.resolveSibling("").equals(to.resolveSibling(""));
        if (elsewhere && !text.has(List.of(OUTPUT))) {
            text.set(
                    List.of(OUTPUT),
                    JsonNodeFactory.instance.stringNode(JobTextEditor.rebased(JobSpec.DEFAULT_OUTPUT, from, to)));
        }
    }

    private ObjectNode sent(Path file, JobTextEditor text) {
        return withoutTrial(JobFile.read(file, text.text(), environment).sent());
    }

    /** Leaves out what a trial says of itself: its rows, its candidates, and the service that it was tried at. */
    private static ObjectNode withoutTrial(ObjectNode sent) {
        sent.remove(List.of(SentDescription.CANDIDATES, SentDescription.ROWS, SentDescription.API));
        return sent;
    }

    /** Returns the keys in which two descriptions differ. */
    private static List<List<String>> paths(ObjectNode wanted, ObjectNode sent) {
        List<List<String>> paths = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>(wanted.propertyNames());
        names.addAll(sent.propertyNames());
        for (String name : names) {
            JsonNode one = wanted.path(name);
            JsonNode other = sent.path(name);
            if (!one.isObject() && !other.isObject()) {
                add(paths, List.of(name), one, other);
                continue;
            }
            Set<String> inner = new LinkedHashSet<>(one.propertyNames());
            inner.addAll(other.propertyNames());
            inner.forEach(key -> add(paths, List.of(name, key), one.path(key), other.path(key)));
        }
        return paths;
    }

    private static void add(List<List<String>> paths, List<String> path, JsonNode one, JsonNode other) {
        boolean neither = (one.isMissingNode() || one.isNull()) && (other.isMissingNode() || other.isNull());
        if (!neither && !one.toString().equals(other.toString())) {
            paths.add(path);
        }
    }

    private String told(ObjectNode wanted) {
        String model = winner.model() == null ? "" : "model: " + winner.model();
        String prompt = winner.prompt() == null ? "" : "input.prompt: " + wanted.at("/input/prompt");
        return model + (model.isEmpty() || prompt.isEmpty() ? "" : " and ") + prompt;
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().normalize().getParent(), "a file is in a folder");
    }
}
