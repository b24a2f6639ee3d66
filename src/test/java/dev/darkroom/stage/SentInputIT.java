package dev.darkroom.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.fuzz.FuzzCases;
import dev.darkroom.fuzz.Mutator;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.manifest.ColumnRules;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.manifest.FormulaGuard;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.preparation.JobInput;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.models.ListSeparator;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.models.StrictJson;
import dev.darkroom.scenes.LedgerScene;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/** Prompts of every kind on their whole way from a manifest through the ledger to what is sent. */
class SentInputIT {

    private static final ModelCatalog CATALOG = ModelCatalog.builtIn();
    private static final int PAGE = 250;
    private static final Mutator PROMPTS = Mutator.ofTexts(List.of(
            "a clay cup, on \"white\"",
            "Kr\u00e4uter \ud83c\udf89 e\u0301",
            "'=1+1",
            "line one\nline two",
            "\u2028 {{brand}} \\u00e4"));

    @TempDir
    private Path folder;

    @Test
    void a_prompt_is_sent_as_it_stands_in_the_manifest() throws IOException {
        List<String> prompts = new ArrayList<>();
        FuzzCases.eachText(PROMPTS, prompt -> {
            prompts.add(prompt);
            if (prompts.size() == PAGE) {
                check(prompts);
            }
        });
        if (!prompts.isEmpty()) {
            check(prompts);
        }
    }

    private void check(List<String> prompts) throws IOException {
        StringBuilder csv = new StringBuilder("id,prompt\n");
        StringBuilder lines = new StringBuilder();
        for (int number = 0; number < prompts.size(); number++) {
            String prompt = prompts.get(number);
            csv.append(number)
                    .append(",\"")
                    .append(FormulaGuard.guard(prompt).replace("\"", "\"\""))
                    .append("\"\n");
            lines.append(JsonNodeFactory.instance.objectNode().put("id", number).put("prompt", prompt))
                    .append('\n');
        }
        check(prompts, "rows.jsonl", lines.toString());
        check(prompts, "rows.csv", csv.toString());
        prompts.clear();
    }

    private void check(List<String> prompts, String name, String text) throws IOException {
        Path home = Files.createTempDirectory(folder, "ledger");
        List<StagedRow> staged = staged(name, text);
        assertThat(staged).as("a row of the file for each").hasSize(prompts.size());
        try (LedgerScene scene = new LedgerScene(home).stage(staged)) {
            List<PendingRow> pending = scene.ledger().work().takePending(staged.size());
            assertThat(pending).isNotEmpty();
            for (PendingRow row : pending) {
                String sent = new String(row.input().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
                assertThat(StrictJson.parse(sent).path("prompt").stringValue())
                        .as("row %s of %s", row.id(), name)
                        .isEqualTo(prompts.get(Integer.parseInt(row.id())));
            }
        }
    }

    private List<StagedRow> staged(String name, String text) throws IOException {
        Manifest manifest = Manifest.of(Files.writeString(folder.resolve(name), text), name, ',');
        JobInput job = new JobInput(
                new ColumnRules(null, null, List.of(), ListSeparator.PIPE, List.of(), List.of()),
                JsonNodeFactory.instance.objectNode(),
                "blackforestlabs/flux-2/flash/text-to-image",
                '.');
        RowPreparer preparer = new RowPreparer(job, ManifestSurvey.of(manifest, CATALOG), CATALOG);
        RowProcessor processor = new RowProcessor(preparer, new FileNames("{{id}}"));
        List<StagedRow> staged = new ArrayList<>();
        try (ManifestReader reader = manifest.open()) {
            for (ManifestRow row = reader.read(); row != null; row = reader.read()) {
                staged.add(processor.staged(preparer.prepare(row)));
            }
        }
        return staged;
    }
}
