package dev.darkroom.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.ledger.database.TestLayout;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.scenes.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class SharedFilesIT {

    private TestDatabase database;
    private SharedFiles files;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        database = TestDatabase.openPostgres();
        TestLayout.make(database.dataSource());
        files = new SharedFiles(database.dataSource());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_file_of_several_pieces_comes_back_as_it_was() throws IOException {
        byte[] content = new byte[(5 << 20) / 2];
        new Random(1).nextBytes(content);
        files.store("night", Files.write(folder.resolve("manifest.csv.gz"), content));

        Path elsewhere = folder.resolve("runs").resolve("night").resolve("manifest.csv.gz");
        assertThat(files.fetch("night", elsewhere)).isTrue();

        assertThat(elsewhere).hasBinaryContent(content);
        assertThat(files.names("night")).containsExactly("manifest.csv.gz");
    }

    @Test
    void a_copy_that_is_another_is_replaced_and_one_that_nobody_keeps_stays() throws IOException {
        Path kept = Files.writeString(folder.resolve("job.json"), "the run's");
        files.store("night", kept);
        Files.writeString(kept, "of a run of the same name, which was pruned");
        Path own = Files.writeString(folder.resolve("survey.json"), "mine");

        assertThat(files.fetch("night", kept)).isTrue();
        assertThat(files.fetch("night", own)).isFalse();

        assertThat(kept).hasContent("the run's");
        assertThat(own).hasContent("mine");
    }

    @Test
    void what_is_damaged_is_refused_and_the_copy_stays() throws IOException {
        Path kept = Files.writeString(folder.resolve("job.json"), "the run's");
        files.store("night", kept);
        Files.writeString(kept, "mine");
        JdbcClient.create(database.dataSource())
                .sql("update kept_chunk set content = ?")
                .param("another".getBytes(StandardCharsets.UTF_8))
                .update();

        assertThatThrownBy(() -> files.fetch("night", kept))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("the file job.json of the run night is damaged");

        assertThat(kept).hasContent("mine");
    }

    @Test
    void a_text_is_written_anew_each_time_and_forgotten_with_its_run() throws IOException {
        files.text("night", "stop.json").write("first");
        files.text("night", "stop.json").write("second");

        assertThat(files.text("night", "stop.json").read().orElseThrow())
                .asString()
                .isEqualTo("second");
        files.forget("night");
        assertThat(files.text("night", "stop.json").read()).isEmpty();
    }
}
