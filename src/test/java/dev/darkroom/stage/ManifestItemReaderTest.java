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
        assertThat(lines(0, 100)).containsExactly(2L, 3L, 4L, 6L, 7L);
    }

    @Test
    void a_run_about_the_first_rows_reads_no_more() throws IOException {
        assertThat(lines(0, 2)).containsExactly(2L, 3L);
    }

    @Test
    void a_start_begins_behind_the_rows_that_are_in_the_ledger() throws IOException {
        assertThat(lines(3, 100)).containsExactly(6L, 7L);
        assertThat(lines(5, 100)).isEmpty();
    }

    @Test
    void a_restart_keeps_to_the_first_rows() throws IOException {
        assertThat(lines(3, 4)).containsExactly(6L);
    }

    @Test
    void the_batch_records_tell_how_far_it_is() throws IOException {
        ExecutionContext context = new ExecutionContext();
        try (ClosingReader reader = new ClosingReader(new ManifestItemReader(manifest, 100, () -> 2))) {
            reader.reader.open(context);
            reader.reader.read();
            reader.reader.update(context);
        }
        assertThat(context.getLong("manifest.rows")).isEqualTo(3);
    }

    private List<Long> lines(long there, long first) throws IOException {
        List<Long> lines = new ArrayList<>();
        try (ClosingReader reader = new ClosingReader(new ManifestItemReader(manifest, first, () -> there))) {
            reader.reader.open(new ExecutionContext());
            for (ManifestRow row = reader.reader.read(); row != null; row = reader.reader.read()) {
                lines.add(row.line());
            }
        }
        return lines;
    }

    private record ClosingReader(ManifestItemReader reader) implements AutoCloseable {
        @Override
        public void close() {
            reader.close();
        }
    }
}
