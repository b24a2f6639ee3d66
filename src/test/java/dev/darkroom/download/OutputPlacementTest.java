package dev.darkroom.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.darkroom.fetch.FetchException;
import dev.darkroom.fetch.PictureFetcher;
import dev.darkroom.io.DiskForce;
import dev.darkroom.io.DiskFullException;
import dev.darkroom.ledger.rows.CompletedRow;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.NamedRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.picture.PictureFile;
import dev.darkroom.picture.PictureType;
import dev.darkroom.scenes.SameThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

class OutputPlacementTest {

    @TempDir
    private Path output;

    private final RecordingForce force = new RecordingForce();
    private final List<InspectedRow> group = new ArrayList<>();
    private ImageStore store;
    private OutputPlacement placement;

    @BeforeEach
    void make() {
        store = new ImageStore(output, new FileNames("{{brand}}/{{id}}-{{n}}.{{ext}}"), each -> {}, force);
        placement = new OutputPlacement(store, new DownloadFailures(output), new SameThread());
    }

    @Test
    void a_group_forces_each_file_then_names_them_then_forces_each_folder_once() throws Exception {
        row(1, "nord", 2);
        row(2, "nord", 1);
        row(3, "sued", 1);

        placement.place(group);

        assertThat(force.calls)
                .containsExactly(
                        "file, 0 named",
                        "file, 0 named",
                        "file, 0 named",
                        "file, 0 named",
                        "folder nord, 4 named",
                        "folder sued, 4 named");
        assertThat(force.doneEarly).as("rows told before all was durable").isZero();
        assertThat(files(1)).containsExactly("images/nord/row-1-1.png", "images/nord/row-1-2.png");
        assertThat(files(3)).containsExactly("images/sued/row-3-1.png");
        assertThat(output.resolve("images/nord/row-2-1.png")).hasContent("2-1");
    }

    @Test
    void rows_whose_folder_cannot_be_forced_are_not_in_their_place_and_others_are() throws Exception {
        row(1, "nord", 1);
        row(2, "sued", 1);
        row(3, "nord", 1);
        force.refused.add("nord");

        placement.place(group);

        assertThat(failure(1)).isInstanceOf(FetchException.class).hasMessageContaining("cannot save the picture");
        assertThat(failure(3)).isInstanceOf(FetchException.class);
        assertThat(files(2)).containsExactly("images/sued/row-2-1.png");
    }

    @Test
    void a_row_of_which_one_file_cannot_be_forced_gets_none_of_its_names() throws Exception {
        InspectedRow row = row(1, "nord", 2);
        row(2, "nord", 1);
        Files.delete(row.outputs().get(1).fetched().part());

        placement.place(group);

        assertThat(failure(1)).isInstanceOf(FetchException.class);
        assertThat(output.resolve("images/nord/row-1-1.png")).doesNotExist();
        assertThat(files(2)).hasSize(1);
    }

    @Test
    void a_full_disk_is_no_fault_of_the_row() throws Exception {
        row(1, "nord", 1);
        force.full = true;

        placement.place(group);

        assertThat(failure(1)).isInstanceOf(DiskFullException.class).hasMessageContaining(output.toString());
    }

    private InspectedRow row(int number, String brand, int outputs) throws IOException {
        NamedRow name = new NamedRow(
                number, "row-" + number, JsonNodeFactory.instance.objectNode().put("brand", brand), false);
        CompletedRow row = new CompletedRow(
                new RowKey(1, number), 1, name.id(), "request-" + number, List.of("any"), name, "flash", "{}");
        List<FetchedRow.FetchedOutput> fetched = new ArrayList<>();
        for (int n = 1; n <= outputs; n++) {
            Path part = Files.writeString(store.part(), number + "-" + n);
            fetched.add(new FetchedRow.FetchedOutput(part, new PictureFetcher.FetchedFile(3, "0".repeat(64))));
        }
        List<InspectedRow.InspectedOutput> inspected = fetched.stream()
                .map(each ->
                        new InspectedRow.InspectedOutput(each, new PictureFile(PictureType.PNG, 40, 30), List.of()))
                .toList();
        InspectedRow made = new InspectedRow(new FetchedRow(row, fetched), inspected, null);
        group.add(made);
        return made;
    }

    private List<String> files(int row) throws InterruptedException, ExecutionException {
        return group.get(row - 1).fetched().placed().get().pictures().stream()
                .map(DownloadedPicture::file)
                .toList();
    }

    private Throwable failure(int row) {
        Throwable failed =
                catchThrowable(() -> group.get(row - 1).fetched().placed().get());
        return Objects.requireNonNull(failed.getCause());
    }

    /** Tells what was forced when. */
    private final class RecordingForce implements DiskForce {

        private final List<String> calls = new ArrayList<>();
        private final Set<String> refused = new HashSet<>();
        private long doneEarly;
        private boolean full;

        @Override
        public void file(Path file) throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
            DiskForce.system().file(file);
            calls.add("file, " + named() + " named");
            countDone();
        }

        @Override
        public void folder(Path folder) throws IOException {
            String name = String.valueOf(folder.getFileName());
            if (refused.contains(name)) {
                throw new IOException("Input/output error");
            }
            calls.add("folder " + name + ", " + named() + " named");
            countDone();
        }

        private void countDone() {
            doneEarly += group.stream()
                    .filter(row -> row.fetched().placed().isDone())
                    .count();
        }

        private long named() throws IOException {
            try (Stream<Path> files = Files.walk(output)) {
                return files.filter(file -> file.toString().endsWith(".png")).count();
            }
        }
    }
}
