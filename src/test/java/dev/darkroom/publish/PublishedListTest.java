package dev.darkroom.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.manifest.CsvDialect;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.picture.PictureType;
import dev.darkroom.picture.mark.DigitalSourceType;
import dev.darkroom.publish.PublishedLine.FileContent;
import dev.darkroom.publish.PublishedLine.LineState;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PublishedListTest {

    private static final CsvDialect DIALECT = new CsvDialect(';', ',', true);
    private static final Instant NOW = Instant.parse("2026-11-21T03:04:05.678Z");
    private static final FileContent CONTENT = new FileContent("ab".repeat(32), 1234, 56, 78);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(LineState.class)
    void a_line_is_read_as_it_was_written(LineState state) throws IOException {
        PublishedList list = new PublishedList();
        Map<String, String> kept = new LinkedHashMap<>(Map.of("brand", "=Acme; \"und\" Söhne"));
        kept.put("kept_file", "x.tif");
        PublishedLine line = new PublishedLine(
                "a|1",
                "ä/a-1.png",
                state,
                "why, then",
                CONTENT,
                "added",
                "night-1",
                "cd",
                "jpeg:92 mark:ai",
                NOW,
                kept);
        list.put(line);

        PublishedLine read = again(list).find("ä/a-1.png");

        assertThat(read).isEqualTo(line);
    }

    @Test
    void rows_columns_of_several_runs_stand_side_by_side() throws IOException {
        PublishedList list = new PublishedList();
        list.put(line("a", "a-1.png", "night-1", Map.of("brand", "acme")));
        list.put(line("b", "b-1.png", "night-2", Map.of("season", "aw26")));

        PublishedList read = again(list);

        assertThat(Files.readAllLines(folder.resolve("published.csv")).get(0)).endsWith(";published_at;brand;season");
        assertThat(read.of("night-2"))
                .singleElement()
                .satisfies(line -> assertThat(line.kept()).isEqualTo(Map.of("brand", "", "season", "aw26")));
    }

    @Test
    void columns_whose_names_the_list_has_itself_are_told_apart() {
        assertThat(PublishedList.named(List.of("file", "brand", "kept_file", "ID")))
                .containsExactly(
                        Map.entry("file", "kept_file"),
                        Map.entry("brand", "brand"),
                        Map.entry("kept_file", "kept_kept_file"),
                        Map.entry("ID", "kept_ID"));
    }

    @Test
    void a_file_has_one_line_whatever_the_case_of_its_name_and_what_has_none_stands_beside() throws IOException {
        PublishedList list = new PublishedList();
        list.put(line("a", "A-1.png", "night-1", Map.of()));
        PublishCandidate other = new PublishCandidate(
                "b", "a-1.png", "images/b.png", "ef", PictureType.PNG, DigitalSourceType.EDITED, Map.of());
        list.put(PublishedLine.pending(other, "night-2", "", null).notPublished("taken", null));

        PublishedList read = again(list);

        assertThat(read.find("a-1.PNG")).satisfies(line -> assertThat(line.id()).isEqualTo("a"));
        assertThat(read.of("night-2")).hasSize(1);
        read.of("night-2").forEach(read::drop);
        assertThat(read.of("night-2")).isEmpty();
        assertThat(read.of("night-1")).hasSize(1);
        list.put(line("a", "a-1.png", "night-2", Map.of()));
        assertThat(list.of("night-1")).isEmpty();
    }

    @Test
    void what_was_published_before_a_failure_stays_on_the_line() {
        PublishCandidate picture = new PublishCandidate(
                "a", "a-1.png", "images/a.png", "new", PictureType.PNG, DigitalSourceType.EDITED, Map.of());
        PublishedLine before = line("a", "a-1.png", "night-1", Map.of());

        PublishedLine failed =
                PublishedLine.pending(picture, "night-2", "jpeg:1", before).notPublished("damaged", before);

        assertThat(failed.content()).isEqualTo(CONTENT);
        assertThat(failed.sourceSha256()).isEqualTo("source");
        assertThat(failed.hasFile()).isTrue();
        assertThat(failed.isOf(picture, "jpeg:1")).isFalse();
    }

    @Test
    void a_line_that_is_not_one_is_named_at_its_place() throws IOException {
        PublishedList list = new PublishedList();
        list.put(line("a", "a-1.png", "night-1", Map.of()));
        again(list);
        Path file = folder.resolve("published.csv");
        Files.writeString(file, Files.readString(file).replace(";published;", ";publisht;"));

        assertThatThrownBy(() -> PublishedList.read(file, "shop/published.csv"))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("shop/published.csv:2")
                .hasMessageContaining("the state publisht is not known; the nearest is published");
    }

    private static PublishedLine line(String id, String file, String run, Map<String, String> kept) {
        return new PublishedLine(
                id, file, LineState.PUBLISHED, "", CONTENT, "added", run, "source", "mark:ai", NOW, kept);
    }

    private PublishedList again(PublishedList list) throws IOException {
        Path file = folder.resolve("published.csv");
        try (Writer writer = Files.newBufferedWriter(file)) {
            list.write(writer, DIALECT);
        }
        return PublishedList.read(file, "published.csv");
    }
}
