package dev.darkroom.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.io.FileMover;
import dev.darkroom.jobfile.rules.ReportRules.SourceEmbedding;
import dev.darkroom.ledger.rows.RowStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HtmlReportTest {

    private static final List<String> ALL_STATUSES =
            Stream.of(RowStatus.values()).map(RowStatus::keyword).toList();

    @TempDir
    private Path output;

    private final ReportRows rows = new ReportRows();

    @Test
    void the_statuses_figures_sum_to_the_rows_in() throws IOException {
        rows.succeeded("a", 1).succeeded("b", 2).reused("c");
        rows.ended("d", RowStatus.FAILED, "JOB_FAILED").ended("e", RowStatus.PENDING, null);

        JsonNode page = report();

        assertThat(page.path("statuses").propertyNames()).containsExactlyElementsOf(ALL_STATUSES);
        assertThat(page.path("statuses")
                        .valueStream()
                        .mapToInt(JsonNode::intValue)
                        .sum())
                .isEqualTo(page.path("run").path("rows").intValue())
                .isEqualTo(5);
        assertThat(page.path("run").path("toJudge").intValue())
                .as("rows with a picture that is new")
                .isEqualTo(2);
        assertThat(page.path("money").path("spent").decimalValue()).isEqualByComparingTo("1.16");
        assertThat(page.path("errors").get(0).path("code").stringValue()).isEqualTo("JOB_FAILED");
        assertThat(page.path("errors").get(0).path("whatToDo").stringValue()).contains("resume");
    }

    @Test
    void failed_and_flagged_rows_come_first_and_reused_ones_last() throws IOException {
        rows.reused("seen").succeeded("fine", 1).succeeded("blank", 1, "blank=0.4");
        rows.ended("open", RowStatus.PENDING, null).ended("failed", RowStatus.FAILED, "JOB_FAILED");

        assertThat(ids(report())).containsExactly("blank", "failed", "fine", "open", "seen");
    }

    @Test
    void what_has_no_room_in_the_page_is_on_sheets_and_no_row_is_missing_or_there_twice() throws IOException {
        many(1_100);
        rows.ended("last", RowStatus.FAILED, "JOB_FAILED");

        WrittenPage written = new ReportRun(output, rows).write();

        List<String> all = new ArrayList<>(ids(data(output.resolve("report.html"))));
        assertThat(all).hasSize(HtmlReport.ROWS_A_PAGE).startsWith("last", "row-1");
        assertThat(written).isEqualTo(new WrittenPage(500, 2, List.of()));
        JsonNode first = data(output.resolve("report/sheet-1.html"));
        JsonNode second = data(output.resolve("report/sheet-2.html"));
        assertThat(ids(first)).hasSize(500).startsWith("row-500", "row-501");
        assertThat(ids(second)).hasSize(101).endsWith("row-1100");
        assertThat(second.path("sheetCount").intValue()).isEqualTo(2);
        all.addAll(ids(first));
        all.addAll(ids(second));
        assertThat(all).doesNotHaveDuplicates().hasSize(1_101);
        JsonNode listed = data(output.resolve("report.html")).path("sheetList");
        assertThat(listed.get(1).path("rows").intValue()).isEqualTo(101);
        assertThat(listed.get(1).path("lastLine").intValue()).isEqualTo(1_101);
    }

    @Test
    void sheets_of_an_earlier_writing_are_deleted_and_files_of_others_are_not() throws IOException {
        many(1_600);
        new ReportRun(output, rows).write();
        Path own = Files.writeString(output.resolve("report/sheet-mine.html"), "mine");

        ReportRows fewer = new ReportRows();
        for (int number = 1; number <= 600; number++) {
            fewer.succeeded("row-" + number, 1);
        }
        new ReportRun(output, fewer).write();

        assertThat(output.resolve("report/sheet-1.html")).exists();
        assertThat(output.resolve("report/sheet-2.html")).doesNotExist();
        assertThat(output.resolve("report/sheet-3.html")).doesNotExist();
        assertThat(own).exists();
    }

    @ParameterizedTest
    @EnumSource
    void the_policy_names_the_very_script_and_style_of_the_page(SourceEmbedding sources) throws Exception {
        rows.succeeded("a", 1);
        new ReportRun(output, rows).sources(sources).write();

        String page = Files.readString(output.resolve("report.html"));
        String policy = found("Content-Security-Policy\" content=\"([^\"]+)\"", page);

        assertThat(policy)
                .startsWith("default-src 'none';")
                .contains("script-src " + hash(found("(?s)<script>(.*?)</script>", page)) + ";")
                .contains("style-src " + hash(found("(?s)<style>(.*?)</style>", page)) + ";")
                .doesNotContain("unsafe");
        assertThat(policy.contains("https:")).isEqualTo(sources == SourceEmbedding.LINK);
        assertThat(page).doesNotContain(" onclick=").doesNotContain("eval(").doesNotContain("innerHTML");
    }

    @Test
    void no_words_of_others_leave_the_pages_data() throws IOException {
        String message = "</script><script>alert(1)</script><!--<script>&lt;\u2028\u202E\"'`{{script}}";
        rows.hostile(message);

        JsonNode page = report();

        JsonNode row = page.path("rows").get(0);
        assertThat(row.path("id").stringValue()).isEqualTo(message);
        assertThat(row.path("kept").get(0).stringValue()).isEqualTo(message);
        String file = Files.readString(output.resolve("report.html"));
        String element = found("(?s)<script type=\"application/json\" id=\"data\">(.*?)</script>", file);
        assertThat(element).doesNotContain("<", ">", "&", "\u2028", "\u202E");
    }

    @Test
    void a_rejected_row_shows_what_its_line_of_the_manifest_says() throws IOException {
        rows.succeeded("a", 1).ended("b", RowStatus.REJECTED, "OUT_OF_RANGE");
        rows.ended("c", RowStatus.FAILED, "JOB_FAILED").ended("d", RowStatus.REJECTED, "OUT_OF_RANGE");

        JsonNode page = report();

        assertThat(page.path("rows").get(0).path("prompt").stringValue()).isEqualTo("prompt of 2");
        assertThat(page.path("rows").get(1).path("prompt").stringValue()).startsWith("c on a pure white");
        assertThat(page.path("rows").get(2).path("sources").get(0).stringValue())
                .isEqualTo("https://shop.example/4.jpg");
    }

    /** As they lie now, and as earlier versions left them: all in one folder. */
    @ParameterizedTest
    @CsvSource({"01/, 02/, f5/", "'', '', ''"})
    void thumbnails_are_in_the_page_and_beside_the_sheets(String one, String two, String last) throws IOException {
        many(501);
        ReportRun run = new ReportRun(output, rows);
        Path folder = Files.createDirectories(output.resolve("report/thumbnails"));
        for (String sub : List.of(one, two, last)) {
            Files.createDirectories(folder.resolve(sub));
        }
        for (String name : List.of(one + "1-source.jpg", one + "1-1.jpg", last + "501-1.jpg")) {
            Files.write(folder.resolve(name), new byte[] {1, 2, 3});
        }
        Files.write(folder.resolve(two + "2-1.jpg"), new byte[300_000]);
        run.write();

        JsonNode page = data(output.resolve("report.html")).path("rows");
        assertThat(page.get(0).path("before").stringValue()).isEqualTo("data:image/jpeg;base64,AQID");
        assertThat(page.get(0).path("outputs").get(0).path("after").stringValue())
                .startsWith("data:");
        assertThat(page.get(1).path("before").isNull()).isTrue();
        assertThat(page.get(1).path("outputs").get(0).path("after").stringValue())
                .as("one too large to be mailed")
                .isEqualTo("report/thumbnails/" + two + "2-1.jpg");
        assertThat(page.get(2).path("outputs").get(0).path("after").isNull()).isTrue();
        JsonNode sheet = data(output.resolve("report/sheet-1.html")).path("rows");
        assertThat(sheet.get(0).path("outputs").get(0).path("after").stringValue())
                .isEqualTo("../report/thumbnails/" + last + "501-1.jpg");
    }

    @Test
    void a_thumbnail_that_is_in_the_bucket_alone_is_a_relative_link() throws IOException {
        many(501);
        Path here = Files.createDirectories(output.resolve("report/thumbnails/01"));
        Files.write(here.resolve("1-1.jpg"), new byte[] {1, 2, 3});

        new ReportRun(output, rows)
                .thumbnailsInBucket("01/1-1.jpg", "02/2-1.jpg", "02/2-source.jpg", "f5/501-1.jpg", "notes.txt")
                .write();

        JsonNode page = data(output.resolve("report.html")).path("rows");
        assertThat(page.get(0).path("outputs").get(0).path("after").stringValue())
                .startsWith("data:");
        assertThat(page.get(0).path("before").isNull()).isTrue();
        assertThat(page.get(1).path("outputs").get(0).path("after").stringValue())
                .isEqualTo("report/thumbnails/02/2-1.jpg");
        assertThat(page.get(1).path("before").stringValue()).isEqualTo("report/thumbnails/02/2-source.jpg");
        assertThat(page.get(2).path("outputs").get(0).path("after").isNull()).isTrue();
        JsonNode sheet = data(output.resolve("report/sheet-1.html")).path("rows");
        assertThat(sheet.get(0).path("outputs").get(0).path("after").stringValue())
                .isEqualTo("../report/thumbnails/f5/501-1.jpg");
    }

    @Test
    void a_bucket_that_cannot_be_asked_costs_the_page_its_small_pictures_alone() throws IOException {
        StoredThumbnails away = new StoredThumbnails(each -> {
            throw new IOException("the bucket is away");
        });

        assertThat(away.has("02/2-1.jpg")).isFalse();
    }

    @Test
    void a_run_without_rows_has_a_page() throws IOException {
        JsonNode page = report();

        assertThat(page.path("rows").isEmpty()).isTrue();
        assertThat(page.has("since")).isFalse();
    }

    @Test
    void what_changed_since_the_last_run_is_told_with_its_ids() throws IOException {
        rows.succeeded("a", 1);
        SinceLastRun.RowChange none = new SinceLastRun.RowChange(0, List.of());
        SinceLastRun.RowChange one = new SinceLastRun.RowChange(7, List.of("a"));
        new ReportRun(output, rows)
                .since(new SinceLastRun("catalog-2026-11-20", none, none, none, one, none, none))
                .write();

        JsonNode since = data(output.resolve("report.html")).path("since");

        assertThat(since.path("run").stringValue()).isEqualTo("catalog-2026-11-20");
        assertThat(since.path("changes")
                        .valueStream()
                        .map(change -> change.path("name").stringValue()))
                .containsExactly("New", "Changed", "Reused", "Fixed", "Still failing", "Gone");
        assertThat(since.path("changes").get(3).path("total").intValue()).isEqualTo(7);
        assertThat(since.path("changes").get(3).path("ids").get(0).stringValue())
                .isEqualTo("a");
    }

    @Test
    void a_page_that_cannot_be_written_leaves_the_one_before() throws IOException {
        rows.succeeded("a", 1);
        new ReportRun(output, rows).write();
        byte[] before = Files.readAllBytes(output.resolve("report.html"));
        FileMover broken = (from, to) -> {
            throw new IOException("no");
        };

        assertThatThrownBy(() -> new ReportRun(output, rows.succeeded("b", 1)).write(broken))
                .hasMessage("no");
        assertThat(output.resolve("report.html")).hasBinaryContent(before);
        assertThat(output).isDirectoryNotContaining("glob:**.tmp");
    }

    private void many(int count) {
        for (int number = 1; number <= count; number++) {
            rows.succeeded("row-" + number, 1);
        }
    }

    private JsonNode report() throws IOException {
        new ReportRun(output, rows).write();
        return data(output.resolve("report.html"));
    }

    private static JsonNode data(Path file) throws IOException {
        return JsonMapper.shared()
                .readTree(found(
                        "(?s)<script type=\"application/json\" id=\"data\">(.*?)</script>", Files.readString(file)));
    }

    private static List<String> ids(JsonNode page) {
        return page.path("rows")
                .valueStream()
                .map(row -> row.path("id").stringValue())
                .toList();
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    private static String hash(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }
}
