package dev.darkroom.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.checks.ShopCorpus.MadeCase;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.picture.PictureDecoder;
import dev.darkroom.picture.PictureFile;
import dev.darkroom.picture.PictureType;
import dev.darkroom.picture.SmallPicture;
import dev.darkroom.picture.ThumbnailStore;
import dev.darkroom.picture.mark.DigitalSourceType;
import dev.darkroom.picture.mark.PictureMarker;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Holds the checks of a shop's rules against 200 pictures of which the truth is known. */
class ShopCorpusIT {

    private static final double FLOOR = 0.95;
    private static final String MODEL = "some/model";
    private static final ObjectNode INPUT = JsonMapper.shared().createObjectNode();

    /** The limits that {@code docs/checks.md} proposes, but for the size: smaller pictures are made sooner. */
    static final ShopLimits PROPOSED = new ShopLimits(
            List.of(),
            Optional.of(new ShopLimits.ExactGround(0xffffff, OptionalInt.empty(), 0.01)),
            Optional.of(new ShopLimits.FillRange(0.85, 1)),
            OptionalDouble.of(0.05),
            Optional.of(new ShopLimits.LeastSize(600, 1, 1)),
            ShopLimits.AlphaRule.TRANSPARENT,
            true,
            OptionalDouble.of(12),
            OptionalDouble.of(0.02),
            OptionalDouble.of(0.3),
            true);

    private static final CheckLimits LIMITS = new CheckLimits(
                    100_000_000,
                    false,
                    OptionalInt.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    Optional.empty(),
                    OptionalDouble.empty())
            .with(PROPOSED);

    private final PictureDecoder decoder = new PictureDecoder();
    private final OutputChecks checks = new OutputChecks(decoder, ModelCatalog.builtIn(), LIMITS);
    private final SourceChecks sourceChecks = new SourceChecks(ModelCatalog.builtIn(), LIMITS);

    @TempDir
    Path folder;

    @Test
    void each_check_finds_what_is_wrong_and_leaves_the_rest_alone() throws Exception {
        Map<CheckFlag, int[]> counts = new EnumMap<>(CheckFlag.class);
        List<String> wrong = new ArrayList<>();
        List<MadeCase> cases = ShopCorpus.make();
        for (int index = 0; index < cases.size(); index++) {
            MadeCase made = cases.get(index);
            boolean isMarked = index % 2 == 0;
            Set<CheckFlag> truth = EnumSet.noneOf(CheckFlag.class);
            truth.addAll(made.truth());
            if (!isMarked) {
                truth.add(CheckFlag.NO_AI_MARK);
            }
            List<String> flags = flags(made, isMarked);
            Set<CheckFlag> found = EnumSet.noneOf(CheckFlag.class);
            flags.forEach(flag -> found.add(CheckFlag.of(flag).orElseThrow()));
            for (CheckFlag flag : CheckFlag.values()) {
                int[] count = counts.computeIfAbsent(flag, none -> new int[3]);
                boolean is = truth.contains(flag);
                count[0] += is && found.contains(flag) ? 1 : 0;
                count[1] += !is && found.contains(flag) ? 1 : 0;
                count[2] += is && !found.contains(flag) ? 1 : 0;
            }
            if (!found.equals(truth)) {
                wrong.add(made.what() + " (" + made.format() + "): " + flags + " and not " + truth);
            }
        }

        assertThat(cases.size()).isEqualTo(200);
        List<String> all = new ArrayList<>();
        boolean low = false;
        for (CheckFlag flag : CheckFlag.values()) {
            if (flag.isOfShop() && flag.mayFail()) {
                int[] count = counts.getOrDefault(flag, new int[3]);
                double precision = count[0] / (double) Math.max(1, count[0] + count[1]);
                double recall = count[0] / (double) Math.max(1, count[0] + count[2]);
                String figures = String.format(
                        Locale.ROOT,
                        "%s: %d right, %d wrongly, %d missed, precision %.3f, recall %.3f",
                        flag.keyword(),
                        count[0],
                        count[1],
                        count[2],
                        precision,
                        recall);
                all.add(figures);
                low |= Math.min(precision, recall) < FLOOR;
            }
        }
        if (Boolean.getBoolean("darkroom.test.figures")) {
            all.forEach(System.out::println);
            wrong.forEach(System.out::println);
        }
        assertThat(low)
                .as("%s%n%s", String.join("\n", all), String.join("\n", wrong))
                .isFalse();
    }

    private List<String> flags(MadeCase made, boolean isMarked) throws Exception {
        Path file = Files.write(folder.resolve("made." + made.format()), made.file());
        if (isMarked) {
            PictureType type = PictureFile.inspect(file).type();
            Files.write(
                    file,
                    PictureMarker.mark(made.file(), type, DigitalSourceType.EDITED)
                            .bytes());
        }
        PictureFile picture = PictureFile.inspect(file);
        CheckResult result = checks.check(file, picture, MODEL, INPUT);
        List<String> flags = new ArrayList<>(result.flags());
        BufferedImage source = made.source();
        if (source != null && result.small() != null) {
            flags.addAll(sourceChecks.flags(MODEL, INPUT, sample(result.small()), sample(small(source))));
        }
        return flags;
    }

    private SmallPicture small(BufferedImage source) throws Exception {
        Path file = folder.resolve("source.jpeg");
        assertThat(ImageIO.write(source, "jpeg", file.toFile())).isTrue();
        return decoder.decode(file, PictureFile.inspect(file), OutputChecks.MEASURED);
    }

    /** Returns a picture as the comparison with the source sees it: by its thumbnail. */
    private PictureSample sample(SmallPicture small) throws Exception {
        ThumbnailStore thumbnails = new ThumbnailStore(folder);
        Path thumbnail = thumbnails.source(1);
        Files.deleteIfExists(thumbnail);
        thumbnails.write(thumbnail, small);
        SmallPicture seen = decoder.decode(thumbnail, PictureFile.inspect(thumbnail), ThumbnailStore.MAX);
        return new PictureSample(seen, seen.width(), seen.height());
    }
}
