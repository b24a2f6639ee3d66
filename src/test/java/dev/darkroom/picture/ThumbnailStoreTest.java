package dev.darkroom.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThumbnailStoreTest {

    @TempDir
    Path output;

    @Test
    void those_of_a_million_rows_lie_in_256_folders() {
        ThumbnailStore thumbnails = new ThumbnailStore(output);
        assertThat(thumbnails.relative(thumbnails.source(1))).isEqualTo("01/1-source.jpg");
        assertThat(thumbnails.relative(thumbnails.output(1_000_000, 2))).isEqualTo("40/1000000-2.jpg");
        assertThat(thumbnails.relative(thumbnails.output(256, 1))).isEqualTo("00/256-1.jpg");
    }

    @Test
    void one_that_an_earlier_version_left_in_the_one_folder_is_found_shared_and_told() throws IOException {
        ThumbnailStore thumbnails = new ThumbnailStore(output);
        Path flat = output.resolve(ThumbnailStore.FOLDER).resolve("7-1.jpg");
        Files.createDirectories(flat.resolveSibling(""));
        Files.writeString(flat, "a picture");

        assertThat(thumbnails.output(7, 1)).isEqualTo(flat);
        thumbnails.share(thumbnails.output(7, 1), thumbnails.output(8, 1));

        assertThat(thumbnails.relative(thumbnails.output(8, 1))).isEqualTo("08/8-1.jpg");
        assertThat(thumbnails.output(8, 1)).hasContent("a picture");
        assertThat(thumbnails.all()).containsExactlyInAnyOrder(flat, thumbnails.output(8, 1));
    }
}
