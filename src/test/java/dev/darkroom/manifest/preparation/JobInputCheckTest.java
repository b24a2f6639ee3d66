package dev.darkroom.manifest.preparation;

import static dev.darkroom.manifest.preparation.PreparedRows.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobInputCheckTest {

    private static final String CSV = "sku,title,image_url\nA,Stuhl,https://shop.example/1.jpg\n";

    private final Path folder;

    JobInputCheckTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void a_job_that_fits_has_no_problem() {
        RowPreparer preparer = aJob(folder)
                .id("{{sku}}-{{title}}")
                .keep("title")
                .ignore("image_url")
                .input("""
                        {"prompt": "{{ title }}", "image_urls": ["{{image_url}}"], "guidance_scale": 20,
                         "seed": null, "image_size": "{{sku}}"}""")
                .preparer(CSV);
        assertThat(preparer.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
            {"prompt": "{{titel}} on white"}          ~ /input/prompt          ~ UNKNOWN_COLUMN ~ a.csv has no column titel ~ The nearest one is title
            {"image_urls": ["x", "{{image}}"]}        ~ /input/image_urls/1    ~ UNKNOWN_COLUMN ~ a.csv has no column image ~ The nearest one is image_url, of sku, title, image_url
            {"image_size": {"width": "{{w}}"}}        ~ /input/image_size/width ~ UNKNOWN_COLUMN ~ a.csv has no column w ~ The nearest one is sku, of sku, title, image_url
            {"prompt": "{{title} on white"}           ~ /input/prompt          ~ TORN_TEMPLATE  ~ the template {{title} on white is not whole ~ Write each column as {{column}}
            {"promt": "x"}                            ~ /input/promt           ~ UNKNOWN_INPUT  ~ no model of this job has an input promt ~ The nearest one is prompt
            {"num_images": 2}                         ~ /input/num_images      ~ UNKNOWN_INPUT  ~ no model of this job has an input num_images ~ The nearest one is image_urls, of prompt, image_urls, guidance_scale, seed, image_size, output_format
            {"guidance_scale": 25}                    ~ /input/guidance_scale  ~ OUT_OF_RANGE   ~ guidance_scale is 25, the model takes 0 to 20 ~ Give a value within these limits
            {"output_format": "gif"}                  ~ /input/output_format   ~ NOT_ALLOWED    ~ output_format is "gif", the model takes jpeg, png or webp ~ The nearest is png
            {"image_urls": []}                        ~ /input/image_urls      ~ TOO_FEW        ~ image_urls has none, the model takes 1 to 4 ~ Give at least 1
            """)
    void names_the_templates_fault(String input, String pointer, String code, String message, String remedy) {
        assertThat(aJob(folder).input(input).preparer(CSV).problems())
                .first()
                .isEqualTo(new JobInputProblem(pointer, code, message, remedy));
    }

    @Test
    void names_the_columns_that_are_not_there() {
        assertThat(aJob(folder)
                        .id("skuu")
                        .keep("title", "brand")
                        .ignore("seed")
                        .preparer(CSV)
                        .problems())
                .extracting(JobInputProblem::pointer)
                .containsExactly("/columns/id", "/columns/keep/1", "/columns/ignore/0");
        assertThat(aJob(folder).id("{{sku}}/{{view}}").preparer(CSV).problems())
                .singleElement()
                .extracting(JobInputProblem::message)
                .isEqualTo("a.csv has no column view");
    }

    @Test
    void a_torn_id_is_told() {
        assertThat(aJob(folder).id("{{sku}").preparer(CSV).problems())
                .extracting(JobInputProblem::code)
                .containsExactly("TORN_TEMPLATE");
    }

    @Test
    void a_jsonl_column_is_a_key_of_any_row() {
        PreparedRows job = aJob(folder).jsonl().input("{\"prompt\": \"{{title}}\"}");
        assertThat(job.preparer("{\"a\": 1}\n{\"title\": 1}\n").problems()).isEmpty();
        assertThat(job.preparer("{\"a\": 1}\n").problems()).hasSize(1);
        assertThat(job.preparer("").problems()).isEmpty();
    }

    @Test
    void a_job_needs_a_model_from_somewhere() {
        assertThat(aJob(folder).withoutModel().preparer(CSV).problems())
                .containsExactly(new JobInputProblem(
                        "/model",
                        "NO_MODEL",
                        "neither the job nor the manifest names a model",
                        "Give the job a model, or the manifest a column model"));
        assertThat(aJob(folder).withoutModel().preparer("sku,model\n").problems())
                .isEmpty();
        assertThat(aJob(folder)
                        .withoutModel()
                        .ignore("model")
                        .preparer("sku,model\n")
                        .problems())
                .hasSize(1);
    }

    @Test
    void an_unknown_model_names_the_nearest() {
        assertThat(aJob(folder).model("flesh/edit").preparer(CSV).problems())
                .containsExactly(
                        new JobInputProblem(
                                "/model",
                                "UNKNOWN_MODEL",
                                "the model blackforestlabs/flux-2/flesh/edit is not known",
                                "The nearest one is blackforestlabs/flux-2/flash/edit"
                                        + ". Any other needs its schema in the job's models: [file], which 'models MODEL --fetch' prints"));
    }

    @Test
    void an_input_of_a_model_that_rows_name_is_known() {
        String mixed = "sku,model\n1,blackforestlabs/flux-2/dev/edit\n";
        assertThat(aJob(folder).input("{\"num_images\": 2}").preparer(mixed).problems())
                .isEmpty();
    }
}
