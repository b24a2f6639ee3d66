package dev.darkroom.bench;

import dev.darkroom.manifest.ColumnRules;
import dev.darkroom.manifest.JobInput;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.PreparedRow;
import dev.darkroom.manifest.RowPreparer;
import dev.darkroom.models.ModelCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Measures the check of one row: templates filled, input held against its schema, key and seed derived. */
@State(Scope.Benchmark)
public class RowCheckBenchmark {

    private static final String ROW =
            "{\"id\":\"mug-1\",\"title\":\"a mug\",\"image_url\":\"https://catalog.darkroom.example/mug-102.jpg\"}";

    private final RowPreparer preparer;
    private final ManifestRow row;

    /** Surveys a manifest of one row. */
    public RowCheckBenchmark() {
        ObjectNode input = json("{\"prompt\":\"{{title}} on a pure white background, soft contact shadow\","
                + "\"image_urls\":[\"{{image_url}}\"],\"image_size\":\"square_hd\",\"output_format\":\"png\"}");
        JobInput job =
                new JobInput(new ColumnRules("id", null, List.of()), input, "blackforestlabs/flux-2/flash/edit", '.');
        ModelCatalog catalog = ModelCatalog.builtIn();
        preparer = new RowPreparer(job, survey(catalog), catalog);
        row = new ManifestRow(1, 1, json(ROW), null);
    }

    private static ManifestSurvey survey(ModelCatalog catalog) {
        try {
            Path file = Files.createTempFile("rows", ".jsonl");
            try {
                Files.writeString(file, ROW + "\n");
                return ManifestSurvey.of(Manifest.of(file, "rows.jsonl", null), catalog);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode json(String text) {
        return JsonMapper.shared().readTree(text).asObject();
    }

    /** Checks it. */
    @Benchmark
    public PreparedRow rowCheck() {
        return preparer.prepare(row);
    }
}
