package dev.darkroom.jobfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.JsonNodeFactory;

class JobTextEditorTest {

    private static final String JOB = """
            # The night's job.
            manifest: ../rows.csv   # as exported
            model: a/b
            input:
              # What every row sends.
              prompt: >-
                {{title}}
                on white
              # The source.
              image_urls:
                - "{{image}}"
                # and its back
              steps: 20 # enough
            budget: { max-cost: 5, price: 0.1 }
            """;

    @Test
    void a_value_is_set_and_all_else_stays_as_it_was() {
        assertThat(set("input.prompt", "{{title}}: \"grey\" # no comment"))
                .isEqualTo(JOB.replace(">-\n    {{title}}\n    on white", "\"{{title}}: \\\"grey\\\" # no comment\""));
        assertThat(set("input.image_urls", "x"))
                .as("the comment behind it is the next key's")
                .isEqualTo(JOB.replace("- \"{{image}}\"", "x"));
        assertThat(set("model", "b/c-2/d.5")).isEqualTo(JOB.replace("a/b", "b/c-2/d.5"));
        assertThat(set("model", "true")).isEqualTo(JOB.replace("a/b", "\"true\""));
        assertThat(set("budget.price", "y")).isEqualTo(JOB.replace("0.1", "\"y\""));
    }

    @Test
    void what_is_missing_is_made_first_of_its_group() {
        assertThat(set("input.seed", "x")).isEqualTo(JOB.replace("  prompt", "  seed: x\n  prompt"));
        assertThat(set("budget.per-day", "x")).isEqualTo(JOB.replace("{ max", "{ per-day: x, max"));
        assertThat(set("columns.id", "x")).isEqualTo(JOB.replace("manifest", "columns: { id: x }\nmanifest"));
        JobTextEditor text = new JobTextEditor(JOB);
        text.set(
                List.of("columns", "ignore"),
                JsonNodeFactory.instance.arrayNode().add("on").add("model"));
        assertThat(text.text()).contains("columns: { ignore: [\"on\", model] }\n");
    }

    @Test
    void a_value_is_taken_out_with_its_line() {
        assertThat(removed(JOB, "input.steps")).isEqualTo(JOB.replace("  steps: 20 # enough\n", ""));
        assertThat(removed(JOB, "input.prompt"))
                .isEqualTo(JOB.replace("  prompt: >-\n    {{title}}\n    on white\n", ""));
        assertThat(removed(JOB, "budget.price")).isEqualTo(JOB.replace(", price: 0.1", ""));
        assertThat(removed(JOB, "budget.max-cost")).isEqualTo(JOB.replace("max-cost: 5, ", ""));
        assertThat(removed("input:\n  steps: 20", "input.steps")).isEqualTo("input:\n  {}");
        assertThat(removed(JOB, "input.seed")).isEqualTo(JOB);
    }

    @Test
    void what_other_places_use_too_is_refused() {
        String shared = "input: &all { prompt: x }\nother: *all\n";
        assertThatThrownBy(() -> removed(shared, "other.prompt")).hasMessageContaining("anchor, an alias or a tag");
        JobTextEditor text = new JobTextEditor(shared);
        assertThatThrownBy(() -> text.set(List.of("input", "prompt"), JsonNodeFactory.instance.stringNode("y")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "../rows.csv, /a/jobs, /a/new, ../rows.csv",
        "../rows.csv, /a/jobs, /a, rows.csv",
        "rows.csv, /a/jobs, /a, jobs/rows.csv",
        "rows.csv, /a/jobs, /b/c, ../../a/jobs/rows.csv",
        "../x/*.csv, /a/jobs, /a/jobs/new, ../../x/*.csv",
        "s3://bucket/x, /a/jobs, /b, s3://bucket/x",
        "/abs/rows.csv, /a/jobs, /b, /abs/rows.csv",
        "C:\\rows.csv, /a/jobs, /b, C:\\rows.csv",
    })
    void a_path_is_written_for_another_folder(String path, Path from, Path to, String rebased) {
        assertThat(JobTextEditor.rebased(path, from, to)).isEqualTo(rebased);
    }

    private static String set(String key, String value) {
        JobTextEditor text = new JobTextEditor(JOB);
        text.set(List.of(key.split("\\.")), JsonNodeFactory.instance.stringNode(value));
        return text.text();
    }

    private static String removed(String job, String key) {
        JobTextEditor text = new JobTextEditor(job);
        text.remove(List.of(key.split("\\.")));
        return text.text();
    }
}
