package dev.darkroom.checks;

import dev.darkroom.checks.ShopPictures.Product;
import dev.darkroom.checks.ShopPictures.ProductShape;
import dev.darkroom.picture.MadeProfiles;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Makes 200 pictures of which it is known what a shop would refuse, the same ones each time. */
final class ShopCorpus {

    private static final List<String> FORMATS = List.of("png", "jpeg", "webp");
    private static final Color[] COLOURS = {
        new Color(0x8C3B2A),
        new Color(0x2F5D8A),
        new Color(0x3E7C4F),
        new Color(0x33404A),
        new Color(0xD0A040),
        new Color(0xB9B4AA),
        new Color(0x6B4A86),
        new Color(0xC96A7A)
    };

    private final Random chance = new Random(Long.getLong("darkroom.first-seed", 202_611));
    private final List<MadeCase> cases = new ArrayList<>();

    /**
     * A picture and what is known of it.
     *
     * @param what for people
     * @param format of the file
     * @param file its bytes
     * @param source its source, null without one
     * @param truth the flags that it must have, and no others
     */
    record MadeCase(
            String what,
            String format,
            byte[] file,
            @Nullable BufferedImage source,
            Set<CheckFlag> truth) {}

    static List<MadeCase> make() throws IOException {
        ShopCorpus corpus = new ShopCorpus();
        corpus.addGood();
        corpus.addGrounds();
        corpus.addPlaces();
        corpus.addFiles();
        corpus.addColours();
        corpus.addCuts();
        corpus.addPrints();
        return corpus.cases;
    }

    private Color colour() {
        return COLOURS[chance.nextInt(COLOURS.length)];
    }

    private ProductShape shape() {
        return ProductShape.values()[chance.nextInt(ProductShape.values().length)];
    }

    private double between(double least, double most) {
        return least + (most - least) * chance.nextDouble();
    }

    private int side() {
        return 600 + chance.nextInt(300);
    }

    /** Returns a product that takes this part of the frame's longer way, in the middle. */
    private Product product(double fill) {
        double other = fill * between(0.4, 1);
        boolean upright = chance.nextBoolean();
        return Product.of(side(), side(), shape(), colour(), upright ? other : fill, upright ? fill : other, 0, 0);
    }

    private void add(String what, BufferedImage image, @Nullable BufferedImage source, CheckFlag... truth)
            throws IOException {
        add(what, FORMATS.get(cases.size() % FORMATS.size()), image, source, truth);
    }

    private void add(
            String what, String format, BufferedImage image, @Nullable BufferedImage source, CheckFlag... truth)
            throws IOException {
        Set<CheckFlag> flags = EnumSet.noneOf(CheckFlag.class);
        flags.addAll(List.of(truth));
        cases.add(new MadeCase(what, format, encoded(format, image), source, flags));
    }

    private static byte[] encoded(String format, BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, bytes)) {
            throw new IOException("no writer for " + format);
        }
        return bytes.toByteArray();
    }

    private void addGood() throws IOException {
        for (int n = 0; n < 35; n++) {
            add("a product as it should be", product(between(0.87, 0.97)).on(Color.WHITE), null);
        }
    }

    private void addGrounds() throws IOException {
        for (int n = 0; n < 9; n++) {
            Color ground = new Color[] {new Color(0xF8F8F8), new Color(0xFFFDF5), new Color(0xF0F0F2)}[n / 3];
            add("a ground a little off white", product(0.9).on(ground), null, CheckFlag.NOT_WHITE);
        }
        for (int n = 0; n < 4; n++) {
            Color nearly = new Color(0xFEFEFE);
            add("a ground of 254, without loss", "png", product(0.9).on(nearly), null, CheckFlag.NOT_WHITE);
        }
        for (int n = 0; n < 4; n++) {
            BufferedImage noisy = product(0.9).on(Color.WHITE);
            BufferedImage made = ShopPictures.lit(noisy, 0.98, 0.98, 0.98, 2, chance);
            add("a ground with a camera's noise", "png", made, null, CheckFlag.NOT_WHITE);
        }
        for (int n = 0; n < 6; n++) {
            BufferedImage image = product(0.9).on(Color.WHITE);
            Graphics2D graphics = image.createGraphics();
            graphics.setPaint(new GradientPaint(0, 0, new Color(0xF4F4F4), image.getWidth() / 4f, 0, Color.WHITE));
            graphics.fillRect(0, 0, image.getWidth() / 40, image.getHeight());
            graphics.dispose();
            add("a ground that darkens at one side", image, null, CheckFlag.NOT_WHITE);
        }
        for (int n = 0; n < 6; n++) {
            Product made = Product.of(side(), side(), shape(), colour(), 0.5, 0.92, 0, 0);
            BufferedImage image = made.on(Color.WHITE);
            Graphics2D graphics = image.createGraphics();
            Rectangle2D box = made.box();
            for (int step = 0; step < 14; step++) {
                graphics.setColor(new Color(255 - step, 255 - step, 255 - step));
                double wide = box.getWidth() * (1.7 - step * 0.05);
                double high = box.getHeight() * (0.4 - step * 0.02);
                graphics.fill(new Ellipse2D.Double(box.getCenterX() - wide / 2, box.getMaxY() - high, wide, high));
            }
            made.draw(graphics);
            graphics.dispose();
            add("a soft shadow below", image, null, CheckFlag.NOT_WHITE);
        }
        for (int n = 0; n < 5; n++) {
            BufferedImage image = product(0.9).on(Color.WHITE);
            for (int speck = 0; speck < 6; speck++) {
                image.setRGB(5 + chance.nextInt(30), 5 + chance.nextInt(500), 0x808080);
            }
            add("a few specks of dust", image, null);
        }
    }

    private void addPlaces() throws IOException {
        for (int n = 0; n < 14; n++) {
            add("a product too small in its frame", product(between(0.3, 0.83)).on(Color.WHITE), null, CheckFlag.FILL);
        }
        for (int n = 0; n < 10; n++) {
            double off = between(0.06, 0.2) * (n % 2 == 0 ? 1 : -1);
            Product made = Product.of(side(), side(), shape(), colour(), 0.5, 0.92, off, 0);
            add("a product to one side", made.on(Color.WHITE), null, CheckFlag.OFF_CENTRE);
        }
        for (int n = 0; n < 6; n++) {
            Product made = Product.of(side(), side(), shape(), colour(), 0.55, 0.6, 0, between(0.07, 0.18));
            add("too small and too low", made.on(Color.WHITE), null, CheckFlag.FILL, CheckFlag.OFF_CENTRE);
        }
        for (int n = 0; n < 6; n++) {
            Product made = Product.of(side(), side(), shape(), colour(), 0.5, 0.92, between(-0.04, 0.04), 0);
            add("nearly in the middle", made.on(Color.WHITE), null);
        }
        for (int n = 0; n < 4; n++) {
            Product made = Product.of(side(), side(), ProductShape.BOX, new Color(0xE4E4E0), 0.9, 0.7, 0, 0);
            add("a pale product", made.on(Color.WHITE), null);
        }
        for (int n = 0; n < 4; n++) {
            Product made = Product.of(300 + n * 60, 420, shape(), colour(), 0.8, 0.9, 0, 0);
            add("too few pixels", made.on(Color.WHITE), null, CheckFlag.SMALL);
        }
        for (int n = 0; n < 3; n++) {
            Product made = Product.of(400, 600, shape(), colour(), 0.8, 0.9, 0, 0);
            add("just enough pixels", made.on(Color.WHITE), null);
        }
    }

    private void addFiles() throws IOException {
        for (int n = 0; n < 5; n++) {
            add("a product cut free", "png", product(0.9).onNothing(), null, CheckFlag.ALPHA);
        }
        for (int n = 0; n < 3; n++) {
            add("a product cut free", "webp", product(0.9).onNothing(), null, CheckFlag.ALPHA);
        }
        for (int n = 0; n < 4; n++) {
            Product made = product(0.9);
            BufferedImage opaque = new BufferedImage(made.width(), made.height(), BufferedImage.TYPE_INT_ARGB);
            opaque.createGraphics().drawImage(made.on(Color.WHITE), 0, 0, null);
            add("opaque all over, with an alpha channel", "png", opaque, null);
        }
        for (int n = 0; n < 12; n++) {
            String format = FORMATS.get(n % 3);
            byte[] profile = n < 9 ? MadeProfiles.wide(n % 2 == 0) : MadeProfiles.srgb();
            byte[] file = MadeProfiles.in(format, encoded(format, product(0.9).on(Color.WHITE)), profile);
            Set<CheckFlag> truth = n < 9 ? EnumSet.of(CheckFlag.PROFILE) : EnumSet.noneOf(CheckFlag.class);
            cases.add(new MadeCase("a profile within", format, file, null, truth));
        }
    }

    private void addColours() throws IOException {
        double[][] lights = {{0.9, 0.8, 0.62}, {0.6, 0.6, 0.6}, {0.75, 0.85, 0.95}, {0.95, 0.9, 0.8}};
        for (int n = 0; n < 14; n++) {
            Product made = product(0.9);
            double[] light = lights[n % lights.length];
            BufferedImage source =
                    ShopPictures.lit(made.on(new Color(0xE8E8E8)), light[0], light[1], light[2], 4, chance);
            add("the same product in another light", made.on(Color.WHITE), source);
        }
        int[] others = {0x2F7D8A, 0xA08020, 0x8A2F7D, 0x2A8C3B};
        for (int n = 0; n < 14; n++) {
            Color before = COLOURS[n % 3];
            Product made = product(0.9).coloured(before);
            double[] light = lights[n % lights.length];
            BufferedImage source =
                    ShopPictures.lit(made.on(new Color(0xE8E8E8)), light[0], light[1], light[2], 4, chance);
            Product other = made.coloured(new Color(others[n % others.length]));
            add("a product of another colour", other.on(Color.WHITE), source, CheckFlag.COLOUR_SHIFT);
        }
    }

    private void addCuts() throws IOException {
        for (int n = 0; n < 8; n++) {
            Product made = Product.of(side(), side(), ProductShape.BOWL, colour(), 0.88, 0.7, 0, 0);
            BufferedImage source = made.on(new Color(0xE8E8E8));
            Rectangle2D box = made.box();
            Product cut = made.at(new Rectangle2D.Double(
                    box.getX(), box.getY() + made.height() * 0.25, box.getWidth(), box.getHeight()));
            add(
                    "a product that an edge cuts anew",
                    cut.on(Color.WHITE),
                    source,
                    CheckFlag.CUT_OFF,
                    CheckFlag.OFF_CENTRE);
        }
        for (int n = 0; n < 6; n++) {
            Product made = Product.of(side(), side(), ProductShape.BOX, colour(), 0.6, 0.95, 0, 0.04);
            add("a product that its source cuts too", made.on(Color.WHITE), made.on(new Color(0xE0E4E8)));
        }
    }

    private void addPrints() throws IOException {
        for (int n = 0; n < 9; n++) {
            Product made = Product.of(side(), side(), ProductShape.BOX, colour(), 0.7, 0.9, 0, 0)
                    .printed(ShopPictures.letters(chance));
            BufferedImage source = ShopPictures.lit(made.on(new Color(0xE8E8E8)), 0.8, 0.8, 0.75, 4, chance);
            Rectangle2D box = made.box();
            Product same = made.at(
                    new Rectangle2D.Double(box.getX() + 8 - n, box.getY() + n - 4, box.getWidth(), box.getHeight()));
            add("the same print", same.on(Color.WHITE), source);
        }
        for (int n = 0; n < 9; n++) {
            Product made = Product.of(side(), side(), ProductShape.BOX, colour(), 0.7, 0.9, 0, 0)
                    .printed(ShopPictures.letters(chance));
            BufferedImage source = ShopPictures.lit(made.on(new Color(0xE8E8E8)), 0.8, 0.8, 0.75, 4, chance);
            add(
                    "other letters",
                    made.printed(ShopPictures.letters(chance)).on(Color.WHITE),
                    source,
                    CheckFlag.TEXT_CHANGED);
        }
    }
}
