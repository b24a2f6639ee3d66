package dev.darkroom.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.picture.SmallPicture;
import dev.darkroom.picture.ThumbnailStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputThumbnailsTest {

    private static final SmallPicture RED = new SmallPicture(1, 1, new int[] {0xcc2200});
    private static final RowKey ROW = new RowKey(2, 7);

    @TempDir
    Path folder;

    @Test
    void a_thumbnail_of_a_linked_one_leaves_the_other_as_it_was() throws IOException {
        Path other = folder.resolve("other");
        new OutputThumbnails(other).write(new RowKey(1, 3), 1, RED);
        Path before = new ThumbnailStore(other).output(3, 1);
        byte[] bytes = Files.readAllBytes(before);
        new ThumbnailStore(folder).share(before, new ThumbnailStore(folder).output(7, 1));
        assertThat(new ThumbnailStore(folder).output(7, 1)).hasBinaryContent(bytes);

        new OutputThumbnails(folder).write(ROW, 1, new SmallPicture(1, 1, new int[] {0x0022cc}));

        assertThat(before).hasBinaryContent(bytes);
        assertThat(Files.readAllBytes(new ThumbnailStore(folder).output(7, 1))).isNotEqualTo(bytes);
    }

    @Test
    void what_cannot_be_decoded_has_none_not_even_an_old_one() {
        OutputThumbnails thumbnails = new OutputThumbnails(folder);
        thumbnails.write(ROW, 1, RED);

        thumbnails.write(ROW, 1, null);

        assertThat(new ThumbnailStore(folder).output(7, 1)).doesNotExist();
    }

    @Test
    void what_a_process_that_died_was_writing_is_deleted_and_nothing_else() throws IOException {
        OutputThumbnails thumbnails = new OutputThumbnails(folder);
        thumbnails.write(ROW, 1, RED);
        Files.writeString(thumbnail(".0815.part"), "half");

        thumbnails.deleteParts();

        assertThat(thumbnail(".0815.part")).doesNotExist();
        assertThat(new ThumbnailStore(folder).output(7, 1)).exists();
        new OutputThumbnails(folder.resolve("elsewhere")).deleteParts();
    }

    @Test
    void one_that_cannot_be_written_is_no_failure() throws IOException {
        Files.writeString(folder.resolve("report"), "in the way");

        new OutputThumbnails(folder).write(ROW, 1, RED);

        assertThat(folder.resolve("report")).hasContent("in the way");
    }

    private Path thumbnail(String name) {
        return folder.resolve("report/thumbnails").resolve(name);
    }
}
