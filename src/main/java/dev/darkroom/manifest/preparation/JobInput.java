package dev.darkroom.manifest.preparation;

import dev.darkroom.io.BlankCharacters;
import dev.darkroom.io.LocalPictureReference;
import dev.darkroom.manifest.ColumnRules;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.candidate.CandidateList;
import dev.darkroom.manifest.candidate.RowCandidate;
import dev.darkroom.models.IgnoredQuery;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.InputNames;
import dev.darkroom.picture.LocalPictureException;
import dev.darkroom.picture.LocalPictures;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The rules of a job file for the rows of its manifest.
 *
 * @param columns what the manifest's columns are for
 * @param input what every row sends: templates in the inputs' own shapes
 * @param model the model of rows that name none; null if the job names none either
 * @param decimal the decimal point of numbers in CSV cells: {@code .} or {@code ,}
 * @param ignoredQuery what of addresses' queries is no part of a row's key
 * @param variants how many are made of each row
 * @param candidates what each row is tried with
 * @param pictures the pictures on this disk that rows may name by a path, null if they may name none
 */
public record JobInput(
        ColumnRules columns,
        ObjectNode input,
        @Nullable String model,
        char decimal,
        IgnoredQuery ignoredQuery,
        int variants,
        CandidateList candidates,
        @Nullable LocalPictures pictures) {

    /** Begins a web address, or what is none and no path either. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);

    /** An address that every model takes, in the place of what is not one before it is sent. */
    private static final String STAND_IN = "https://picture.invalid/picture.png";

    public JobInput {
        Objects.requireNonNull(columns, "columns is null");
        input = input.deepCopy();
        Objects.requireNonNull(ignoredQuery, "ignoredQuery is null");
        Objects.requireNonNull(candidates, "candidates is null");
        if (decimal != '.' && decimal != ',') {
            throw new IllegalArgumentException("decimal must be a point or a comma");
        }
    }

    /** The rules of a job that says nothing of addresses' queries, and sends each row once. */
    public JobInput(ColumnRules columns, ObjectNode input, @Nullable String model, char decimal) {
        this(columns, input, model, decimal, IgnoredQuery.NONE, 1, null);
    }

    /** The rules of a job that tries nothing. */
    public JobInput(
            ColumnRules columns,
            ObjectNode input,
            @Nullable String model,
            char decimal,
            IgnoredQuery ignoredQuery,
            int variants,
            @Nullable LocalPictures pictures) {
        this(columns, input, model, decimal, ignoredQuery, variants, CandidateList.NONE, pictures);
    }

    /**
     * Returns a whole input with references in the place of paths to pictures on this disk.
     *
     * @param faults is told of an input and of what is wrong with a path in it
     */
    ObjectNode refer(ImageModel model, ObjectNode whole, BiConsumer<String, LocalPictureException> faults) {
        LocalPictures local = pictures;
        if (local == null) {
            return whole;
        }
        ObjectNode referring = JsonNodeFactory.instance.objectNode();
        whole.forEachEntry((name, value) -> {
            ObjectNode one = JsonNodeFactory.instance.objectNode();
            one.set(name, value);
            referring.setAll(model.withAddresses(
                    one, address -> refer(local, address, fault -> faults.accept(name, fault))));
        });
        return referring;
    }

    private static String refer(LocalPictures local, String address, Consumer<LocalPictureException> fault) {
        String given = BlankCharacters.strip(address);
        if (SCHEME.matcher(given).matches()) {
            return address;
        }
        try {
            return local.refer(given).toString();
        } catch (LocalPictureException wrong) {
            fault.accept(wrong);
            return STAND_IN;
        }
    }

    /** Returns an input as its model can check it, which takes web addresses alone. */
    ObjectNode checkable(ImageModel model, ObjectNode input) {
        return pictures == null
                ? input
                : model.withAddresses(
                        input, address -> LocalPictureReference.parse(address) == null ? address : STAND_IN);
    }

    /** Returns what was given for an input in the input's own type. */
    JsonNode convert(ImageModel model, String input, JsonNode given) {
        return model.convert(input, given, decimal, columns.separator());
    }

    /** Returns whether a column of the name gives the input or the model of that name. */
    boolean reads(String column) {
        return !columns.ignore().contains(column) && !candidates.replaces(column);
    }

    /** Returns the model of a row that names none, or null. */
    @Nullable
    String modelOf(ManifestRow row) {
        RowCandidate candidate = row.candidate();
        return candidate == null || candidate.model() == null ? model : candidate.model();
    }

    /** Returns what a row that does not give an input itself sends for it; missing if nothing is. */
    JsonNode template(String name, ManifestRow row) {
        RowCandidate candidate = row.candidate();
        String prompt = candidate == null ? null : candidate.prompt();
        return prompt != null && name.equals(InputNames.PROMPT) ? StringNode.valueOf(prompt) : input.path(name);
    }

    /** Returns all that rows may send. */
    Stream<JsonNode> templates() {
        return Stream.concat(input.valueStream(), candidates.prompts().stream().map(StringNode::valueOf));
    }
}
