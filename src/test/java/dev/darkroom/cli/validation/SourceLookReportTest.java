package dev.darkroom.cli.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.errors.SourceFault;
import dev.darkroom.fetch.PictureHost;
import dev.darkroom.jobfile.rules.LookRules;
import dev.darkroom.jobfile.rules.LookRules.LookMode;
import dev.darkroom.manifest.ColumnRules;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.preparation.JobInput;
import dev.darkroom.manifest.preparation.PreparedRow;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.models.IgnoredQuery;
import dev.darkroom.models.ListSeparator;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.models.SourceRules;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.picture.LocalPictures;
import dev.darkroom.picture.UnusualJpegs;
import dev.darkroom.sourcelook.LookPass;
import dev.darkroom.sourcelook.LookProgress;
import dev.darkroom.sourcelook.MadeSources;
import dev.darkroom.sourcelook.ShopPolicy;
import dev.darkroom.time.SettableClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Timeout(120)
class SourceLookReportTest {

    private static final ModelCatalog MODELS = ModelCatalog.builtIn();

    private final List<InputProblem> problems = new ArrayList<>();
    private final List<String> judged = new ArrayList<>();
    private final PictureHost host = new PictureHost();
    private final ShopPolicy policy = new ShopPolicy(host);
    private final SettableClock wall = new SettableClock();
    private final Path folder;
    private LookMode mode = LookMode.AUTO;
    private SourceRules rules = SourceRules.DEFAULT;
    private boolean samplesKnown;
    private String size = "";

    SourceLookReportTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void each_address_is_asked_once_and_faults_come_in_the_manifests_order() throws Exception {
        host.status("/gone", 404).bytes("/fine", MadeSources.jpeg(60, 40));
        rows("gone1|fine", "fine|gone1", "gone2");

        assertThat(check()).isEqualTo(new CheckedUrls(1, 2, 0, 0));
        assertThat(host.asked()).hasSize(3).doesNotHaveDuplicates();
        assertThat(problems)
                .extracting(InputProblem::toString)
                .containsExactly(
                        "rows.csv:2: https://shop.example/gone1 cannot be fetched: the source's host answered with HTTP"
                                + " 404. See that the address opens in a browser without a login",
                        "rows.csv:4: https://shop.example/gone2 cannot be fetched: the source's host answered with HTTP"
                                + " 404. See that the address opens in a browser without a login");
        assertThat(judged).isEmpty();
    }

    @Test
    void many_addresses_are_told_in_order() throws Exception {
        host.status("/gone", 404);
        rows(IntStream.range(0, 300).mapToObj(n -> "gone" + n).toArray(String[]::new));

        assertThat(check().unreachable()).isEqualTo(300);
        assertThat(problems).extracting(InputProblem::line).isSorted().hasSize(300);
    }

    @Test
    void the_samples_made_up_host_is_known_to_the_simulator_alone() throws Exception {
        rows("https://catalog.darkroom.example/gone");

        assertThat(check().unreachable()).isEqualTo(1);
        samplesKnown = true;
        assertThat(check().total()).isZero();
    }

    @Test
    void a_host_that_cannot_be_looked_up_is_warned_of() throws Exception {
        rows("https://my_bucket.host.test/1.jpg");

        assertThat(check()).isEqualTo(new CheckedUrls(0, 0, 1, 1));
        assertThat(problems)
                .extracting(InputProblem::toString)
                .containsExactly(
                        "rows.csv:2: warning: https://my_bucket.host.test/1.jpg was not asked for: its host's name"
                                + " my_bucket.host.test holds a character, such as _, with which Darkroom cannot look it up."
                                + " See that it opens in a browser; in the report the source will be missing");
    }

    @Test
    void every_address_is_in_one_number_and_the_words_say_what_was_proved() throws Exception {
        host.bytes("/fine", MadeSources.jpeg(60, 40))
                .status("/gone", 404)
                .bytes("/iphone.jpg", MadeSources.heic())
                .page("/large", exchange -> {
                    exchange.sendResponseHeaders(200, 60_000_000);
                    exchange.getResponseBody().write(MadeSources.jpeg(60, 40));
                    exchange.getResponseBody().write(new byte[1 << 20]);
                });
        host.page("/pause", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "3600");
            exchange.sendResponseHeaders(429, -1);
        });
        rows("fine|large|iphone.jpg", "gone|fine|https://pause.example/pause");
        StringWriter text = new StringWriter();
        FindingReporter findings = new TextFindingReporter(new PrintWriter(text));

        CheckedUrls urls = check(findings, true);
        findings.end(new ValidationSummary(0, 2, 0, urls.warnings(), urls, Map.of("cmyk", 2L)));

        assertThat(text.toString())
                .contains(
                        "/iphone.jpg gives a picture of the type HEIC, whatever its name says, and the models are known"
                                + " to take PNG, JPEG, WebP and GIF. Export it as PNG, JPEG or WebP")
                .contains("warning: https://shop.example/large begins as a picture of 60 MB")
                .contains("warning: https://pause.example/pause was not checked: its host asked for a pause")
                .contains("; 2 of 5 image URLs give what begins as a picture, 2 give none, 1 was not checked")
                .endsWith("; of the sources 2 cmyk" + System.lineSeparator());
    }

    @Test
    void what_failed_is_asked_again_and_what_is_good_is_not() throws Exception {
        host.status("/a", 403).bytes("/b", MadeSources.jpeg(60, 40));
        rows("a|b");

        assertThat(check().unreachable()).isEqualTo(1);
        problems.clear();
        host.mend("/a", MadeSources.jpeg(60, 40));

        assertThat(check()).isEqualTo(new CheckedUrls(2, 0, 0, 0));
        assertThat(problems).isEmpty();
        assertThat(host.asked()).containsExactlyInAnyOrder("/a", "/b", "/a");
        check();
        assertThat(host.asked()).hasSize(3);
    }

    @Test
    void what_the_job_rejects_is_told_of_each_row_and_nothing_is_told_twice() throws Exception {
        host.bytes("/empty", new byte[0]).status("/gone", 404);
        rows("empty", "empty|gone");

        assertThat(check()).isEqualTo(new CheckedUrls(0, 2, 0, 0));
        assertThat(judged)
                .containsExactly(
                        "rows.csv:2:image_urls: image_urls[0] gives nothing: its answer is empty. Give the address of the"
                                + " picture's own file, which opens without a login",
                        "rows.csv:3:image_urls: image_urls[0] gives nothing: its answer is empty. Give the address of the"
                                + " picture's own file, which opens without a login");
        assertThat(problems).extracting(InputProblem::line).containsExactly(3L);
    }

    @Test
    void a_job_that_never_looks_is_looked_at_and_its_rows_are_judged_as_it_will_see_them() throws Exception {
        host.bytes("/empty", new byte[0]).bytes("/fine", MadeSources.jpeg(60, 40));
        mode = LookMode.NEVER;
        size = "like-source";
        rows("empty", "fine");

        assertThat(check()).isEqualTo(new CheckedUrls(1, 1, 0, 0));
        assertThat(problems).extracting(InputProblem::line).containsExactly(2L);
        assertThat(judged)
                .hasSize(2)
                .allMatch(problem -> problem.contains(
                        "warning: image_size is like-source, and the first source's sides" + " are not known"))
                .allMatch(problem -> problem.endsWith("Set sources.look to auto or always"));
    }

    @Test
    void sizes_are_known_once_the_sources_are_looked_at() throws Exception {
        host.bytes("/fine", MadeSources.jpeg(60, 40)).bytes("/wide", MadeSources.jpeg(400, 40));
        size = "like-source";
        rules = new SourceRules(Set.of(SourceFault.PROPORTION), 0.2);
        rows("fine", "wide");

        check(new CollectingReporter(), false);
        assertThat(host.asked()).isEmpty();
        assertThat(judged)
                .containsExactly(
                        "rows.csv:2: warning: image_size is like-source, and what is sent is known once the sources"
                                + " are looked at. See it by plan, or by validate --check-urls",
                        "rows.csv:3: warning: image_size is like-source, and what is sent is known once the sources"
                                + " are looked at. See it by plan, or by validate --check-urls");

        judged.clear();
        check();
        assertThat(judged).singleElement().asString().startsWith("rows.csv:3: the picture's proportion is");
    }

    @Test
    void what_a_model_may_make_less_of_is_a_warning_also_on_this_disk() throws Exception {
        host.bytes("/cmyk", UnusualJpegs.cmyk(60, 40));
        Files.write(folder.resolve("moves.gif"), MadeSources.gif(60, 40, 3));
        rows("cmyk", "cmyk|moves.gif");

        assertThat(check()).isEqualTo(new CheckedUrls(1, 0, 0, 2));
        assertThat(problems)
                .extracting(InputProblem::toString)
                .containsExactly(
                        "rows.csv:2: warning: https://shop.example/cmyk is in the colours of print, CMYK, of which a model"
                                + " may make others. Export it as RGB",
                        "rows.csv:3: warning: moves.gif is animated, of which a model takes one frame, or none. Export the"
                                + " frame that is meant");
        problems.clear();
        check(new CollectingReporter(), false);
        assertThat(problems).extracting(InputProblem::line).containsExactly(3L);
    }

    private void rows(String... sources) throws IOException {
        List<String> lines = new ArrayList<>(List.of("prompt,image_urls"));
        for (String source : sources) {
            List<String> addresses = new ArrayList<>();
            for (String name : source.split("\\|", -1)) {
                addresses.add(name.contains(":") || name.contains("moves") ? name : ShopPolicy.SHOP + name);
            }
            lines.add("a shoe," + String.join("|", addresses));
        }
        Files.write(folder.resolve("rows.csv"), lines);
    }

    private CheckedUrls check() throws IOException, InterruptedException {
        return check(new CollectingReporter(), true);
    }

    private CheckedUrls check(FindingReporter findings, boolean asksHosts) throws IOException, InterruptedException {
        Manifest manifest = Manifest.of(folder.resolve("rows.csv"), "rows.csv", null);
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        if (!size.isEmpty()) {
            input.put("image_size", size);
        }
        LocalPictures pictures = new LocalPictures(folder, 1_000_000, 1_000_000);
        JobInput job = new JobInput(
                new ColumnRules(null, null, List.of(), ListSeparator.PIPE, List.of(), List.of()),
                input,
                "blackforestlabs/flux-2/flash/edit",
                '.',
                IgnoredQuery.NONE,
                1,
                pictures);
        RowPreparer preparer = new RowPreparer(job, ManifestSurvey.of(manifest, MODELS), MODELS);
        LookRules look = new LookRules(mode, rules);
        LookPass pass = new LookPass(
                look, policy, false, pictures, folder.resolve("looked.jsonl.gz"), wall, MonotonicClock.system());
        SourceLookReport report =
                new SourceLookReport(pass, look, asksHosts, samplesKnown, findings, LookProgress.NONE);
        RowPreparer judging = report.look(manifest, Long.MAX_VALUE, preparer);
        try (ManifestReader reader = manifest.open()) {
            for (ManifestRow row = reader.read(); row != null; row = reader.read()) {
                PreparedRow prepared = judging.prepare(row);
                List<InputProblem> found = new ArrayList<>(prepared.problems());
                found.addAll(prepared.warnings());
                found.stream()
                        .map(report::toldHere)
                        .map(InputProblem::toString)
                        .filter(problem -> problem.contains("image_urls[")
                                || problem.contains("like-source")
                                || problem.contains("proportion"))
                        .forEach(judged::add);
                report.row(row, preparer, "rows.csv");
            }
        }
        return report.sum();
    }

    private final class CollectingReporter implements FindingReporter {

        @Override
        public void ofJob(InputProblem problem) {
            throw new AssertionError(problem);
        }

        @Override
        public void ofRow(InputProblem problem) {
            problems.add(problem);
        }

        @Override
        public void end(ValidationSummary verdict) {
            throw new AssertionError(verdict);
        }
    }
}
