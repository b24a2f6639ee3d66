package dev.darkroom.sourcelook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.errors.SourceFault;
import dev.darkroom.fetch.PictureHost;
import dev.darkroom.io.LocalPictureReference;
import dev.darkroom.io.Sha256;
import dev.darkroom.jobfile.rules.LookRules;
import dev.darkroom.jobfile.rules.LookRules.LookMode;
import dev.darkroom.manifest.ColumnRules;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.preparation.JobInput;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.models.IgnoredQuery;
import dev.darkroom.models.ListSeparator;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.models.SourceRules;
import dev.darkroom.models.SourceTraits;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.picture.LocalPictures;
import dev.darkroom.picture.UnusualJpegs;
import dev.darkroom.sourcelook.LookPass.SeenSources;
import dev.darkroom.time.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

@Timeout(120)
class LookPassTest {

    private static final ModelCatalog MODELS = ModelCatalog.builtIn();
    private static final String FILE = "file:";
    private static final String SHOP = ShopPolicy.SHOP;

    private final PictureHost host = new PictureHost();
    private final SettableClock wall = new SettableClock();
    private final List<String> conditions = Collections.synchronizedList(new ArrayList<>());
    private final Path folder;
    private LookProgress progress = LookProgress.NONE;

    LookPassTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void an_address_is_asked_for_once_a_day_and_then_whether_it_changed() throws Exception {
        byte[] picture = MadeSources.jpeg(60, 40);
        host.page("/a", exchange -> {
            String condition = exchange.getRequestHeaders().getFirst("If-None-Match");
            conditions.add(String.valueOf(condition));
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            if (condition == null) {
                PictureHost.send(exchange, picture);
            } else {
                exchange.sendResponseHeaders(304, -1);
            }
        });
        rows("a", "a");

        assertThat(sides(look(LookMode.ALWAYS, false), "a")).containsExactly(60, 40);
        wall.advance(Duration.ofHours(23));
        assertThat(look(LookMode.ALWAYS, false).tally().requests()).isZero();
        wall.advance(Duration.ofHours(2));
        SeenSources later = look(LookMode.ALWAYS, false);

        assertThat(later.tally().requests()).isEqualTo(1);
        assertThat(sides(later, "a")).containsExactly(60, 40);
        assertThat(conditions).containsExactly("null", "\"1\"");
        assertThat(look(LookMode.ALWAYS, false).tally().requests()).isZero();
    }

    @Test
    void what_speaks_against_an_address_holds_for_an_hour() throws Exception {
        host.status("/a", 403);
        rows("a");

        SourceTraits traits =
                Objects.requireNonNull(look(LookMode.ALWAYS, false).sources().of(SHOP + "a"));
        assertThat(traits.fault()).isEqualTo(SourceFault.FORBIDDEN);
        wall.advance(Duration.ofMinutes(59));
        assertThat(look(LookMode.ALWAYS, false).tally().requests()).isZero();
        wall.advance(Duration.ofMinutes(2));
        assertThat(look(LookMode.ALWAYS, false).tally().requests()).isEqualTo(1);
    }

    @Test
    void unasked_it_looks_at_no_service_on_this_machine_and_at_no_more_than_there_is_time_for() throws Exception {
        host.bytes("/a", MadeSources.jpeg(60, 40));
        rows("a");

        assertThat(look(LookMode.NEVER, false).tally().skipped()).isEqualTo("sources.look is never");
        assertThat(look(LookMode.AUTO, true).tally().skipped()).startsWith("the service is on this machine");
        assertThat(host.asked()).isEmpty();
        assertThat(look(LookMode.AUTO, false).tally().known()).isEqualTo(1);

        rows(IntStream.rangeClosed(0, LookPass.MAX_UNASKED + 1)
                .mapToObj(n -> "p" + n)
                .toArray(String[]::new));
        assertThat(look(LookMode.AUTO, false).tally().skipped()).startsWith("more than 20,000 addresses");
        assertThat(host.asked()).hasSize(1);
    }

    @Test
    void a_damaged_memory_is_begun_anew() throws Exception {
        host.bytes("/a", MadeSources.jpeg(60, 40));
        rows("a");
        Files.writeString(cache(), "not packed");

        assertThat(look(LookMode.ALWAYS, false).tally().requests()).isEqualTo(1);
        assertThat(look(LookMode.ALWAYS, false).tally().requests()).isZero();
    }

    @Test
    void a_jpeg_with_a_profile_for_print_before_its_sides_is_asked_for_once_more() throws Exception {
        host.bytes("/print", MadeSources.withProfile(MadeSources.jpeg(60, 40), 9));
        host.bytes("/endless", MadeSources.withProfile(MadeSources.jpeg(60, 40), 17));
        rows("print", "endless");

        SeenSources seen = look(LookMode.ALWAYS, false);

        assertThat(sides(seen, "print")).containsExactly(60, 40);
        assertThat(sides(seen, "endless")).containsExactly(0, 0);
        assertThat(Objects.requireNonNull(seen.sources().of(SHOP + "endless")).fault())
                .isNull();
        assertThat(seen.tally().requests()).isEqualTo(4);
        assertThat(seen.tally().bytes()).isBetween(2L * 65_536 + 590_000, 2L * 65_536 + 2 * 1_048_576);
    }

    @Test
    void the_progress_is_told_of_what_is_asked_for() throws Exception {
        host.bytes("/a", MadeSources.jpeg(60, 40));
        host.bytes("/b", MadeSources.jpeg(60, 40));
        rows("a", "b", "a");
        List<String> told = new ArrayList<>();
        progress = new LookProgress() {
            @Override
            public void begin(long addresses) {
                told.add("of " + addresses);
            }

            @Override
            public void settled(long addresses) {
                told.add("settled " + addresses);
            }

            @Override
            public void end() {
                told.add("end");
            }
        };

        look(LookMode.ALWAYS, false);
        look(LookMode.ALWAYS, false);

        assertThat(told).containsExactly("of 2", "settled 1", "settled 2", "end");
    }

    @Test
    void pictures_on_this_disk_are_looked_at_also_where_no_host_is_asked() throws Exception {
        Files.write(folder.resolve("side.jpg"), UnusualJpegs.withExif(MadeSources.jpeg(60, 40), 6));
        Files.write(folder.resolve("deep.jpg"), MadeSources.withProfile(MadeSources.jpeg(80, 40), 3));
        host.bytes("/a", MadeSources.jpeg(60, 40));
        rows("a", "file:side.jpg", "file:deep.jpg");

        SeenSources seen = look(LookMode.AUTO, true);

        assertThat(seen.tally().files()).isEqualTo(2);
        assertThat(seen.tally().isNothing()).isFalse();
        assertThat(seen.tally().skipped()).startsWith("the service is on this machine");
        assertThat(host.asked()).isEmpty();
        assertThat(sidesOfFile(seen, "side.jpg")).containsExactly(40, 60);
        assertThat(sidesOfFile(seen, "deep.jpg")).containsExactly(80, 40);
        assertThat(seen.sources().traits(reference("side.jpg"))).containsExactly("turned");
        assertThat(Files.exists(cache())).isFalse();
        assertThat(look(LookMode.NEVER, true).tally().isNothing()).isTrue();
        assertThat(look(LookMode.ALWAYS, true).tally().known()).isEqualTo(1);
    }

    @Test
    void a_picture_on_this_disk_is_known_by_its_bytes() throws Exception {
        Files.write(folder.resolve("one.jpg"), MadeSources.jpeg(60, 40));
        rows("file:one.jpg");
        SeenSources seen = look(LookMode.AUTO, true);
        Files.move(folder.resolve("one.jpg"), folder.resolve("other.jpg"));

        assertThat(sidesOfFile(seen, "other.jpg")).containsExactly(60, 40);
        Files.write(folder.resolve("other.jpg"), MadeSources.jpeg(80, 40));
        assertThat(seen.sources().of(reference("other.jpg"))).isNull();
    }

    private List<Integer> sidesOfFile(SeenSources seen, String name) throws IOException {
        SourceTraits traits = Objects.requireNonNull(seen.sources().of(reference(name)));
        assertThat(traits.bytes()).isEqualTo(Files.size(folder.resolve(name)));
        return List.of(traits.width(), traits.height());
    }

    private String reference(String name) throws IOException {
        return new LocalPictureReference(Sha256.hex(folder.resolve(name)), name).toString();
    }

    private Path cache() {
        return folder.resolve("looked.jsonl.gz");
    }

    private static List<Integer> sides(SeenSources seen, String name) {
        SourceTraits traits = Objects.requireNonNull(seen.sources().of(SHOP + name));
        return List.of(traits.width(), traits.height());
    }

    private void rows(String... names) throws IOException {
        List<String> lines = new ArrayList<>(List.of("prompt,image_urls"));
        for (String name : names) {
            lines.add("a shoe," + (name.startsWith(FILE) ? name.substring(FILE.length()) : SHOP + name));
        }
        Files.write(folder.resolve("rows.csv"), lines);
    }

    private SeenSources look(LookMode mode, boolean loopback) throws IOException, InterruptedException {
        Manifest manifest = Manifest.of(folder.resolve("rows.csv"), "rows.csv", null);
        LocalPictures pictures = new LocalPictures(folder, 1_000_000, 1_000_000);
        JobInput job = new JobInput(
                new ColumnRules(null, null, List.of(), ListSeparator.PIPE, List.of(), List.of()),
                JsonNodeFactory.instance.objectNode(),
                "blackforestlabs/flux-2/flash/edit",
                '.',
                IgnoredQuery.NONE,
                1,
                pictures);
        RowPreparer preparer = new RowPreparer(job, ManifestSurvey.of(manifest, MODELS), MODELS);
        return new LookPass(
                        new LookRules(mode, SourceRules.DEFAULT),
                        new ShopPolicy(host),
                        loopback,
                        pictures,
                        cache(),
                        wall,
                        MonotonicClock.system())
                .look(manifest, Long.MAX_VALUE, preparer, () -> false, progress);
    }
}
