package dev.darkroom.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.darkroom.ledger.rows.NamedRow;
import dev.darkroom.manifest.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

class ImageStoreTest {

    private final Path output;
    private final ImageStore store;

    ImageStoreTest(@TempDir Path output) {
        this.output = output;
        store = new ImageStore(output, new FileNames("{{id}}-{{n}}.{{ext}}"));
    }

    @Test
    void no_file_is_placed_over_another_rows() throws IOException {
        // Two ids that differ here and are one in UTF-8, by the hash too.
        NamedRow first = row(1, "Cup \ud83c");
        NamedRow second = row(2, "Cup \ud83d");
        String file = store.place(part("first"), first, 1, "png");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> store.place(part("second"), second, 1, "png"))
                .withMessage(
                        "the name " + file + " is that of the picture of row 1, so row 2 cannot have it; give each row"
                                + " an id of its own");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> store.share(part("second"), second, 1, "png"));
        assertThat(output.resolve(file)).hasContent("first");
    }

    @Test
    void a_row_replaces_its_own() throws IOException {
        String file = store.place(part("first"), row(1, "A"), 1, "png");
        store.place(part("again"), row(1, "A"), 1, "png");

        assertThat(output.resolve(file)).hasContent("again");
    }

    @Test
    void no_file_is_placed_over_one_of_an_earlier_process() throws IOException {
        FileNames alike = new FileNames("same-{{n}}.{{ext}}");
        NamedRow first = new NamedRow(1, "A", JsonNodeFactory.instance.objectNode(), false);
        NamedRow second = new NamedRow(2, "B", JsonNodeFactory.instance.objectNode(), false);
        String file = new ImageStore(output, alike).place(part("first"), first, 1, "png");

        ImageStore next = new ImageStore(output, alike, known -> known.accept(file, 1));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> next.place(part("second"), second, 1, "png"))
                .withMessageContaining("is that of the picture of row 1");
        assertThat(output.resolve(file)).hasContent("first");
        next.place(part("again"), first, 1, "png");
        assertThat(output.resolve(file)).hasContent("again");
    }

    @Test
    void what_earlier_processes_placed_is_listed_once_and_not_before_a_file_is_placed() throws IOException {
        AtomicInteger listed = new AtomicInteger();
        ImageStore next =
                new ImageStore(output, new FileNames("{{id}}-{{n}}.{{ext}}"), known -> listed.incrementAndGet());
        assertThat(listed).hasValue(0);
        next.place(part("first"), row(1, "A"), 1, "png");
        next.place(part("second"), row(2, "B"), 1, "png");
        assertThat(listed).hasValue(1);
    }

    @Test
    void a_hundred_thousand_names_are_each_their_rows() {
        PictureOwners owners = new PictureOwners();
        for (int row = 1; row <= 100_000; row++) {
            assertThat(owners.claim("images/" + row + ".png", row)).isEqualTo(row);
        }
        for (int row = 1; row <= 100_000; row += 97) {
            assertThat(owners.claim("images/" + row + ".png", row + 1)).isEqualTo(row);
        }
    }

    private Path part(String content) throws IOException {
        return Files.writeString(store.part(), content);
    }

    private static NamedRow row(int number, String id) {
        return new NamedRow(number, id, JsonNodeFactory.instance.objectNode(), true);
    }
}
