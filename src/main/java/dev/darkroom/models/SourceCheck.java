package dev.darkroom.models;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.errors.SourceFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Holds rows to what is known of their source pictures, and puts a size like the source's in its place. Thread-safe. */
public final class SourceCheck {

    /** Says nothing of sources; a size like theirs is left to the model. */
    public static final SourceCheck NONE = new SourceCheck(SourceKnowledge.UNASKED, SourceRules.DEFAULT);

    private static final String SIZE = InputNames.IMAGE_SIZE;

    private final SourceKnowledge known;
    private final SourceRules rules;

    public SourceCheck(SourceKnowledge known, SourceRules rules) {
        this.known = Objects.requireNonNull(known, "known is null");
        this.rules = Objects.requireNonNull(rules, "rules is null");
    }

    /** Returns whether an input asks for a size like its source's. */
    public static boolean wantsLikeSource(ObjectNode input) {
        return input.path(SIZE).asString("").equalsIgnoreCase(LikeSource.WORD);
    }

    /** Returns the input with the size that it asks for; without one if the first source's sides are not known. */
    public ObjectNode sized(ObjectNode input, ImageModel model) {
        if (!wantsLikeSource(input) || !model.hasInput(SIZE)) {
            return input;
        }
        ObjectNode sized = input.deepCopy();
        SourceTraits first = first(input, model);
        Optional<JsonNode> size = first == null || !first.hasSides()
                ? Optional.empty()
                : LikeSource.size(model, first.width(), first.height());
        if (size.isPresent()) {
            sized.set(SIZE, size.get());
        } else {
            sized.remove(SIZE);
        }
        return sized;
    }

    /** Returns what is known of the first source as it is sent; null if it is not known. */
    private @Nullable SourceTraits first(ObjectNode input, ImageModel model) {
        List<String> pictures = new RequestInput(model.asSent(input)).pictures();
        return pictures.isEmpty() ? null : known.of(pictures.get(0));
    }

    /** Returns whether a source is known to be as square as the rules have it. */
    public boolean isSquare(ObjectNode input, ImageModel model) {
        SourceTraits first = first(input, model);
        return first != null
                && first.hasSides()
                && LikeSource.error(1, first.width() / (double) first.height()) <= rules.maxProportionError();
    }

    /**
     * Finds what speaks against a row by its sources.
     *
     * @param likeSource whether the row asked for a size like its source's
     * @param input as it is sent
     */
    public List<SourceFinding> check(boolean likeSource, ObjectNode input, ImageModel model) {
        if (!known.looks()) {
            return List.of();
        }
        List<SourceFinding> findings = new ArrayList<>();
        for (String name : InputNames.PICTURES) {
            JsonNode value = input.path(name);
            if (value.isString()) {
                ofSource(name, name, value.stringValue(), model, findings);
            }
            for (int i = 0; value.isArray() && i < value.size(); i++) {
                ofSource(name, name + "[" + i + "]", value.get(i).asString(""), model, findings);
            }
        }
        ofProportion(likeSource, input, model, findings);
        return findings;
    }

    private void ofSource(String field, String path, String address, ImageModel model, List<SourceFinding> findings) {
        SourceTraits source = known.of(address);
        if (source == null) {
            return;
        }
        SourceFault fault = source.fault();
        if (fault != null) {
            add(
                    findings,
                    fault,
                    new InputFinding(field, path, fault.code(), path + " " + source.message(), source.remedy()));
        }
        SourceValidations.broken(model.field(field), source)
                .ifPresent(rule -> add(
                        findings,
                        SourceFault.VALIDATIONS,
                        new InputFinding(
                                field,
                                path,
                                ErrorCode.SOURCE_INVALID,
                                path + " breaks the model's rule " + rule,
                                "Give another picture, or change its size")));
    }

    private void ofProportion(boolean likeSource, ObjectNode input, ImageModel model, List<SourceFinding> findings) {
        boolean isLeftOut = !input.has(SIZE);
        if (!likeSource && !isLeftOut) {
            return;
        }
        if (likeSource && isLeftOut) {
            add(
                    findings,
                    SourceFault.PROPORTION,
                    new InputFinding(
                            SIZE,
                            SIZE,
                            ErrorCode.SIZE_UNKNOWN,
                            "image_size is " + LikeSource.WORD
                                    + ", and the first source's sides are not known: the model's own"
                                    + " size is what comes back",
                            "Give an image_size of the row's own, or see that the source can be read"));
            return;
        }
        double error = proportionError(input, model).orElse(0.0);
        // Of a square that nobody asked for there is a warning already.
        if (error > rules.maxProportionError() && (likeSource || rules.reject().contains(SourceFault.PROPORTION))) {
            add(
                    findings,
                    SourceFault.PROPORTION,
                    new InputFinding(
                            SIZE,
                            SIZE,
                            ErrorCode.PROPORTION_CHANGES,
                            "the picture's proportion is " + Math.round(error * 100) + "% from the source's, and "
                                    + "sources.max-proportion-error is "
                                    + Math.round(rules.maxProportionError() * 1000) / 10.0
                                    + "%",
                            "Give an image_size of the row's own, or raise sources.max-proportion-error"));
        }
    }

    private void add(List<SourceFinding> findings, SourceFault fault, InputFinding finding) {
        findings.add(new SourceFinding(fault, finding, rules.reject().contains(fault)));
    }

    /**
     * Returns by how much the picture's proportion will differ from the first source's, 0.5 for a square of three to two;
     * empty if either is not known.
     *
     * @param input as it is sent
     */
    public Optional<Double> proportionError(ObjectNode input, ImageModel model) {
        SourceTraits first = first(input, model);
        if (first == null || !first.hasSides()) {
            return Optional.empty();
        }
        JsonNode size = input.has(SIZE) ? input.path(SIZE) : model.field(SIZE).path("default");
        double source = first.width() / (double) first.height();
        return LikeSource.proportionOf(size).map(sent -> LikeSource.error(sent, source));
    }

    /**
     * A finding about a row's source pictures.
     *
     * @param rejects whether the row is rejected for it
     */
    public record SourceFinding(SourceFault fault, InputFinding finding, boolean rejects) {}
}
