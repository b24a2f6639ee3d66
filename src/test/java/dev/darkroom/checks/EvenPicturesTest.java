package dev.darkroom.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.checks.ShopPictures.Product;
import dev.darkroom.checks.ShopPictures.ProductShape;
import dev.darkroom.picture.PictureDecoder;
import dev.darkroom.picture.PictureFile;
import dev.darkroom.picture.ThumbnailStore;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the comparison within groups against made pictures of which it is known what is not like the others. */
class EvenPicturesTest {

    private static final double MIN_FOUND = 0.95;
    private static final double MAX_WRONGLY = 0.02;
    private static final int SIDE = 480;
    private static final String GOOD = "like the others";

    private final Random chance = new Random(202_611);
    private final PictureDecoder decoder = new PictureDecoder();
    private final GroupFigures figures = new GroupFigures();
    private final List<String> kinds = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void what_is_not_like_its_group_is_found_and_the_rest_is_left_alone() throws Exception {
        for (int n = 0; n < 40; n++) {
            addBrands(n);
        }
        for (int n = 0; n < 7; n++) {
            Product product = product(n == 6 ? 0.4 : 0.85);
            add("few", GOOD, product.on(n == 6 ? Color.BLACK : Color.WHITE));
        }
        figures.close();

        Map<String, int[]> counts = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (int row = 1; row <= kinds.size(); row++) {
            String kind = kinds.get(row - 1).replaceFirst("^eight \\d", "eight");
            boolean found = figures.flag(row, 1).isPresent();
            int[] count = counts.computeIfAbsent(kind, none -> new int[2]);
            count[0]++;
            count[1] += found ? 1 : 0;
            if (found == kind.endsWith(GOOD)) {
                wrong.add(row + " " + kind + ": " + figures.flag(row, 1).orElse("even"));
            }
        }
        int right = 0;
        int bad = 0;
        int good = 0;
        int wrongly = 0;
        List<String> table = new ArrayList<>();
        for (Map.Entry<String, int[]> kind : counts.entrySet()) {
            int[] count = kind.getValue();
            table.add(String.format(Locale.ROOT, "%s: %d, flagged %d", kind.getKey(), count[0], count[1]));
            boolean even = kind.getKey().endsWith(GOOD);
            bad += even ? 0 : count[0];
            right += even ? 0 : count[1];
            good += even ? count[0] : 0;
            wrongly += even ? count[1] : 0;
        }
        if (Boolean.getBoolean("darkroom.test.figures")) {
            table.forEach(System.out::println);
            wrong.forEach(System.out::println);
        }
        assertThat(kinds).hasSize(247);
        assertThat(right / (double) bad)
                .as("found%n%s", String.join("\n", wrong))
                .isGreaterThanOrEqualTo(MIN_FOUND);
        assertThat(wrongly / (double) good)
                .as("raised wrongly%n%s", String.join("\n", wrong))
                .isLessThanOrEqualTo(MAX_WRONGLY);
    }

    private void addBrands(int n) throws Exception {
        Color white = Color.WHITE;
        Color grey = new Color(0xF2F2F2);
        double even = between(0.83, 0.88);
        double loose = between(0.65, 0.78);
        switch (n % 20) {
            case 3 -> {
                add("white", "product too small", product(between(0.5, 0.68)).on(white));
                add("grey", "product too large", product(between(0.92, 0.98)).on(grey));
                add(
                        "shapes",
                        "ground of another colour",
                        product(between(0.5, 0.95)).on(new Color(0xFFF3D8)));
            }
            case 7 -> {
                add("white", "ground of another colour", product(even).on(new Color(0xE8E8E8)));
                add("grey", "ground of another colour", product(loose).on(white));
                add("shapes", "too dark", dark(product(between(0.5, 0.95)).on(white)));
            }
            case 12 -> {
                add("white", "too dark", dark(product(even).on(white)));
                add("grey", "too dark", dark(product(loose).on(grey)));
                add("shapes", GOOD, product(between(0.5, 0.95)).on(white));
            }
            default -> {
                add("white", GOOD, product(even).on(white));
                add("grey", GOOD, product(loose).on(grey));
                add("shapes", GOOD, product(between(0.5, 0.95)).on(white));
            }
        }
        add("grounds", GOOD, product(between(0.5, 0.95)).on(new Color(chance.nextInt(0x1000000))));
        add("eight " + n / GroupMedians.MIN_PICTURES, GOOD, product(even).on(white));
        add(
                "one colour",
                GOOD,
                Product.of(SIDE, SIDE, ProductShape.BOTTLE, new Color(0x2F5D8A), 0.5, even, 0, 0)
                        .on(white));
    }

    private Product product(double fill) {
        double other = fill * between(0.5, 1);
        boolean upright = chance.nextBoolean();
        ProductShape shape = ProductShape.values()[chance.nextInt(ProductShape.values().length)];
        Color colour = Color.getHSBColor(chance.nextFloat(), (float) between(0.1, 0.8), (float) between(0.15, 0.75));
        return Product.of(SIDE, SIDE, shape, colour, upright ? other : fill, upright ? fill : other, 0, 0);
    }

    private BufferedImage dark(BufferedImage picture) {
        double light = between(0.45, 0.65);
        return ShopPictures.lit(picture, light, light, light, 2, chance);
    }

    private double between(double least, double most) {
        return least + (most - least) * chance.nextDouble();
    }

    /** Adds a picture as a run does: by the thumbnail that is stored of it. */
    private void add(String group, String kind, BufferedImage image) throws Exception {
        kinds.add(group + ": " + kind);
        int row = kinds.size();
        Path file = folder.resolve("made.png");
        ImageIO.write(image, "png", file.toFile());
        ThumbnailStore thumbnails = new ThumbnailStore(folder);
        Path thumbnail = thumbnails.output(row, 1);
        thumbnails.write(thumbnail, decoder.decode(file, PictureFile.inspect(file), OutputChecks.MEASURED));
        figures.add(
                row,
                1,
                group,
                EvenFigures.of(decoder.decode(thumbnail, PictureFile.inspect(thumbnail), ThumbnailStore.MAX)));
    }
}
