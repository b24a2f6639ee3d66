package dev.darkroom.bench;

import dev.darkroom.checks.CheckLimits;
import dev.darkroom.checks.CheckResult;
import dev.darkroom.checks.OutputChecks;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.picture.PictureDecoder;
import dev.darkroom.picture.PictureFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Measures the look at an output: the file's type and size, its decoding, and the checks that no job needs to ask for. */
@State(Scope.Benchmark)
public class PictureLookBenchmark {

    private static final String MODEL = "blackforestlabs/flux-2/flash/edit";
    private static final CheckLimits LIMITS = new CheckLimits(
            PictureDecoder.MAX_PIXELS,
            true,
            OptionalInt.empty(),
            OptionalDouble.of(0.02),
            OptionalDouble.of(0.01),
            OptionalDouble.empty(),
            Optional.empty(),
            OptionalDouble.empty());

    private final OutputChecks checks = new OutputChecks(new PictureDecoder(), ModelCatalog.builtIn(), LIMITS);
    private final ObjectNode input =
            JsonMapper.shared().createObjectNode().put("prompt", "on white").put("output_format", "jpeg");

    /** The picture's sides, in pixels. */
    @Param({"81", "1024"})
    public int side;

    private Path file = Path.of("");

    /** Writes the picture. */
    @Setup
    public void write() throws Exception {
        file = NoisePictures.write(Files.createTempFile("look", ".jpg"), side);
    }

    /** Looks at it. */
    @Benchmark
    public CheckResult pictureLook() throws Exception {
        return checks.check(file, PictureFile.inspect(file), MODEL, input);
    }

    /** Deletes it. */
    @TearDown
    public void delete() throws Exception {
        Files.deleteIfExists(file);
    }
}
