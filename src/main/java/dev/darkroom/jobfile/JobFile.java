package dev.darkroom.jobfile;

import dev.darkroom.api.ServiceProfiles;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.FailureText;
import dev.darkroom.jobfile.YamlValue.ScalarKind;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a job file. What it says is overridden by options and stands over the environment.
 *
 * <p>Values are read as their key wants them and not by YAML's own types: {@code 06:00} is a time of day and
 * {@code on} a key.
 */
public final class JobFile {

    /** The environment variable that names the service; the vendor's own tool reads it too. */
    public static final String BASE_VARIABLE = ServiceProfiles.DEFAULT.baseVariable();

    /** What the user's own keys at the top begin with, as in other programs' YAML; they may hold anchors. */
    static final String OWN_KEYS = "x-";

    /** The keys at the top that decide which rows are good. */
    private static final Set<String> FOR_ROWS = Set.of(
            "manifest",
            "sheet",
            "model",
            "models",
            "columns",
            "input",
            "csv",
            "rows",
            "variants",
            "candidates",
            "sources");

    /** Begins the keys without which rows can still be told apart and judged; the delimiter is none of them. */
    private static final List<String> DISPENSABLE = List.of(
            "columns.",
            JobKeys.CSV_DECIMAL.name(),
            JobKeys.CSV_BOM.name(),
            JobKeys.SOURCES_IGNORE_QUERY.name(),
            JobKeys.SOURCES_LOOK.name(),
            JobKeys.SOURCES_REJECT.name(),
            JobKeys.SOURCES_MAX_PROPORTION_ERROR.name(),
            JobKeys.SOURCES_KEEP_UPLOADS.name());

    private static final int MAX_BYTES = 1 << 20;

    private JobFile() {}

    /**
     * Reads a job file.
     *
     * @param file as the user named it
     * @param overrides the command line's options
     * @param environment the process's environment variables
     * @throws ManifestException with all that is wrong with the file and the options
     * @throws IOException if the file is there and cannot be read
     */
    public static JobSpec read(Path file, JobOverrides overrides, Map<String, String> environment) throws IOException {
        return read(file, text(file), overrides, environment);
    }

    /**
     * Does the same with a text that the file does not hold yet.
     *
     * @param file where the text is to be
     */
    public static JobSpec read(Path file, String text, Map<String, String> environment) {
        return read(file, text, JobOverrides.NONE, environment);
    }

    private static JobSpec read(Path file, String text, JobOverrides overrides, Map<String, String> environment) {
        Objects.requireNonNull(overrides, "overrides is null");
        List<InputProblem> problems = new ArrayList<>();
        YamlValue.YamlEntries given = group(file, text, problems);
        YamlValue.YamlEntries root = new OptionLayer(withEnvironment(given, environment), problems).apply(overrides);
        new KeyNames(problems).check(root);
        JobAssembly assembly = new JobAssembly(file, MeantJob.of(root), overrides);
        problems.addAll(assembly.problems());
        stopAt(problems);
        return assembly.assemble();
    }

    /**
     * Returns the part of a refused job that its rows are checked by, with unknown keys as they were most likely meant
     * and without values of columns and dialect that are wrong; nothing if what rows send is wrong, or where they are.
     * What is wrong with the job need not hide what is wrong with the manifest.
     *
     * @throws IOException if the file is there and cannot be read
     */
    public static Optional<JobSpec> sound(Path file, JobOverrides overrides, Map<String, String> environment)
            throws IOException {
        List<InputProblem> problems = new ArrayList<>();
        YamlValue.YamlEntries root;
        try {
            root = withEnvironment(group(file, text(file), problems), environment);
        } catch (ManifestException unreadable) {
            return Optional.empty();
        }
        problems.removeIf(problem -> problem.code().equals(ErrorCode.DUPLICATE_KEY.code()));
        root = new OptionLayer(root, new ArrayList<>()).apply(overrides);
        YamlValue.YamlEntries part = MeantJob.of(root)
                .only(FOR_ROWS)
                .with(
                        JobKeys.NAME.path(),
                        new YamlValue.YamlText(ValuePlace.outside("name"), "checked", ScalarKind.TEXT));
        JobAssembly assembly = new JobAssembly(file, withoutFaults(part), overrides);
        problems.addAll(assembly.problems());
        return problems.isEmpty() ? Optional.of(assembly.assemble()) : Optional.empty();
    }

    /** Leaves values out that are wrong and without which rows can still be judged. */
    private static YamlValue.YamlEntries withoutFaults(YamlValue.YamlEntries root) {
        YamlValue.YamlEntries sound = root;
        for (JobKey<?> key : JobKeys.ALL) {
            boolean dispensable = DISPENSABLE.stream().anyMatch(key.name()::startsWith);
            if (dispensable && !new JobValues(root).problems(List.of(key)).isEmpty()) {
                ValuePlace place = ValuePlace.outside(key.name());
                sound = sound.with(key.path(), new YamlValue.YamlText(place, "", ScalarKind.NOTHING));
            }
        }
        return sound;
    }

    /**
     * Returns the name of the job that a file is about, as far as it can be told of one that {@link #read} refuses: the
     * name in it, else the file's.
     *
     * @throws IOException if the file is there and cannot be read
     */
    public static String nameOf(Path file) throws IOException {
        try {
            return JobAssembly.name(file, group(file, text(file), new ArrayList<>()));
        } catch (ManifestException | BadValue unreadable) {
            return JobAssembly.fileName(file);
        }
    }

    /**
     * Returns the address of the database that the job's workspace is in, as far as it can be told of a file that {@link #read}
     * refuses for something else.
     *
     * @return empty if the environment says where the workspace is
     * @throws ManifestException if an address is given that is wrong
     * @throws IOException if the file is there and cannot be read
     */
    public static Optional<String> database(Path file, JobOverrides overrides) throws IOException {
        YamlValue.YamlEntries root;
        try {
            root = new OptionLayer(group(file, text(file), new ArrayList<>()), new ArrayList<>()).apply(overrides);
        } catch (ManifestException unreadable) {
            return Optional.empty();
        }
        JobValues values = new JobValues(root);
        stopAt(values.problems(List.of(JobKeys.WORKSPACE_DATABASE)));
        return Optional.ofNullable(values.find(JobKeys.WORKSPACE_DATABASE));
    }

    private static YamlValue.YamlEntries group(Path file, String text, List<InputProblem> problems) {
        YamlValue root = new YamlParser(file.toString(), true, text, problems).parse();
        if (root instanceof YamlValue.YamlEntries map) {
            return map.without(OWN_KEYS);
        }
        ValuePlace start = root == null ? new ValuePlace(file.toString(), 1, 1) : root.place();
        if (problems.isEmpty()) {
            String what = root == null ? "is empty" : "holds " + root.keyword() + ", not keys";
            problems.add(start.problem(ErrorCode.NO_JOB, "the job file " + what, "Start it with manifest: and model:"));
        }
        throw new ManifestException(problems);
    }

    private static YamlValue.YamlEntries withEnvironment(YamlValue.YamlEntries root, Map<String, String> environment) {
        String base = environment.getOrDefault(BASE_VARIABLE, "");
        if (base.isBlank() || new JobValues(root).given(JobKeys.API) != null) {
            return root;
        }
        ValuePlace place = ValuePlace.outside(BASE_VARIABLE);
        return root.with(JobKeys.API.path(), new YamlValue.YamlText(place, base, ScalarKind.TEXT));
    }

    private static String text(Path file) throws IOException {
        ValuePlace start = new ValuePlace(file.toString(), 0, 0);
        if (!Files.isRegularFile(file)) {
            throw refused(start.problem(ErrorCode.NO_JOB, "there is no such job file", "Check the path"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw refused(start.problem(
                        ErrorCode.NO_JOB, "a job file has at most 1 MiB", "Name a job file, not a manifest"));
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException broken) {
            throw refused(start.problem(ErrorCode.NOT_UTF8, "the job file is not UTF-8", "Save it as UTF-8"));
        } catch (FileSystemException unreadable) {
            throw refused(start.problem(ErrorCode.NO_JOB, "the job file cannot be read", FailureText.of(unreadable)));
        }
    }

    private static void stopAt(List<InputProblem> problems) {
        if (!problems.isEmpty()) {
            List<InputProblem> inOrder = new ArrayList<>(problems);
            inOrder.sort(Comparator.comparingLong(InputProblem::line).thenComparingInt(JobFile::column));
            throw new ManifestException(inOrder);
        }
    }

    private static int column(InputProblem problem) {
        return problem.column() == null ? 0 : Integer.parseInt(problem.column());
    }

    private static ManifestException refused(InputProblem problem) {
        return new ManifestException(List.of(problem));
    }
}
