package dev.darkroom.manifest.preparation;

import static dev.darkroom.manifest.ManifestFiles.json;
import static dev.darkroom.manifest.preparation.PreparedRows.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.manifest.InputProblem;
import dev.darkroom.models.InputKey;
import dev.darkroom.models.ListSeparator;
import dev.darkroom.models.RequestInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class RowPreparerTest {

    private static final String URL = "https://shop.example/1.jpg";

    private final Path folder;

    RowPreparerTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void a_row_is_made_ready_from_its_own_fields_and_the_jobs_templates() {
        PreparedRow row = aJob(folder)
                .id("sku")
                .input("""
                        {"prompt": "{{title}} on white", "image_urls": ["{{picture}}"], "output_format": "png",
                         "guidance_scale": 3, "image_size": "square"}""")
                .row("sku,title,picture,output_format,guidance_scale,seed,redo_of\nA-1,Öse,"
                        + URL
                        + "|https://shop.example/2.jpg|,webp,,42,req_1\n");
        assertThat(row.problems()).isEmpty();
        assertThat(row.warnings()).isEmpty();
        assertThat(row.input()).isEqualTo(json("""
                        {"prompt": "Öse on white", "guidance_scale": 3, "seed": 42, "image_size": "square",
                         "image_urls": ["https://shop.example/1.jpg", "https://shop.example/2.jpg"],
                         "output_format": "webp"}"""));
        assertThat(row.id()).isEqualTo("A-1");
        assertThat(row.number()).isEqualTo(1);
        assertThat(row.line()).isEqualTo(2);
        assertThat(row.model()).isEqualTo("blackforestlabs/flux-2/flash/edit");
        assertThat(row.seed()).isEqualTo(42);
        assertThat(row.redoOf()).isEqualTo("req_1");
        assertThat(row.kept())
                .isEqualTo(json("{\"sku\": \"A-1\", \"title\": \"Öse\", \"picture\": \"" + URL
                        + "|https://shop.example/2.jpg|\"}"));
    }

    @Test
    void a_seed_left_out_is_the_keys_and_no_part_of_it() {
        PreparedRow row = aJob(folder).model("flash/text-to-image").row("id,prompt,seed\n1,a wall,\n");
        InputKey key = InputKey.of("blackforestlabs/flux-2/flash/text-to-image", json("{\"prompt\": \"a wall\"}"));
        assertThat(row.inputKey()).isEqualTo(key.hex());
        assertThat(row.seed()).isEqualTo(key.seed());
        assertThat(row.input()).isEqualTo(json("{\"prompt\": \"a wall\", \"seed\": " + key.seed() + "}"));
    }

    @Test
    void equal_rows_have_one_key_however_they_are_written() {
        PreparedRow fromCsv =
                aJob(folder).decimalComma().row("id;prompt;image_urls;guidance_scale\n1;x;" + URL + ";2,50\n");
        PreparedRow fromJsonl = aJob(folder)
                .jsonl()
                .row("{\"guidance_scale\": 2.5, \"image_urls\": [\"" + URL + "\"], \"prompt\": \"x\"}");
        assertThat(fromCsv.inputKey()).isNotNull().isEqualTo(fromJsonl.inputKey());
        assertThat(fromCsv.input()).isEqualTo(fromJsonl.input());
    }

    @Test
    void an_address_has_one_form_however_it_is_padded_or_encoded() {
        List<PreparedRow> rows = aJob(folder)
                .input("{\"prompt\": \"p\", \"image_urls\": [\"{{u}}\"], \"image_size\": \"square\"}")
                .rows("""
                        u
                        https://a.example/k%C3%A4se.jpg
                        \uFEFFhttps://a.example/k\u00e4se.jpg\u200b
                        |https://a.example/k\u00e4se.jpg\u00a0|\u200b
                        """);

        assertThat(rows)
                .extracting(row -> new RequestInput(Objects.requireNonNull(row.input())).pictures())
                .containsOnly(List.of("https://a.example/k%C3%A4se.jpg"));
        assertThat(rows.get(1).inputKey()).isNotNull().isEqualTo(rows.get(2).inputKey());
    }

    /** The keys were made by the version that sent addresses as they were given. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            https://a.example/Kräuter-5.jpg, 1630c0b32d98aa3584c4ad671b21067d3fd8237a0258e55e487d63f506ee955d, 186146905
            https://a.example/mug[1].jpg,    6c6c02e58855b09069e38ae52708d72bdd91ce7393a3383184aae704a29a60a9, 909508978
            https://münchen.example/1.jpg,   c8c52a2cb4f76f68f186f83e2e9076343f6b37bec7cb9d787b152e6f1d9e1cde, 1684182294
            https://a.example/1.jpg#a#b,     04c04070c01e15801efb8206eae3c489c8cdd5a6c9c39b35a0f0e5422c61416e, 39854136
            https://a.example/plain.jpg,     8546996ee3c08ba0de67af1961c878362ad345ae5155b8660068e577fe731582, 1117998263
            https://a.example/cup🎉.jpg,      610832aef6e69b158ba43fb7c19352c2cfe3d163e7d3ae8bdf23e7c2ce412379, 813963607
            """)
    void a_row_keeps_the_key_and_seed_it_had_before_addresses_were_encoded(String address, String key, long seed) {
        PreparedRow row = aJob(folder)
                .input("{\"prompt\": \"a mug on white\", \"image_urls\": [\"{{u}}\"]}")
                .row("u\n" + address + "\n");

        assertThat(row.inputKey()).isEqualTo(key);
        assertThat(row.seed()).isEqualTo(seed);
        assertThat(new RequestInput(Objects.requireNonNull(row.input())).pictures())
                .allMatch(sent -> sent.chars().allMatch(character -> character < 0x80 && character != '['));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
            lora/edit  ~ {"prompt": "p", "image_urls": ["{{u}}"]}  ~ {"u": ""}      ~ {"prompt": "p", "image_urls": [], "loras": []}
            lora/edit  ~ {"prompt": "p"}  ~ {"image_urls": []}  ~ {"prompt": "p", "image_urls": [], "loras": []}
            lora/edit  ~ {"prompt": "p", "loras": [{"path": "{{l}}", "scale": "{{s}}"}]} ~ {"image_urls": [], "l": "o/r", "s": "0.80"} ~ {"prompt": "p", "image_urls": [], "loras": [{"path": "o/r", "scale": 0.8}]}
            lora/edit  ~ {"prompt": "p", "loras": [{"path": "{{l}}", "scale": 1}]} ~ {"image_urls": [], "l": ""} ~ {"prompt": "p", "image_urls": [], "loras": []}
            lora/edit  ~ {"prompt": "p"} ~ {"image_urls": [], "loras": "[{\\"path\\": \\"o/r\\"}]"} ~ {"prompt": "p", "image_urls": [], "loras": [{"path": "o/r"}]}
            dev/edit   ~ {"prompt": "{{year}}", "image_urls": ["https://a.example"], "num_images": "{{n}}"} ~ {"year": 1984, "n": 2} ~ {"prompt": "1984", "image_urls": ["https://a.example"], "num_images": 2}
            dev/edit   ~ {"prompt": "p", "image_urls": "{{u}}"} ~ {"u": "https://a.example|https://b.example"} ~ {"prompt": "p", "image_urls": ["https://a.example", "https://b.example"]}
            dev/edit   ~ {"prompt": "p", "image_urls": ["{{u}}"]} ~ {"u": ["https://a.example", "https://b.example"]} ~ {"prompt": "p", "image_urls": ["https://a.example", "https://b.example"]}
            dev/edit   ~ {"prompt": "p", "image_urls": ["https://j.example"]} ~ {"image_urls": "https://a.example"} ~ {"prompt": "p", "image_urls": ["https://a.example"]}
            dev/edit   ~ {"prompt": "p", "image_urls": ["https://j.example"]} ~ {"prompt": " ", "image_urls": null, "seed": null} ~ {"prompt": "p", "image_urls": ["https://j.example"]}
            dev/edit   ~ {"prompt": "p", "image_urls": ["https://j.example"], "image_size": {"width": "{{w}}", "height": 600}} ~ {"w": "512"} ~ {"prompt": "p", "image_urls": ["https://j.example"], "image_size": {"width": 512, "height": 600}}
            dev/edit   ~ {"prompt": "p", "image_urls": ["https://j.example"], "image_size": {"width": "{{w}}", "height": 600}} ~ {"w": ""} ~ {"prompt": "p", "image_urls": ["https://j.example"]}
            dev/edit   ~ {"prompt": "p", "image_urls": ["https://j.example"], "enable_prompt_expansion": "{{x}}", "num_images": "{{n}}"} ~ {"x": "TRUE", "n": "2"} ~ {"prompt": "p", "image_urls": ["https://j.example"], "enable_prompt_expansion": true, "num_images": 2}
            """)
    void what_is_sent(String model, String input, String row, String sent) {
        PreparedRow prepared = aJob(folder).jsonl().model(model).input(input).row(row);
        assertThat(prepared.problems()).isEmpty();
        ObjectNode withoutSeed = json(String.valueOf(prepared.input()));
        withoutSeed.remove("seed");
        assertThat(withoutSeed).isEqualTo(json(sent));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', nullValues = "-", textBlock = """
            {"prompt": "p"}                                       ~ image_urls     ~ MISSING_INPUT
            {"prompt": "p", "image_urls": []}                     ~ image_urls     ~ TOO_FEW
            {"prompt": "p", "image_urls": "|"}                    ~ image_urls     ~ TOO_FEW
            {"image_urls": "https://a.example"}                   ~ prompt         ~ MISSING_INPUT
            {"prompt": "p", "image_urls": "a|b"}                  ~ image_urls     ~ NOT_AN_HTTPS_URL
            {"prompt": "p", "image_urls": "https://a.example", "guidance_scale": "2,5"} ~ guidance_scale ~ WRONG_TYPE
            {"prompt": "p", "image_urls": "https://a.example", "seed": "soon"}          ~ seed           ~ WRONG_TYPE
            {"prompt": "p", "image_urls": "https://a.example", "image_size": {"width": 600, "height": 600}} ~ image_size ~ WRONG_TYPE
            {"prompt": "p", "image_urls": "https://a.example", "model": "flash/edit"}   ~ model          ~ UNKNOWN_MODEL
            """)
    void a_bad_row_says_why(String row, String column, String code) {
        PreparedRow prepared = aJob(folder).jsonl().row(row);
        assertThat(prepared.valid()).isFalse();
        assertThat(prepared.input()).isNull();
        assertThat(prepared.inputKey()).isNull();
        assertThat(prepared.problems()).first().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("a.jsonl");
            assertThat(problem.line()).isEqualTo(1);
            assertThat(problem.column()).isEqualTo(column);
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.warning()).isFalse();
        });
    }

    @Test
    void a_templates_fault_is_put_down_to_the_column_it_took() {
        PreparedRow row = aJob(folder)
                .input("{\"prompt\": \"p\", \"image_urls\": [\"{{picture}}\"]}")
                .row("id,picture\n1,ftp://shop.example/1.jpg\n");
        assertThat(row.problems())
                .singleElement()
                .extracting(InputProblem::column)
                .isEqualTo("picture");
    }

    @Test
    void a_broken_row_keeps_what_could_be_read_and_has_no_other_problem() {
        List<PreparedRow> rows = aJob(folder).rows("id,prompt,brand\nA\n");
        assertThat(rows.get(0).id()).isEqualTo("A");
        assertThat(rows.get(0).problems())
                .singleElement()
                .extracting(InputProblem::code)
                .isEqualTo("RAGGED_ROW");
        PreparedRow unreadable = aJob(folder).jsonl().rows("{}\nnonsense\n").get(1);
        assertThat(unreadable.id()).isEqualTo("2");
        assertThat(unreadable.problems())
                .singleElement()
                .extracting(InputProblem::code)
                .isEqualTo("MALFORMED_JSON");
    }

    @Test
    void a_rows_own_model_wins_and_an_unknown_one_names_the_nearest() {
        List<PreparedRow> rows = aJob(folder)
                .rows("id,model,prompt,image_urls\n1,,p," + URL + "\n2,blackforestlabs/flux-2/dev/edit,p," + URL
                        + "\n3,blackforestlabs/flux-2/dev/edt,p," + URL + "\n");
        assertThat(rows)
                .extracting(PreparedRow::model)
                .containsExactly("blackforestlabs/flux-2/flash/edit", "blackforestlabs/flux-2/dev/edit", null);
        assertThat(rows.get(2).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("UNKNOWN_MODEL");
            assertThat(problem.column()).isEqualTo("model");
            assertThat(problem.remedy())
                    .startsWith("The nearest one is blackforestlabs/flux-2/dev/edit. Any other needs");
        });
    }

    @Test
    void a_row_without_a_model_is_rejected_where_the_job_has_none() {
        assertThat(aJob(folder).withoutModel().row("id,model,prompt\n1,,p\n").problems())
                .singleElement()
                .extracting(InputProblem::code)
                .isEqualTo("MISSING_MODEL");
    }

    @Test
    void an_ignored_column_is_the_users_own() {
        PreparedRow row = aJob(folder)
                .ignore("model", "seed", "prompt")
                .input("{\"prompt\": \"{{prompt}}!\", \"image_urls\": [\"" + URL + "\"]}")
                .row("id,model,seed,prompt\n1,Ikea 12,abc,p\n");
        assertThat(row.problems()).isEmpty();
        assertThat(json(String.valueOf(row.input())).path("prompt").asString()).isEqualTo("p!");
        assertThat(row.kept()).isEqualTo(json("{\"model\": \"Ikea 12\", \"seed\": \"abc\", \"prompt\": \"p\"}"));
    }

    @Test
    void warns_of_defaults_and_of_fields_that_the_model_has_not() {
        List<PreparedRow> rows = aJob(folder)
                .rows("id,model,prompt,image_urls,num_images\n1,,p," + URL + ",2\n2,blackforestlabs/flux-2/dev/edit,p,"
                        + URL + ",2\n");
        assertThat(rows).allMatch(PreparedRow::valid);
        assertThat(rows.get(0).warnings())
                .extracting(InputProblem::code)
                .containsExactly("SQUARE_DEFAULT", "NOT_AN_INPUT");
        assertThat(rows.get(0).warnings()).allMatch(InputProblem::warning);
        assertThat(rows.get(0).warnings().get(1).column()).isEqualTo("num_images");
        assertThat(rows.get(1).warnings()).extracting(InputProblem::code).containsExactly("SQUARE_DEFAULT");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', nullValues = "-", textBlock = """
            -                 ~ {"id": "A"}                ~ A   ~ -
            -                 ~ {"id": " A "}              ~ A   ~ -
            -                 ~ {"id": 17}                 ~ 17  ~ -
            -                 ~ {"id": ""}                 ~ 1   ~ -
            -                 ~ {"sku": "A"}               ~ 1   ~ -
            sku               ~ {"sku": "A", "id": "B"}    ~ A   ~ -
            sku               ~ {"sku": ""}                ~ 1   ~ MISSING_ID
            {{sku}}-{{view}}  ~ {"sku": "A", "view": "b"}  ~ A-b ~ -
            {{sku}}-{{view}}  ~ {"sku": "A", "view": ""}   ~ A-  ~ -
            {{sku}}-{{view}}  ~ {"sku": "", "view": ""}    ~ 1   ~ MISSING_ID
            -                 ~ {"id": "a\\nb"}            ~ 1   ~ BAD_ID
            """)
    void finds_the_rows_id(String rule, String row, String id, String code) {
        PreparedRows job = aJob(folder).jsonl().input("{\"prompt\": \"p\", \"image_urls\": [\"" + URL + "\"]}");
        PreparedRow prepared = (rule == null ? job : job.id(rule)).row(row);
        assertThat(prepared.id()).isEqualTo(id);
        assertThat(prepared.problems().stream().map(InputProblem::code))
                .isEqualTo(code == null ? List.of() : List.of(code));
    }

    @Test
    void a_remedy_names_the_jobs_own_separator() {
        PreparedRows job = aJob(folder).separator(ListSeparator.SEMICOLON);
        assertThat(job.row("id,prompt,image_urls\na,p,\"" + URL + "," + URL + "\"\n")
                        .problems())
                .extracting(InputProblem::remedy)
                .singleElement()
                .asString()
                .startsWith("Put ; between them");
    }

    @Test
    void an_id_may_have_500_characters() {
        PreparedRows job = aJob(folder).input("{\"prompt\": \"p\", \"image_urls\": [\"" + URL + "\"]}");
        assertThat(job.row("id,x\n" + "a".repeat(500) + ",\n").problems()).isEmpty();
        assertThat(job.row("id,x\n" + "a".repeat(501) + ",\n").problems())
                .singleElement()
                .extracting(InputProblem::code)
                .isEqualTo("BAD_ID");
    }

    @Test
    void the_users_own_columns_are_kept() {
        String header = "id,sku,model,prompt,image_urls,loras,num_images,brand,redo_of,failed_status,failed_reason\n";
        assertThat(aJob(folder).preparer(header).keptColumns()).containsExactly("sku", "loras", "num_images", "brand");
        assertThat(aJob(folder).id("sku").preparer(header).keptColumns())
                .containsExactly("id", "sku", "loras", "num_images", "brand");
        assertThat(aJob(folder).id("id").preparer(header).keptColumns())
                .containsExactly("sku", "loras", "num_images", "brand");
        assertThat(aJob(folder).ignore("model", "prompt").preparer(header).keptColumns())
                .containsExactly("sku", "model", "prompt", "loras", "num_images", "brand");
        assertThat(aJob(folder).keep("prompt", "id").preparer(header).keptColumns())
                .containsExactly("prompt", "id");
        assertThat(aJob(folder)
                        .preparer(header + ",,blackforestlabs/flux-2/dev/edit,,,,,,,,\n")
                        .keptColumns())
                .containsExactly("sku", "loras", "brand");
    }

    @Test
    void kept_values_of_jsonl_keep_their_types() {
        PreparedRow row = aJob(folder).jsonl().row("{\"tags\": [\"a\", 1], \"price\": 2.50, \"gone\": null}\n");
        assertThat(row.kept()).isEqualTo(json("{\"tags\": [\"a\", 1], \"price\": 2.50, \"gone\": null}"));
    }
}
