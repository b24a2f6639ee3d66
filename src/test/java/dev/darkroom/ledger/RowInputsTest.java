package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.stations.LedgerScene;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class RowInputsTest {

    @TempDir
    Path folder;

    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void a_row_tells_its_prompt_and_its_sources_and_an_invalid_one_nothing() {
        scene.stage(List.of(
                LedgerScene.row(1, "a", "blue\",\"image_urls\":[\"a/1\",\"a/2\"],\"x\":\"y"),
                LedgerScene.row(2, "b", "", "flash", 1, new Reason("TOO_FEW", "no picture"))));

        assertThat(inputs())
                .containsExactly(new RowInput(1, "blue", List.of("a/1", "a/2")), new RowInput(2, null, List.of()));
    }

    @Test
    void more_rows_than_a_page_come_each_once_in_manifest_order() {
        List<StagedRow> rows = new ArrayList<>();
        for (int number = 1; number <= 2_100; number++) {
            rows.add(LedgerScene.row(number, "row-" + number, "input " + number));
        }
        scene.stage(rows);

        List<RowInput> inputs = inputs();

        assertThat(inputs).hasSize(2_100);
        assertThat(inputs.get(2_099)).isEqualTo(new RowInput(2_100, "input 2100", List.of()));
    }

    private List<RowInput> inputs() {
        List<RowInput> inputs = new ArrayList<>();
        new RowInputs(scene.dataSource(), JsonMapper.shared(), scene.run()).forEach(inputs::add);
        return inputs;
    }
}
