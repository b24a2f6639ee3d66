package dev.darkroom.jobfile;

import dev.darkroom.api.ServiceProfiles;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.jobfile.YamlValue.Kind;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads a job file. What it says is overridden by options and stands over the environment.
 *
 * <p>Values are read as their key wants them and not by YAML's own types: {@code 06:00} is a time of day and
 * {@code on} a key.
 */
public final class JobFile {

    /** The environment variable that names the service; the vendor's own tool reads it too. */
    public static final String BASE_VARIABLE = ServiceProfiles.DEFAULT.baseVariable();

    private static final int MOST_BYTES = 1 << 20;

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
    public static JobSpec read(Path file, Overrides overrides, Map<String, String> environment) throws IOException {
        Objects.requireNonNull(overrides, "overrides is null");
        List<Problem> problems = new ArrayList<>();
        YamlValue.Entries given = group(file, text(file), problems);
        YamlValue.Entries root = new OptionLayer(withEnvironment(given, environment), problems).apply(overrides);
        new KeyNames(problems).check(root);
        JobAssembly assembly = new JobAssembly(file, root, overrides);
        problems.addAll(assembly.problems());
        stopAt(problems);
        return assembly.assemble();
    }

    private static YamlValue.Entries group(Path file, String text, List<Problem> problems) {
        YamlValue root = new YamlParser(file.toString(), true, text, problems).parse();
        if (root instanceof YamlValue.Entries map) {
            return map;
        }
        Place start = root == null ? new Place(file.toString(), 1, 1) : root.place();
        if (problems.isEmpty()) {
            String what = root == null ? "is empty" : "holds " + root.word() + ", not keys";
            problems.add(start.problem(ErrorCode.NO_JOB, "the job file " + what, "Start it with manifest: and model:"));
        }
        throw new ManifestException(problems);
    }

    private static YamlValue.Entries withEnvironment(YamlValue.Entries root, Map<String, String> environment) {
        String base = environment.getOrDefault(BASE_VARIABLE, "");
        if (base.isBlank() || new JobValues(root).given(JobKeys.API) != null) {
            return root;
        }
        Place place = Place.outside(BASE_VARIABLE);
        return root.with(JobKeys.API.path(), new YamlValue.Text(place, base, Kind.TEXT));
    }

    private static String text(Path file) throws IOException {
        Place start = new Place(file.toString(), 0, 0);
        if (!Files.isRegularFile(file)) {
            throw refused(start.problem(ErrorCode.NO_JOB, "there is no such job file", "Check the path"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
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
        }
    }

    private static void stopAt(List<Problem> problems) {
        if (!problems.isEmpty()) {
            List<Problem> inOrder = new ArrayList<>(problems);
            inOrder.sort(Comparator.comparingLong(Problem::line).thenComparingInt(JobFile::column));
            throw new ManifestException(inOrder);
        }
    }

    private static int column(Problem problem) {
        return problem.column() == null ? 0 : Integer.parseInt(problem.column());
    }

    private static ManifestException refused(Problem problem) {
        return new ManifestException(List.of(problem));
    }
}
