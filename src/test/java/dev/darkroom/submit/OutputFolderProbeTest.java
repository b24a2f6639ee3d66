package dev.darkroom.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.darkroom.ledger.WatchedStatements;
import dev.darkroom.ledger.earlier.UnpurchasedRows;
import dev.darkroom.ledger.rows.NamedRow;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.step.HardestNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class OutputFolderProbeTest {

    @TempDir
    private Path folder;

    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder.resolve("home"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void a_folder_that_takes_the_hardest_names_is_left_as_it_was() throws IOException {
        stage("a", "x".repeat(300), "Kräuter 日本");
        Path images = Files.createDirectories(folder.resolve("images"));
        probe(images, "{{id}}-{{n}}.{{ext}}").check();
        try (Stream<Path> left = Files.walk(images)) {
            assertThat(left).containsExactly(images);
        }
    }

    @Test
    void a_file_where_the_folder_belongs_is_told() throws IOException {
        stage("a");
        Path images = Files.writeString(folder.resolve("images"), "a file");
        assertThatExceptionOfType(PreflightException.class)
                .isThrownBy(probe(images, "{{id}}.{{ext}}")::check)
                .withMessageStartingWith("the output folder " + images + " is a file; tried with the name")
                .withMessageContaining("--output");
    }

    @Test
    void a_link_to_a_disk_that_is_not_mounted_is_told() throws IOException {
        stage("a");
        Path link = Files.createSymbolicLink(folder.resolve("disk"), folder.resolve("missing"));
        assertThatExceptionOfType(PreflightException.class)
                .isThrownBy(probe(link.resolve("images"), "{{id}}.{{ext}}")::check)
                .withMessageContaining("is behind " + link + ", a link to what is not there");
    }

    @Test
    void a_name_for_which_something_else_stands_in_the_way_is_told() throws IOException {
        stage("a");
        Path images = Files.createDirectories(folder.resolve("images"));
        Files.writeString(images.resolve("Nord"), "a file where a brand's folder belongs");
        assertThatExceptionOfType(PreflightException.class)
                .isThrownBy(probe(images, "{{brand}}/{{id}}.{{ext}}")::check)
                .withMessageContaining("tried with the name Nord/a.webp");
    }

    @Test
    void without_a_purchase_nothing_is_written() {
        probe(folder.resolve("missing"), "{{id}}.{{ext}}").check();
        assertThat(folder.resolve("missing")).doesNotExist();
    }

    @Test
    void names_that_are_known_from_staging_are_not_read_again_unless_one_cannot_be_kept() throws IOException {
        stage("a", "b");
        FileNames names = new FileNames("{{id}}.{{ext}}");
        Path images = Files.createDirectories(folder.resolve("images"));
        HardestNames staged = new HardestNames(names);
        staged.add(named(1, "a"));
        staged.add(named(2, "longer"));
        List<String> statements = new ArrayList<>();
        UnpurchasedRows rows = new UnpurchasedRows(
                new WatchedStatements(scene.dataSource(), statements::add),
                JsonMapper.shared(),
                scene.clock(),
                scene.run());
        OutputFolderProbe probe = new OutputFolderProbe(images, names, rows, staged, 2);
        probe.check();
        assertThat(statements).as("the first page alone").hasSize(1);
        // The row of that name is not submitted: those that are can be kept.
        Files.createSymbolicLink(images.resolve("longer.webp"), folder.resolve("missing/there"));
        probe.check();
        assertThat(statements).as("all pages").hasSize(3);
        staged.outdate();
        probe.check();
        assertThat(statements).hasSize(5);
    }

    private static NamedRow named(int number, String id) {
        return new NamedRow(number, id, JsonNodeFactory.instance.objectNode(), false);
    }

    private void stage(String... ids) {
        for (int row = 1; row <= ids.length; row++) {
            scene.stage(List.of(LedgerScene.row(row, ids[row - 1], "input " + row)));
        }
    }

    private OutputFolderProbe probe(Path images, String template) {
        FileNames names = new FileNames(template);
        return new OutputFolderProbe(images, names, scene.unbought(), new HardestNames(names), 1);
    }
}
