package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.xmp.XmpDirectory;
import dev.darkroom.io.Sha256;
import dev.darkroom.job.ExitCode;
import dev.darkroom.manifest.SavedTable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goes from a reviewed run to what a shop gets, as a user does. */
class PublishCommandIT {

    private static final String JOB = """
            name: night
            manifest: rows.csv
            model: blackforestlabs/flux-2/flash/edit
            api: simulator
            columns: { id: sku, keep: [brand, file] }
            input: { prompt: "{{brand}} on white", image_size: square }
            submit: { rate: 500/s }
            simulator: { service-time: 0s }
            output: out/{{run}}
            """;

    private static final String SOURCE_TYPE =
            "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia";

    @TempDir
    private Path folder;

    private String run = "";

    @BeforeEach
    void night() throws IOException {
        Files.createDirectory(folder.resolve(".darkroom"));
        Files.writeString(folder.resolve("job.yaml"), JOB);
        Files.writeString(folder.resolve("rows.csv"), """
                sku,brand,file,image_urls
                001,acme,x.tif,https://a.example/1.jpg
                002,acme,y.tif,https://a.example/2.jpg
                003,zen,z.tif,https://a.example/3.jpg
                """);
        CliRun bought = darkroom("run", "job.yaml");
        assertThat(bought.code()).as(bought.err()).isZero();
        run = darkroom("runs", "--json").json().path("runs").path(0).path("run").asString();
    }

    @Test
    void approved_pictures_are_published_once_and_a_withdrawn_one_is_gone() throws Exception {
        review("001,approved", "002,approved", "003,rejected");

        CliRun first = publish("--to", "shop");

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.outLines())
                .containsExactly(
                        run + ": 2 published, 0 unchanged, 0 gone, 0 not published",
                        "list: " + folder.resolve("shop/published.csv"));
        Map<String, Map<String, String>> list = list("shop");
        assertThat(list.keySet()).containsExactly("001", "002");
        assertThat(list.get("001"))
                .containsEntry("file", "001-1.png")
                .containsEntry("state", "published")
                .containsEntry("run", run)
                .containsEntry("mark", "added")
                .containsEntry("recipe", "mark:ai")
                .containsEntry("brand", "acme")
                .containsEntry("kept_file", "x.tif")
                .containsEntry("width", "512");
        agrees("shop");
        assertThat(sourceType(folder.resolve("shop/001-1.png"))).isEqualTo(SOURCE_TYPE);
        FileTime put = Files.getLastModifiedTime(folder.resolve("shop/001-1.png"));

        CliRun second = publish("--to", "shop");

        assertThat(second.out()).contains("0 published, 2 unchanged, 0 gone, 0 not published");
        assertThat(Files.getLastModifiedTime(folder.resolve("shop/001-1.png"))).isEqualTo(put);
        assertThat(list("shop").get("001"))
                .containsEntry("state", "unchanged")
                .containsEntry(
                        "published_at", list.getOrDefault("001", Map.of()).get("published_at"));

        review("002,rejected", "003,approved");
        CliRun dry = publish("--to", "shop", "--dry-run");
        assertThat(dry.outLines())
                .startsWith("would publish 003-1.png", "would be gone: 002-1.png")
                .contains(run + ": would be 1 published, 1 unchanged, 1 gone, 0 not published");
        assertThat(folder.resolve("shop/003-1.png")).doesNotExist();
        CliRun third = publish("--to", "shop");
        assertThat(third.out()).contains("1 published, 1 unchanged, 1 gone, 0 not published");
        assertThat(list("shop").get("002")).containsEntry("state", "gone");
        assertThat(folder.resolve("shop/002-1.png")).exists();

        CliRun fourth = publish("--to", "shop", "--delete-gone");
        assertThat(fourth.out()).contains("0 published, 2 unchanged, 1 gone, 0 not published");
        assertThat(list("shop").get("002")).containsEntry("state", "removed");
        assertThat(folder.resolve("shop/002-1.png")).doesNotExist();
        assertThat(publish("--to", "shop", "--delete-gone").out()).contains("2 unchanged, 0 gone");
        review("002,approved");
        assertThat(publish("--to", "shop").out()).contains("1 published, 2 unchanged, 0 gone");
        agrees("shop");
    }

    @Test
    void steps_and_names_are_the_jobs_and_the_runs_own_files_stay_as_they_came() throws Exception {
        Path original = folder.resolve("out").resolve(run).resolve("images/001-1.png");
        String before = Sha256.hex(original);

        CliRun published = publish(
                "--to",
                "shop",
                "--unflagged",
                "--name",
                "{{brand}}/{{id}}.{{ext}}",
                "--set",
                "publish.after=[{ srgb: convert }, { flatten: white }, { pad: { width: 600, height: 700 } }, { jpeg: 92 }]");

        assertThat(published.code()).as(published.err()).isZero();
        Path jpeg = folder.resolve("shop/acme/001.jpg");
        assertThat(list("shop").get("001"))
                .containsEntry("file", "acme/001.jpg")
                .containsEntry("width", "600")
                .containsEntry("height", "700")
                .containsEntry("recipe", "srgb:convert flatten:#ffffff pad:600x700:#ffffff jpeg:92 mark:ai");
        assertThat(sourceType(jpeg)).isEqualTo(SOURCE_TYPE);
        assertThat(Sha256.hex(original)).isEqualTo(before);
        agrees("shop");

        CliRun plain = publish("--to", "shop", "--unflagged", "--set", "publish.mark=none");

        assertThat(plain.out()).contains("3 published, 0 unchanged, 3 gone");
        assertThat(folder.resolve("shop/001-1.png")).hasSameBinaryContentAs(original);
        assertThat(publish("--to", "shop", "--unflagged").out()).contains("3 published, 0 unchanged, 3 gone");
        agrees("shop");
    }

    @Test
    void a_picture_that_cannot_be_published_is_listed_with_the_reason_and_the_others_are_published() throws Exception {
        Path images = folder.resolve("out").resolve(run).resolve("images");
        Files.delete(images.resolve("001-1.png"));
        Files.writeString(images.resolve("002-1.png"), "changed by somebody");

        CliRun published = publish("--to", "shop", "--unflagged");

        assertThat(published.code()).isEqualTo(ExitCode.PICTURES_MISSING);
        assertThat(published.out()).contains("1 published, 0 unchanged, 0 gone, 2 not published");
        assertThat(published.err()).contains("not published: 001: its picture is gone from ");
        assertThat(list("shop").get("001"))
                .containsEntry("state", "not-published")
                .containsEntry("sha256", "");
        assertThat(list("shop").getOrDefault("002", Map.of()).get("reason")).isNotEmpty();
        agrees("shop");
    }

    @Test
    void a_file_that_is_not_on_the_list_is_not_written_over_and_one_that_is_as_it_should_be_is_taken_for_published()
            throws Exception {
        assertThat(publish("--to", "shop", "--unflagged").code()).isZero();
        FileTime put = Files.getLastModifiedTime(folder.resolve("shop/002-1.png"));
        Files.delete(folder.resolve("shop/published.csv"));
        Files.writeString(folder.resolve("shop/001-1.png"), "mine");

        CliRun published = publish("--to", "shop", "--unflagged");

        assertThat(published.code()).isEqualTo(ExitCode.PICTURES_MISSING);
        assertThat(published.err()).contains("001: there is another file of its name that is not on the list");
        assertThat(folder.resolve("shop/001-1.png")).hasContent("mine");
        assertThat(list("shop").get("002")).containsEntry("state", "published");
        assertThat(Files.getLastModifiedTime(folder.resolve("shop/002-1.png"))).isEqualTo(put);
    }

    @Test
    void a_list_that_names_files_outside_of_its_folder_is_refused_and_a_changed_file_is_not_removed() throws Exception {
        review("001,approved", "002,approved", "003,approved");
        assertThat(publish("--to", "shop").code()).isZero();
        Path victim = Files.writeString(folder.resolve("victim.png"), "not ours");
        Path list = folder.resolve("shop/published.csv");
        String written = Files.readString(list);
        for (String name :
                List.of("../victim.png", victim.toString(), "a/../../victim.png", "..\\victim.png", "C:x.png")) {
            Files.writeString(list, written + "Y," + name + ",published,,ab,8,1,1,added," + run + ",x,mark:ai,,,\n");

            CliRun refused = publish("--to", "shop", "--delete-gone");

            assertThat(refused.code()).as(name).isEqualTo(ExitCode.USAGE);
            assertThat(refused.err()).contains("published.csv:5", name + " is not in the folder of the list");
            assertThat(victim).hasContent("not ours");
        }
        Files.writeString(list, written);
        Files.writeString(folder.resolve("shop/002-1.png"), "retouched by hand");
        review("001,withdrawn", "002,withdrawn");

        CliRun removed = publish("--to", "shop", "--delete-gone");

        assertThat(removed.code()).as(removed.err()).isZero();
        assertThat(folder.resolve("shop/001-1.png")).doesNotExist();
        assertThat(folder.resolve("shop/002-1.png")).hasContent("retouched by hand");
        assertThat(list("shop").get("001")).containsEntry("state", "removed");
        assertThat(list("shop").get("002"))
                .containsEntry("state", "gone")
                .containsEntry("reason", "it is not the file that was put there, and is left");
    }

    @Test
    void a_link_under_a_pictures_name_is_not_written_over() throws Exception {
        Files.createDirectory(folder.resolve("shop"));
        Files.createSymbolicLink(folder.resolve("shop/001-1.png"), folder.resolve("nowhere.png"));

        CliRun published = publish("--to", "shop", "--unflagged");

        assertThat(published.code()).isEqualTo(ExitCode.PICTURES_MISSING);
        assertThat(published.err()).contains("001: there is another file of its name that is not on the list");
        assertThat(folder.resolve("shop/001-1.png")).isSymbolicLink();
    }

    @Test
    void a_persons_word_goes_before_a_checks_and_a_rejection_counts_for_all_rows_with_the_picture() throws Exception {
        Files.writeString(folder.resolve("job.yaml"), JOB + "checks: { small: 600, fail: [small] }\n");
        Files.writeString(folder.resolve("rows.csv"), """
                sku,brand,file,image_urls
                A,acme,a.tif,https://a.example/8.jpg
                B,acme,b.tif,https://a.example/8.jpg
                C,acme,c.tif,https://a.example/9.jpg
                """);
        assertThat(darkroom("run", "job.yaml", "--new").code()).isEqualTo(ExitCode.PICTURES_MISSING);
        run = darkroom("runs", "--json").json().path("runs").path(0).path("run").asString();
        review("C,approved");
        assertThat(publish("--to", "checked").out()).contains("1 published,");
        assertThat(list("checked").keySet()).containsExactly("C");

        Files.writeString(folder.resolve("job.yaml"), JOB);
        assertThat(darkroom("run", "job.yaml", "--new", "--set", "reuse=false").code())
                .isZero();
        run = darkroom("runs", "--json").json().path("runs").path(0).path("run").asString();
        review("A,rejected");

        CliRun published = publish("--to", "shop", "--unflagged");

        assertThat(published.code()).as(published.err()).isZero();
        assertThat(list("shop").keySet()).containsExactly("C");
    }

    @Test
    void another_runs_picture_of_a_row_takes_the_place_of_the_earlier_and_other_rows_stay_as_they_are()
            throws Exception {
        assertThat(publish("--to", "shop", "--unflagged").code()).isZero();
        String earlier = run;
        Files.writeString(folder.resolve("rows.csv"), """
                sku,brand,file,image_urls
                002,acme,new.tif,https://a.example/22.jpg
                """);
        assertThat(darkroom("run", "job.yaml", "--new").code()).isZero();
        run = darkroom("runs", "--json").json().path("runs").path(0).path("run").asString();

        CliRun published = publish("--to", "shop", "--unflagged");

        assertThat(published.out()).contains("1 published, 0 unchanged, 0 gone");
        assertThat(list("shop").get("001")).containsEntry("run", earlier).containsEntry("state", "published");
        assertThat(list("shop").get("002")).containsEntry("run", run).containsEntry("kept_file", "new.tif");
        agrees("shop");

        String later = run;
        run = earlier;
        assertThat(publish("--to", "shop", "--unflagged", "--dry-run").out()).contains("would be 0 published");
        CliRun again = publish("--to", "shop", "--unflagged");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out())
                .contains("0 published, 2 unchanged, 0 gone, 0 not published", "1 picture left out", "--replace-newer");
        assertThat(list("shop").get("002")).containsEntry("run", later).containsEntry("kept_file", "new.tif");
        agrees("shop");
        assertThat(publish("--to", "shop", "--unflagged", "--replace-newer").out())
                .contains("1 published, 2 unchanged, 0 gone")
                .doesNotContain("left out");
        assertThat(list("shop").get("002")).containsEntry("run", earlier).containsEntry("kept_file", "y.tif");
        agrees("shop");
    }

    @Test
    void a_rows_file_of_an_earlier_run_is_gone_once_its_name_has_another_ending() throws Exception {
        assertThat(publish("--to", "shop", "--unflagged").code()).isZero();
        assertThat(publish("--to", "shop", "--unflagged").out()).contains("3 unchanged");
        String earlier = run;
        Files.writeString(folder.resolve("rows.csv"), """
                sku,brand,file,image_urls
                002,acme,new.tif,https://a.example/22.jpg
                """);
        assertThat(darkroom("run", "job.yaml", "--new").code()).isZero();
        run = darkroom("runs", "--json").json().path("runs").path(0).path("run").asString();
        String later = run;
        String[] asJpeg = {"--to", "shop", "--unflagged", "--set", "publish.after=[{ jpeg: 90 }]"};

        assertThat(publish(asJpeg).out()).contains("1 published, 0 unchanged, 1 gone");

        assertThat(list("shop").get("002"))
                .containsEntry("file", "002-1.png")
                .containsEntry("state", "gone")
                .containsEntry("run", earlier);
        assertThat(list("shop").get("002+"))
                .containsEntry("file", "002-1.jpg")
                .containsEntry("state", "published")
                .containsEntry("run", later);
        assertThat(list("shop").get("001")).containsEntry("state", "unchanged");
        agrees("shop");

        run = earlier;
        assertThat(publish("--to", "shop", "--unflagged").out())
                .contains("0 published, 2 unchanged, 0 gone", "1 picture left out");
        assertThat(list("shop").get("002")).containsEntry("state", "gone");
        assertThat(publish("--to", "shop", "--unflagged", "--replace-newer", "--delete-gone")
                        .out())
                .contains("0 published, 3 unchanged, 1 gone");
        assertThat(list("shop").get("002+")).containsEntry("state", "removed");
        assertThat(folder.resolve("shop/002-1.jpg")).doesNotExist();
        agrees("shop");

        run = later;
        Files.delete(folder.resolve("out").resolve(later).resolve("images/002-1.png"));
        assertThat(publish(Stream.concat(Stream.of(asJpeg), Stream.of("--delete-gone"))
                                .toArray(String[]::new))
                        .code())
                .isEqualTo(ExitCode.PICTURES_MISSING);
        assertThat(folder.resolve("shop/002-1.png")).exists();
        assertThat(list("shop").get("002"))
                .containsEntry("state", "gone")
                .containsEntry("reason", "its picture could not be published by its other name");
        agrees("shop");
    }

    @Test
    void what_cannot_be_done_is_refused_before_anything_is_written() throws Exception {
        CliRun nothing = publish("--to", "shop");
        assertThat(nothing.code()).isEqualTo(ExitCode.USAGE);
        assertThat(nothing.err()).contains("none is approved", "--unflagged");
        assertThat(folder.resolve("shop")).doesNotExist();
        CliRun column = publish("--to", "shop", "--unflagged", "--name", "{{brnd}}.{{ext}}");
        assertThat(column.code()).isEqualTo(ExitCode.USAGE);
        assertThat(column.err())
                .contains("{{brnd}}, which the run " + run + " does not keep; the nearest is {{brand}}");
        CliRun itself = publish("--to", "out/" + run + "/shop", "--unflagged");
        assertThat(itself.code()).isEqualTo(ExitCode.USAGE);
        assertThat(itself.err()).contains("has its own pictures, which stay as they came");
        assertThat(publish("--to", ".darkroom/shop", "--unflagged").err()).contains("is in the workspace");
        assertThat(publish("--to", "shop", "--unflagged", "--approved").code()).isEqualTo(ExitCode.USAGE);
        assertThat(publish("--to", "shop", "--set", "output=x").err()).contains("publish and csv alone");
        assertThat(publish("--to", "s3://Shop", "--unflagged").err()).contains("has no bucket's name");
        Files.createDirectory(folder.resolve("shop"));
        Files.writeString(folder.resolve("shop/published.csv"), "a,b\n1,2\n");
        CliRun others = publish("--to", "shop", "--unflagged");
        assertThat(others.code()).isEqualTo(ExitCode.USAGE);
        assertThat(others.err()).contains("there is no column");
        assertThat(folder.resolve("shop"))
                .isDirectoryNotContaining(file -> file.toString().endsWith(".png"));
    }

    @Test
    void a_place_that_another_process_publishes_to_is_left_alone() throws Exception {
        Path lock = Files.createDirectories(folder.resolve("shop/.darkroom-publish"))
                .resolve("lock");
        try (FileChannel other = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(other.tryLock()).isNotNull();

            CliRun held = publish("--to", "shop", "--unflagged");

            assertThat(held.code()).isEqualTo(ExitCode.WORKSPACE_HELD);
            assertThat(held.err()).contains("another process publishes to " + folder.resolve("shop"));
            assertThat(folder.resolve("shop/published.csv")).doesNotExist();
        }
        assertThat(publish("--to", "shop", "--unflagged").code()).isZero();
    }

    private CliRun publish(String... options) {
        return darkroom(
                Stream.concat(Stream.of("publish", run), Stream.of(options)).toArray(String[]::new));
    }

    private void review(String... decisions) throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,decision"));
        lines.addAll(List.of(decisions));
        Files.write(folder.resolve("decisions.csv"), lines);
        CliRun review = darkroom("review", run, "decisions.csv");
        assertThat(review.code()).as(review.err()).isZero();
    }

    /** Returns the list's lines by the rows' ids. */
    private Map<String, Map<String, String>> list(String place) throws IOException {
        Map<String, Map<String, String>> lines = new LinkedHashMap<>();
        Path file = folder.resolve(place).resolve("published.csv");
        try (SavedTable table = SavedTable.open(file, "list", Set.of("id"))) {
            for (SavedTable.TableLine line = table.read(); line != null; line = table.read()) {
                Map<String, String> cells = new LinkedHashMap<>();
                for (String column : table.columns()) {
                    cells.put(column, line.cell(column));
                }
                lines.put(line.cell("id") + (lines.containsKey(line.cell("id")) ? "+" : ""), cells);
            }
        }
        return lines;
    }

    /** Holds the list to the files that are there. */
    private void agrees(String place) throws IOException {
        Map<String, String> listed = new LinkedHashMap<>();
        for (Map<String, String> line : list(place).values()) {
            if (!line.getOrDefault("sha256", "").isEmpty()
                    && !line.getOrDefault("state", "").equals("removed")) {
                listed.put(line.getOrDefault("file", ""), line.getOrDefault("sha256", ""));
            }
        }
        Map<String, String> there = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(folder.resolve(place))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.resolve(place).relativize(file).toString().replace('\\', '/');
                if (!name.equals("published.csv") && !name.equals(".darkroom-publish/lock")) {
                    there.put(name, Sha256.hex(file));
                }
            }
        }
        assertThat(there).containsExactlyInAnyOrderEntriesOf(listed);
    }

    private static String sourceType(Path file) throws Exception {
        return ImageMetadataReader.readMetadata(file.toFile()).getDirectoriesOfType(XmpDirectory.class).stream()
                .map(xmp -> xmp.getXmpProperties().getOrDefault("Iptc4xmpExt:DigitalSourceType", ""))
                .findFirst()
                .orElse("");
    }

    private CliRun darkroom(String... arguments) {
        return CliRun.in(folder, arguments);
    }
}
