package dev.darkroom.jobfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SentDescriptionTest {

    private static final String JOB = """
            manifest: rows.csv
            model: a/b
            input: { prompt: red, image_size: { width: 512, height: 640 }, image_urls: [ "{{a}}" ] }
            columns: { id: sku, ignore: [x, y] }
            """;

    private final JobFiles jobs;

    SentDescriptionTest(@TempDir Path folder) {
        this.jobs = new JobFiles(folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    model=a/c                | model was "a/b", is now "a/c"
                    api=simulator            | api was "https://model-api.runcomfy.net/v1", is now "simulator"
                    input.prompt=blue        | input.prompt was "red", is now "blue"
                    input.seed=7             | input.seed was not set, is now 7
                    input.image_size.width=1024 | input.image_size.width was 512, is now 1024
                    input.image_urls=[b]     | input.image_urls was ["{{a}}"], is now ["b"]
                    columns.id=ean           | columns.id was "sku", is now "ean"
                    columns.ignore=[x]       | columns.ignore was ["x","y"], is now ["x"]
                    """)
    void what_would_be_sent_otherwise_is_named(String assignment, String difference) {
        JobSpec was = jobs.read(JOB);
        JobSpec now = jobs.read(JOB, JobFiles.set(assignment));

        assertThat(SentDescription.differences(was.sent(), now.sent())).containsExactly(difference);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "submit.rate=9/s",
                "columns.keep=[brand]",
                "columns.ignore=[y, x]",
                "output=/elsewhere",
                "input={ image_urls: [ '{{a}}' ], image_size: { height: 640, width: 512 }, prompt: red }"
            })
    void what_sends_the_same_is_no_difference(String assignment) {
        JobSpec was = jobs.read(JOB);
        JobSpec now = jobs.read(JOB, JobFiles.set(assignment));

        assertThat(SentDescription.differences(was.sent(), now.sent())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true", "[X-Amz-Date, X-Amz-Signature]"})
    void what_the_job_keeps_out_of_its_rows_keys_is_read_back(String rule) {
        JobSpec job = jobs.read(JOB, JobFiles.set("sources.ignore-query=" + rule));

        assertThat(SentDescription.ignoredQuery(job.sent()))
                .isEqualTo(job.rowInput().ignoredQuery());
    }

    @Test
    void a_stored_description_compares_like_a_fresh_one() {
        JobSpec job = jobs.read(JOB);
        String stored = job.sent().toString();

        assertThat(SentDescription.differences(JsonMapper.builder().build().readTree(stored), job.sent()))
                .isEmpty();
    }
}
