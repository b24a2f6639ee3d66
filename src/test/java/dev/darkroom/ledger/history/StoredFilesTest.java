package dev.darkroom.ledger.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.scenes.LedgerScene;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredFilesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 100})
    void every_file_comes_once_with_its_row_wherever_a_page_ends(int page) {
        try (LedgerScene scene = new LedgerScene(folder)) {
            scene.rows(3);
            scene.succeed(1, "a-1", "a-2", "a-3");
            scene.succeed(2, "b-1");
            scene.succeed(3, "c-1", "c-2");
            List<Map.Entry<String, Integer>> files = new ArrayList<>();

            new StoredFiles(scene.dataSource(), scene.run(), page)
                    .forEach((file, row) -> files.add(Map.entry(file.replaceFirst(".*/", ""), row)));

            assertThat(files).extracting(Map.Entry::getValue).containsExactly(1, 1, 1, 2, 3, 3);
            assertThat(files).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_run_without_pictures_has_no_files() {
        try (LedgerScene scene = new LedgerScene(folder)) {
            scene.rows(1);
            new StoredFiles(scene.dataSource(), scene.run()).forEach((file, row) -> {
                throw new AssertionError(file);
            });
            assertThat(scene.outcomes()).isNotEmpty();
        }
    }
}
