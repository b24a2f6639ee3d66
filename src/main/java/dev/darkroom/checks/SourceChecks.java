package dev.darkroom.checks;

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
        return flags;
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
