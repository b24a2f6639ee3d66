package dev.darkroom.manifest;

import dev.darkroom.models.IgnoredQuery;
import dev.darkroom.models.ImageModel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules of a job file for the rows of its manifest.
 *
 * @param columns what the manifest's columns are for
 * @param input what every row sends: templates in the inputs' own shapes
 * @param model the model of rows that name none; null if the job names none either
 * @param decimal the decimal point of numbers in CSV cells: {@code .} or {@code ,}
 * @param ignoredQuery what of addresses' queries is no part of a row's key
 * @param variants how many are made of each row
 */
public record JobInput(
        ColumnRules columns,
        ObjectNode input,
        @Nullable String model,
        char decimal,
        IgnoredQuery ignoredQuery,
        int variants) {

    public JobInput {
        Objects.requireNonNull(columns, "columns is null");
        input = input.deepCopy();
        Objects.requireNonNull(ignoredQuery, "ignoredQuery is null");
        if (decimal != '.' && decimal != ',') {
            throw new IllegalArgumentException("decimal must be a point or a comma");
        }
    }

    /** The rules of a job that says nothing of addresses' queries, and sends each row once. */
    public JobInput(ColumnRules columns, ObjectNode input, @Nullable String model, char decimal) {
        this(columns, input, model, decimal, IgnoredQuery.NONE, 1);
    }

    /** Returns what was given for an input in the input's own type. */
    JsonNode convert(ImageModel model, String input, JsonNode given) {
        return model.convert(input, given, decimal, columns.separator());
    }

    /** Returns whether a column of the name gives the input or the model of that name. */
    boolean reads(String column) {
        return !columns.ignore().contains(column);
    }
}
