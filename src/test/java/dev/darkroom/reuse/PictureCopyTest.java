package dev.darkroom.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.download.ImageStore;
import dev.darkroom.io.DiskForce;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.NamedRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.manifest.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

class PictureCopyTest {

    @TempDir
    private Path folder;

    private final List<String> forced = new ArrayList<>();

    @Test
    void many_rows_that_share_force_each_folder_once() throws IOException {
        Path earlier = folder.resolve("earlier");
        Files.createDirectories(earlier.resolve("images"));
        Files.writeString(earlier.resolve("images/a-1.png"), "a");
        DownloadedPicture picture = new DownloadedPicture("images/a-1.png", "0".repeat(64), 1, 40, 30, "image/png");
        ImageStore store = new ImageStore(
                folder.resolve("now"), new FileNames("{{brand}}/{{id}}-{{n}}.{{ext}}"), each -> {}, new NamesForced());
        PictureCopy copy = new PictureCopy(store);

        for (int row = 1; row <= 20; row++) {
            copy.place(new RowKey(1, 1), earlier, List.of(picture), row(row, row % 2 == 0 ? "nord" : "sued"));
        }
        assertThat(forced).as("before a page is whole").isEmpty();
        copy.force();
        copy.force();

        assertThat(forced).containsExactly("sued", "nord");
        assertThat(folder.resolve("now/images/nord/row-20-1.png")).hasContent("a");
    }

    private static NamedRow row(int number, String brand) {
        return new NamedRow(
                number, "row-" + number, JsonNodeFactory.instance.objectNode().put("brand", brand), false);
    }

    /** Keeps the names of folders that are forced. */
    private final class NamesForced implements DiskForce {

        @Override
        public void file(Path file) {
            forced.add("the file " + file.getFileName());
        }

        @Override
        public void folder(Path folder) {
            forced.add(String.valueOf(folder.getFileName()));
        }
    }
}
