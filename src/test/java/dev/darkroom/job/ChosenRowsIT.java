package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.job.maintenance.ReportWriter;
import dev.darkroom.job.maintenance.RunReviewer;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.jobfile.JobOverrides.RowOptions;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.choice.Condition;
import dev.darkroom.manifest.choice.RowChoice;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.step.RunScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChosenRowsIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path folder;

    @Test
    void the_chosen_rows_are_the_run_and_other_rows_are_another_run() throws IOException {
        JobScene scene = catalog().job("columns: { id: sku }");

        RunResult acme = scene.run(where("brand = acme"));
        assertThat(column(acme, "id")).containsExactly("A", "C", "E");
        assertThat(column(acme, "line")).containsExactly("2", "4", "6");
        assertThat(acme.summary().requests().submitted()).isEqualTo(3);

        RunResult again = scene.run(where("brand = acme"));
        assertThat(again.summary().run()).isEqualTo(acme.summary().run());
        assertThat(again.messages()).anyMatch(message -> message.contains("nothing is bought"));

        RunResult cheap = scene.run(where("rank < 4"));
        assertThat(cheap.summary().run()).isNotEqualTo(acme.summary().run());
        assertThat(column(cheap, "id")).containsExactly("A", "B", "C");
        assertThat(column(cheap, "status")).containsExactly("reused", "succeeded", "reused");
        assertThat(cheap.summary().requests().submitted()).isEqualTo(1);

        RunResult all = scene.run();
        assertThat(column(all, "id")).containsExactly("A", "B", "C", "D", "E");
        assertThat(all.summary().requests().submitted()).isEqualTo(1);
    }

    @Test
    void an_unfinished_run_of_chosen_rows_is_gone_on_with() throws IOException {
        JobScene scene = catalog().job("columns: { id: sku }", "budget: { max-cost: 0.04, price: 0.02 }");
        RunResult stopped = scene.run(where("brand = acme"));
        assertThat(column(stopped, "status")).containsExactly("succeeded", "succeeded", "pending");

        scene.replace("max-cost: 0.04", "max-cost: 1.00");
        RunResult rest = scene.run(where("brand = acme"));

        assertThat(rest.summary().run()).isEqualTo(stopped.summary().run());
        assertThat(column(rest, "id")).containsExactly("A", "C", "E");
        assertThat(column(rest, "status")).containsExactly("succeeded", "succeeded", "succeeded");
        assertThat(column(rest, "attempts")).containsExactly("1", "1", "1");
    }

    @Test
    void a_sample_is_the_same_run_whenever_it_is_started() throws IOException {
        JobScene scene = catalog().job("columns: { id: sku }");
        JobOverrides sample = new JobOverrides(
                null, null, null, null, null, null, null, new RowOptions(null, null, null, "2", "7"), List.of());
        RunResult first = scene.run(sample);

        RunResult again = scene.run(sample);

        assertThat(again.summary().run()).isEqualTo(first.summary().run());
        assertThat(again.messages()).anyMatch(message -> message.contains("nothing is bought"));
    }

    @Test
    void rows_without_ids_keep_their_numbers() throws IOException {
        JobScene scene = catalog().job();

        RunResult result = scene.run(new JobOverrides(
                null, null, null, null, null, null, null, new RowOptions(null, "2,4-", null, null, null), List.of()));

        assertThat(column(result, "id")).containsExactly("2", "4", "5");
        assertThat(result.output().resolve("images")).isDirectoryContaining("glob:**4-1.png");
    }

    @Test
    void what_cannot_choose_rows_is_refused_before_anything_is_bought() throws IOException {
        JobScene scene = catalog().job("columns: { id: sku }").file("ids.txt", "A", "Z");

        assertThatThrownBy(() -> scene.run(where("rank > 1 and brnd = acme")))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("no column brnd, at character 14")
                .hasMessageContaining("The nearest one is brand");
        assertThatThrownBy(() -> scene.run(where("brand = nobody")))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("no row of");
        RowOptions ids = new RowOptions(null, null, folder.resolve("ids.txt").toString(), null, null);
        assertThatThrownBy(() -> scene.run(new JobOverrides(null, null, null, null, null, null, null, ids, List.of())))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("has the id Z");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void ids_are_kept_with_the_run() throws IOException {
        JobScene scene =
                catalog().job("columns: { id: sku }", "rows: { ids: ids.txt }").file("ids.txt", "D", "B");
        RunResult result = scene.run();
        assertThat(column(result, "id")).containsExactly("B", "D");

        Path kept = scene.workspace().runFolder(result.summary().run());
        assertThat(kept.resolve("ids.txt")).hasContent("D\nB");
        assertThat(JSON.readTree(kept.resolve("job.json").toFile())
                        .path("rows")
                        .path("ids")
                        .asString())
                .isEqualTo("ids.txt");
    }

    @Test
    void variants_are_bought_each_by_its_own_seed() throws IOException {
        JobScene scene = catalog().job("columns: { id: sku }", "variants: 3");

        RunResult result = scene.run(where("brand = other"));

        assertThat(column(result, "id")).containsExactly("B-v1", "B-v2", "B-v3", "D-v1", "D-v2", "D-v3");
        assertThat(column(result, "status")).containsOnly("succeeded");
        assertThat(column(result, "seed")).doesNotHaveDuplicates();
        assertThat(column(result, "variant")).containsExactly("1", "2", "3", "1", "2", "3");
        assertThat(result.summary().requests().submitted()).isEqualTo(6);

        RunResult plain = scene.job("columns: { id: sku }").run(where("brand = other"));
        assertThat(column(plain, "status"))
                .as("the first variant is the row itself")
                .containsOnly("reused");
    }

    @Test
    void rows_are_bought_by_their_priority_and_listed_as_in_the_manifest() throws IOException {
        JobScene scene = catalog()
                .job(
                        "columns: { id: sku }",
                        "priority: rank",
                        "canary: 1",
                        "budget: { max-cost: 0.06, price: 0.02 }",
                        "submit: { rate: 100/s, max-in-flight: 1 }")
                .replace("submit: { rate: 500/s, max-in-flight: 16 }\n", "");

        RunResult stopped = scene.run();

        assertThat(column(stopped, "id")).containsExactly("A", "B", "C", "D", "E");
        assertThat(column(stopped, "status"))
                .containsExactly("pending", "pending", "succeeded", "succeeded", "succeeded");
        assertThat(inOrderOfSubmits(stopped)).containsExactly("E", "D", "C");
    }

    @Test
    void a_resume_works_on_the_chosen_rows_alone() throws IOException {
        JobScene scene = new JobScene(folder)
                .file(
                        "manifest.csv",
                        "sku,brand,prompt,image_urls",
                        "A,acme,[[fault:job-failed]] a,https://shop.example/1.jpg",
                        "B,other,[[fault:job-failed]] b,https://shop.example/2.jpg",
                        "C,acme,c,https://shop.example/3.jpg",
                        "D,other,d,https://shop.example/4.jpg",
                        "E,acme,e,https://shop.example/5.jpg")
                .job("columns: { id: sku }", "budget: { max-cost: 0.06, price: 0.02 }");
        String run = scene.run().summary().run();

        RunResult others = scene.resume(run, "1.00", RunScope.ALL.among(rows("brand = other and status = pending")));
        assertThat(column(others, "status")).containsExactly("failed", "failed", "succeeded", "succeeded", "pending");
        assertThat(others.summary().stopReason())
                .startsWith("selection: only rows where brand = other and status = pending were worked on");

        RunResult failed = scene.resume(
                run, "1.00", RunScope.only(Set.of(RowStatus.FAILED)).among(rows("brand = acme")));
        assertThat(column(failed, "attempts")).containsExactly("2", "1", "1", "1", "0");
        assertThat(column(failed, "status")).containsExactly("failed", "failed", "succeeded", "succeeded", "pending");
    }

    @Test
    void a_report_of_chosen_rows_leaves_the_results_whole() throws IOException {
        JobScene scene = catalog().job("columns: { id: sku }");
        RunResult result = scene.run();

        new ReportWriter(InstantSource.system(), JSON, ModelCatalog.builtIn())
                .write(
                        scene.workspace(),
                        null,
                        new ReportWriter.ReportOptions(List.of("brand"), rows("status = succeeded and rank in (4, 5)")),
                        true);

        assertThat(JobScene.lines(result, "report/by-status.csv")).contains("succeeded,2,1.0000");
        assertThat(JobScene.lines(result, "report/by-brand.csv"))
                .anyMatch(line -> line.startsWith("acme,1,"))
                .anyMatch(line -> line.startsWith("other,1,"));
        assertThat(Files.readString(result.output().resolve("report.html")))
                .contains("(where status = succeeded and rank in (4, 5))");
        assertThat(JobScene.lines(result, "results.csv")).hasSize(6);
    }

    @Test
    void a_flag_is_chosen_by_its_name_and_a_report_of_no_row_is_refused() throws IOException {
        JobScene scene = catalog().job("columns: { id: sku }", "checks: { small: 5000 }");
        RunResult result = scene.run();
        ReportWriter writer = new ReportWriter(InstantSource.system(), JSON, ModelCatalog.builtIn());

        writer.write(scene.workspace(), null, new ReportWriter.ReportOptions(List.of(), rows("flag = small")), true);

        assertThat(JobScene.lines(result, "report/by-status.csv")).contains("succeeded,5,1.0000");
        ReportWriter.ReportOptions none = new ReportWriter.ReportOptions(List.of(), rows("flag != small"));
        assertThatThrownBy(() -> writer.write(scene.workspace(), null, none, true))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("no row of the run");
        assertThat(JobScene.lines(result, "report/by-status.csv")).contains("succeeded,5,1.0000");
    }

    @Test
    void a_rejected_variant_is_made_again_as_that_one_with_the_new_seed() throws IOException {
        JobScene scene = catalog().job("columns: { id: sku }", "variants: 2");
        RunResult first = scene.run(where("rank < 3"));
        Path decisions = folder.resolve("decisions.csv");
        Files.writeString(decisions, "id,decision\nA-v1,rejected\nA-v2,rejected\nB-v2,rejected\n");

        RunReviewer.ImportedReview review = new RunReviewer(InstantSource.system(), JSON, ModelCatalog.builtIn())
                .take(
                        scene.workspace(),
                        first.summary().run(),
                        Map.of("decisions.csv", decisions),
                        "",
                        rows("brand = acme"));
        assertThat(review.taken().rejected())
                .as("that on other rows is left aside")
                .isEqualTo(2);
        assertThat(review.ofSomeRows()).isTrue();

        RunResult again = scene.run(
                new JobOverrides(review.taken().redo().toString(), null, null, null, null, null, null, List.of()));
        assertThat(column(again, "id")).containsExactly("A-v1", "A-v2");
        assertThat(again.summary().requests().submitted()).isEqualTo(2);
        List<String> redo = Files.readAllLines(review.taken().redo());
        List<String> seeds = column(again, "seed");
        assertThat(redo.get(1)).contains("," + seeds.get(0) + ",");
        assertThat(redo.get(2)).contains("," + seeds.get(1) + ",");
    }

    private static RowChoice rows(String condition) {
        return new RowChoice(Condition.parse(condition), null, null, null, 1);
    }

    private JobScene catalog() throws IOException {
        return new JobScene(folder)
                .file(
                        "manifest.csv",
                        "sku,brand,rank,prompt,image_urls",
                        "A,acme,1,make it red,https://shop.example/1.jpg",
                        "B,other,2,make it red,https://shop.example/2.jpg",
                        "C,acme,3,make it red,https://shop.example/3.jpg",
                        "D,other,4,make it red,https://shop.example/4.jpg",
                        "E,acme,5,make it red,https://shop.example/5.jpg");
    }

    private static JobOverrides where(String condition) {
        return new JobOverrides(
                null, null, null, null, null, null, null, new RowOptions(condition, null, null, null, null), List.of());
    }

    private static List<String> inOrderOfSubmits(RunResult result) throws IOException {
        return JobScene.lines(result, "results.jsonl").stream()
                .map(JSON::readTree)
                .filter(row -> !row.path("submitted_at").isNull())
                .sorted(Comparator.comparing(row -> row.path("submitted_at").asString()))
                .map(row -> row.path("id").asString())
                .toList();
    }

    private static List<String> column(RunResult result, String name) throws IOException {
        List<String> values = new ArrayList<>();
        for (String line : JobScene.lines(result, "results.jsonl")) {
            JsonNode row = JSON.readTree(line);
            @Nullable JsonNode kept = row.path("kept").get(name);
            values.add(kept == null ? row.path(name).asString() : kept.asString());
        }
        return values;
    }
}
