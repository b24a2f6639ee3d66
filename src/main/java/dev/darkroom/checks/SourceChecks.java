package dev.darkroom.checks;

import dev.darkroom.checks.shop.ColourShift;
import dev.darkroom.checks.shop.EdgeCut;
import dev.darkroom.checks.shop.SeenProduct;
import dev.darkroom.checks.shop.TextChange;
import dev.darkroom.models.ModelCatalog;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Checks an output against the source picture it was made of. Thread-safe. */
public final class SourceChecks {

    private final ModelCatalog catalog;
    private final CheckLimits limits;

    /** @param catalog which knows what a row requests of its model */
    public SourceChecks(ModelCatalog catalog, CheckLimits limits) {
        this.catalog = catalog;
        this.limits = limits;
    }

    /**
     * Compares the two pictures.
     *
     * @param model the row's
     * @param input what was sent: an output of a requested size need not have the source's proportion
     * @return the flags, as results have them
     */
    public List<String> flags(String model, ObjectNode input, PictureSample output, PictureSample source) {
        List<String> flags = new ArrayList<>();
        boolean free = RequestedOutput.of(catalog, model, input).size().isEmpty();
        if (free && limits.aspect().isPresent()) {
            double distortion = distortion(output, source);
            if (distortion > limits.aspect().getAsDouble()) {
                flags.add(CheckFlag.ASPECT.with(FlagFigure.of(distortion)));
            }
        }
        if (limits.identical().isPresent()) {
            double difference = ImageDifference.difference(output.small(), source.small());
            if (difference < limits.identical().getAsDouble()) {
                flags.add(CheckFlag.IDENTICAL.with(FlagFigure.of(difference)));
            }
        }
        if (limits.shop().needsSource()) {
            compareProducts(SeenProduct.in(output.seen()), SeenProduct.in(source.seen()), flags);
        }
        return flags;
    }

    private void compareProducts(SeenProduct output, SeenProduct source, List<String> flags) {
        ShopLimits shop = limits.shop();
        shop.colourShift().ifPresent(most -> {
            double shift = ColourShift.of(output, source);
            if (shift > most) {
                flags.add(CheckFlag.COLOUR_SHIFT.with(FlagFigure.of(shift)));
            }
        });
        shop.cutOff().ifPresent(least -> {
            double cut = EdgeCut.of(output, source, least);
            if (cut >= least && cut > 0) {
                flags.add(CheckFlag.CUT_OFF.with(FlagFigure.of(cut)));
            }
        });
        shop.textChanged()
                .ifPresent(most -> TextChange.of(output, source).ifPresent(changed -> {
                    if (changed > most) {
                        flags.add(CheckFlag.TEXT_CHANGED.with(FlagFigure.of(changed)));
                    }
                }));
    }

    /** Returns the flags of an output that is its source's very file, whatever can be decoded of it. */
    public List<String> flagsOfSameFile() {
        return limits.identical().isPresent() ? List.of(CheckFlag.IDENTICAL.with(FlagFigure.of(0))) : List.of();
    }

    /**
     * Returns the smaller of two distortions, since a photograph may lie on its side and say so in its metadata, which
     * not every model heeds: both ways to hold it are right.
     */
    private static double distortion(PictureSample output, PictureSample source) {
        RequestedSize upright = new RequestedSize(source.width(), source.height());
        RequestedSize lying = new RequestedSize(source.height(), source.width());
        return Math.min(
                upright.distortion(output.width(), output.height()), lying.distortion(output.width(), output.height()));
    }
}
