package dev.darkroom.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.infrastructure.item.ExecutionContext;

class ManifestItemReaderTest {

    @TempDir
    Path folder;

    private Manifest manifest;

    @BeforeEach
    void write() throws IOException {
        Path file = Files.writeString(folder.resolve("m.csv"), "id\na\nb\n\"c\nd\"\ne\nf\n");
        manifest = Manifest.of(file, "m.csv", null);
    }

    @Test
    void all_rows_come_in_order() throws IOException {
        assertThat(lines(new ExecutionContext(), 100, 100)).containsExactly(2L, 3L, 4L, 6L, 7L);
    }

    @Test
    void a_run_about_the_first_rows_reads_no_more() throws IOException {
        assertThat(lines(new ExecutionContext(), 2, 100)).containsExactly(2L, 3L);
    }

    @Test
    void a_restart_begins_behind_the_last_committed_chunk() throws IOException {
        ExecutionContext context = new ExecutionContext();
        assertThat(lines(context, 100, 3)).containsExactly(2L, 3L, 4L);
        assertThat(lines(context, 100, 100)).containsExactly(6L, 7L);
        assertThat(lines(context, 100, 100)).isEmpty();
    }

    @Test
    void a_restart_keeps_to_the_first_rows() throws IOException {
        ExecutionContext context = new ExecutionContext();
        lines(context, 4, 3);
        assertThat(lines(context, 4, 100)).containsExactly(6L);
    }

    private List<Long> lines(ExecutionContext context, long first, int most) throws IOException {
        ManifestItemReader reader = new ManifestItemReader(manifest, first);
        reader.open(context);
        List<Long> lines = new ArrayList<>();
        while (lines.size() < most) {
            ManifestRow row = reader.read();
            if (row == null) {
                break;
            }
            lines.add(row.line());
        }
        reader.update(context);
        reader.close();
        return lines;
    }
}
