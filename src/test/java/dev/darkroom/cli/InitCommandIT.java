package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.workbook.WorkbookBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports as programs write them become jobs that validate and run without an edit by hand, or with the one that is named. */
class InitCommandIT {

    private static final String MEDIA = "https://catalog.darkroom.example/media";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void a_workspace_of_its_own() throws IOException {
        Files.createDirectories(folder.resolve(".darkroom"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "shopify.csv | 6 | {{Handle}}-{{Image Position}} | Title | Image Src",
                "woocommerce.csv | 4 | SKU | Name | Images",
                "magento.csv | 2 | sku | name | base_image",
                "akeneo.csv | 3 | sku | name-de_DE | main_image",
                "google-sheets.tsv | 3 | id | title | image link",
                "erp-german.csv | 3 | Artikelnummer | Bezeichnung | Bild-URL",
            })
    void an_export_becomes_a_job_that_validates_and_runs(
            String export, int rows, String id, String title, String pictures) throws IOException {
        copy(export);

        CliRun init = run("init", export, "--output", "job.yaml", "--pictures-at", MEDIA);
        assertThat(init.code()).as(init.out() + init.err()).isZero();
        assertThat(init.out())
                .contains(rows + " rows", "  id        " + id + "\n", "  title     " + title + "\n")
                .contains("  pictures  " + pictures + "\n")
                .doesNotContain("  edit");

        CliRun validate = run("validate", "job.yaml");
        assertThat(validate.code()).as(validate.out()).isZero();

        CliRun run =
                run("run", "job.yaml", "--api", "simulator", "--set", "simulator.service-time=0s", "--rate", "500/s");
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(results("job.yaml"))
                .hasSize(rows)
                .allMatch(line -> line.matches(".*\"status\":\"(succeeded|reused)\".*"));
    }

    @Test
    void rows_that_continue_a_product_take_its_picture_and_are_bought_once() throws IOException {
        copy("shopify.csv");
        run("init", "shopify.csv");

        assertThat(Files.readString(folder.resolve("shopify.yaml")))
                .contains("fill-down: [\"Title\", \"Image Src\", \"Vendor\"", "fill-within: \"Handle\"")
                .contains("prompt: \"{{Title}} on a pure white background, soft contact shadow\"");
        CliRun run = run("run", "shopify.yaml", "--api", "simulator", "--set", "simulator.service-time=0s");
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(results("shopify.yaml").get(2)).contains("\"status\":\"reused\"");
    }

    @Test
    void pictures_that_are_only_paths_need_the_one_edit_that_is_named() throws IOException {
        copy("magento.csv");

        CliRun init = run("init", "magento.csv");
        assertThat(init.code()).isZero();
        assertThat(init.out()).containsPattern("edit {6}magento\\.yaml:\\d+: write the address");
        assertThat(run("validate", "magento.yaml").code()).isEqualTo(2);
        Path job = folder.resolve("magento.yaml");
        Files.writeString(job, Files.readString(job).replace("WRITE-THE-ADDRESS-OF-YOUR-PICTURES-HERE", MEDIA));
        CliRun validate = run("validate", "magento.yaml");
        assertThat(validate.code()).as(validate.out()).isZero();
    }

    /** Magento's exports have a row for each view of the store, which has a name alone. */
    @Test
    void a_row_without_the_path_of_a_picture_is_rejected_and_buys_no_picture_of_the_hosts_root() throws IOException {
        copy("magento.csv");
        Path table = folder.resolve("magento.csv");
        String header = Files.readAllLines(table).get(0);
        String view = "24-MB01," + ",".repeat(header.split(",", -1).length - 2);
        Files.writeString(table, Files.readString(table).stripTrailing() + "\n" + view + "\n");
        run("init", "magento.csv", "--output", "job.yaml", "--pictures-at", MEDIA);

        CliRun validate = run("validate", "job.yaml");

        assertThat(validate.out()).contains("base_image");
        assertThat(Files.readString(folder.resolve("job.yaml"))).contains("required: [\"base_image\"]");
        assertThat(validate.code()).as(validate.out()).isEqualTo(2);
    }

    @Test
    void a_workbook_is_a_table_like_any_other() throws IOException {
        new WorkbookBuilder()
                .formats("0000000")
                .sheet("Hinweise", WorkbookBuilder.row(1, "Bitte lesen"))
                .sheet(
                        "Artikel",
                        WorkbookBuilder.row(1, "Artikelnummer", "Bezeichnung", "Bild"),
                        article(2, 4711, "mug-101.jpg"),
                        article(3, 4712, "mug-102.jpg"))
                .write(folder.resolve("Artikel März.xlsx"));

        CliRun init = run("init", "Artikel März.xlsx", "--sheet", "Artikel");
        assertThat(init.code()).as(init.err()).isZero();
        CliRun run = run(
                "run",
                "Artikel-M-rz.yaml",
                "--api",
                "simulator",
                "--set",
                "simulator.service-time=0s",
                "--set",
                "results.xlsx=true");
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(results("Artikel-M-rz.yaml").get(0))
                .contains("\"id\":\"0004711\",\"line\":2,\"status\":\"succeeded\"");
        try (var files = Files.walk(folder.resolve("runs"))) {
            assertThat(files.map(file -> file.getFileName().toString())).contains("results.xlsx", "0004711-1.png");
        }
    }

    @Test
    void a_product_s_own_model_is_not_taken_for_the_one_that_makes_the_picture() throws IOException {
        copy("google-sheets.tsv");
        run("init", "google-sheets.tsv");

        assertThat(Files.readString(folder.resolve("google-sheets.yaml"))).contains("ignore: [\"model\"]");
    }

    @Test
    void a_job_that_is_there_stays_unless_it_is_to_be_replaced() throws IOException {
        copy("erp-german.csv");
        Files.writeString(folder.resolve("erp-german.yaml"), "mine");

        CliRun refused = run("init", "erp-german.csv");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("erp-german.yaml is there already. --force replaces it");
        assertThat(folder.resolve("erp-german.yaml")).hasContent("mine");
        assertThat(run("init", "erp-german.csv", "--force").code()).isZero();
    }

    @Test
    void what_is_no_table_and_what_is_no_model_are_refused() throws IOException {
        copy("erp-german.csv");

        assertThat(run("init", "none.csv").code()).isEqualTo(2);
        assertThat(run("init", "erp-german.csv", "--model", "flash").err()).contains("The model flash is not known");
    }

    private static String article(int row, int number, String picture) {
        return "<row r=\"" + row + "\"><c r=\"A" + row + "\" s=\"1\"><v>" + number + "</v></c><c r=\"B" + row
                + "\" t=\"inlineStr\"><is><t>Becher</t></is></c><c r=\"C" + row
                + "\" t=\"inlineStr\"><is><t>https://catalog.darkroom.example/" + picture + "</t></is></c></row>";
    }

    private void copy(String export) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                InitCommandIT.class.getResourceAsStream("/dev/darkroom/setup/" + export), "no such resource")) {
            Files.copy(in, folder.resolve(export));
        }
    }

    private List<String> results(String job) throws IOException {
        String name = job.replace(".yaml", "-");
        try (var runs = Files.list(folder.resolve("runs"))) {
            Path run = runs.filter(path -> path.getFileName().toString().startsWith(name))
                    .findFirst()
                    .orElseThrow();
            return Files.readAllLines(run.resolve("results.jsonl"));
        }
    }

    private CliRun run(String... arguments) {
        return CliRun.in(folder, arguments);
    }
}
