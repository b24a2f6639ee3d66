package dev.darkroom.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.RowStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Tests the page in a real browser, opened from the disk as whoever was sent it would, with mouse and keyboard. */
@EnabledIf(value = "hasBrowser", disabledReason = "there is no Chromium or Chrome on the PATH to open the page in")
class ReportInBrowserIT {

    private static final String HOSTILE =
            "=<img src=x onerror=alert(1)></script><script>alert(2)</script>\"'`javascript:alert(3)\u202E";

    private static HeadlessChromium chromium;

    @TempDir
    private static Path profile;

    @TempDir
    private Path output;

    private BrowserTab tab;
    private boolean filesAreMissing;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        chromium = HeadlessChromium.start(HeadlessChromium.find().orElseThrow(), profile);
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    static boolean hasBrowser() {
        return HeadlessChromium.find().isPresent();
    }

    @BeforeEach
    void open() throws IOException, InterruptedException {
        tab = chromium.tab();
        tab.width(1280, 900);
        tab.downloadsTo(output);
        open(rows());
    }

    @AfterEach
    void nothing_complained() {
        assertThat(tab.complaints()).allMatch(complaint -> filesAreMissing && complaint.contains("ERR_FILE_NOT_FOUND"));
        assertThat(tab.requests())
                .allMatch(address ->
                        address.startsWith("file:") || address.startsWith("data:") || address.startsWith("blob:"));
        tab.eval("localStorage.clear()");
        tab.close();
    }

    private static ReportRows rows() {
        ReportRows rows = new ReportRows();
        rows.succeeded("LAMP-1", 1)
                .succeeded("LAMP-2", 3, "blank=0.4", "size=1000x1000")
                .succeeded("MUG-3", 1);
        rows.ended("MUG-4", RowStatus.FAILED, "JOB_FAILED").reused("VASE-5").succeeded("MUG-6", 1, "blurred=0.9");
        rows.ended("-MUG-7", RowStatus.REJECTED, "OUT_OF_RANGE").succeeded("=LAMP-8", 1);
        return rows;
    }

    private void open(ReportRows rows) throws IOException {
        ReportRun run = new ReportRun(output, rows).withPictures();
        run.write();
        tab.go(run.page().toUri());
    }

    @Test
    void the_figures_sum_to_the_rows_in_and_every_row_has_its_card_the_doubtful_first() {
        assertThat(tab.eval("[...document.querySelectorAll('.statuses tbody tr:not(.sum) td:nth-child(2)')]"
                                + ".reduce((sum, cell) => sum + Number(cell.textContent), 0)")
                        .intValue())
                .isEqualTo(8);
        assertThat(tab.text("#rows-in")).isEqualTo("8");
        assertThat(ids()).containsExactly("LAMP-2", "MUG-4", "MUG-6", "-MUG-7", "LAMP-1", "MUG-3", "=LAMP-8");
        assertThat(tab.text("[data-row='4'] .reason"))
                .contains("JOB_FAILED: the service’s words")
                .contains("resume --only failed");
        assertThat(tab.eval("document.querySelector('[data-row=\"4\"] img').naturalWidth")
                        .intValue())
                .as("the failed row's source")
                .isPositive();
        assertThat(tab.text(".reused > summary")).startsWith("1 reused row");
        tab.click(".reused > summary");
        PatientWait.until("the reused row is shown", BrowserTab.TIMEOUT, () -> ids().contains("VASE-5"));
    }

    @Test
    void rows_are_judged_by_mouse_and_by_key_and_the_decisions_outlive_a_reload() throws IOException {
        tab.click("[data-row='2'] .judge-approved");
        tab.press("j", "r", "n");
        assertThat(tab.text(".judged"))
                .as("MUG-4 has no picture that counts")
                .isEqualTo("1 of 5 judged: 1 approved, 1 rejected, 1 of them without a picture");
        tab.press("Escape", "r", "j", "r", "n");
        tab.type("too \"blurred\", again");
        tab.press("Enter", "j", "j", "A", "a", "a", "k", "ArrowDown", "ArrowUp");
        assertThat(tab.text(".judged")).isEqualTo("3 of 5 judged: 2 approved, 1 rejected");

        tab.reload();

        assertThat(tab.text(".judged")).isEqualTo("3 of 5 judged: 2 approved, 1 rejected");
        assertThat(tab.eval("document.querySelector('[data-row=\"6\"] .note').value")
                        .stringValue())
                .isEqualTo("too \"blurred\", again");
        assertThat(tab.eval("[...document.querySelectorAll('.is-approved')].map(card => card.dataset.row).join()")
                        .stringValue())
                .isEqualTo("2,1");
        assertThat(export().replaceAll(",20[0-9T:.-]+Z", ",TIME")).isEqualTo("""
                \uFEFFrun,id,line,decision,note,request_id,input_key,reviewer,reviewed_at\r
                catalog-2026-11-21,LAMP-1,2,approved,,request-1,%064x,,TIME\r
                catalog-2026-11-21,LAMP-2,3,approved,,request-2,%064x,,TIME\r
                catalog-2026-11-21,MUG-6,7,rejected,"too ""blurred"", again",request-6,%064x,,TIME\r
                """.formatted(1, 2, 6));
    }

    @Test
    void what_came_to_no_picture_can_be_rejected_so_that_it_is_made_again_and_nothing_else() throws IOException {
        assertThat(tab.count("[data-row='4'] .judge-rejected")).isEqualTo(1);
        assertThat(tab.count("[data-row='4'] .judge-approved")).isZero();
        assertThat(tab.count("[data-row='7'] .judge")).as("an invalid row's").isZero();
        tab.press("j", "j", "a");
        assertThat(tab.text(".judged")).startsWith("0 of 5 judged: 0 approved");
        tab.press("r");

        assertThat(export().lines().skip(1)).singleElement().asString().contains(",MUG-4,5,rejected,,request-4,");
    }

    @Test
    void a_check_says_what_to_do_once_and_long_reasons_are_cut_until_they_are_asked_for() throws IOException {
        open(rows().checked("CUP-9", "blank=0.9: it is empty; look at it. ".repeat(9)));

        assertThat(tab.count("[data-row='9'] .judge")).isEqualTo(2);
        assertThat(tab.count("[data-row='9'] .reason .advice")).isZero();
        int before = tab.eval("document.querySelector('[data-row=\"9\"] .words').clientHeight")
                .intValue();
        tab.click("[data-row='9'] .reason button");
        assertThat(tab.eval("document.querySelector('[data-row=\"9\"] .words').clientHeight")
                        .intValue())
                .isGreaterThan(before);
        assertThat(tab.eval("new Set([...document.querySelectorAll('.card')].slice(0, 4)"
                                + ".map(card => card.getBoundingClientRect().height)).size")
                        .intValue())
                .as("a card is as tall as what is in it")
                .isGreaterThan(1);
    }

    @Test
    void shares_add_up_to_a_hundred() {
        assertThat(tab.eval("[...document.querySelectorAll('.statuses tbody tr:not(.sum) td:nth-child(3)')]"
                                + ".reduce((sum, cell) => sum + Math.round(10 * parseFloat(cell.textContent)), 0)")
                        .intValue())
                .isEqualTo(1000);
    }

    @Test
    void no_code_or_option_is_broken_and_nothing_of_a_table_is_cut() throws IOException {
        open(rows().checked("CUP-9", "blank=0.9: it is empty").ended("CUP-10", RowStatus.CANCELLED, "QUEUE_TIMEOUT"));

        for (int width : List.of(320, 390, 768, 1280)) {
            tab.width(width, 800);
            assertThat(tab.eval("[...document.querySelectorAll('.whole')].filter(e => e.getClientRects().length > 1)"
                                    + ".map(e => e.textContent).join()")
                            .stringValue())
                    .as("broken at %d", width)
                    .isEmpty();
            assertThat(tab.eval(
                                    "[...document.querySelectorAll('.table-frame')].filter(e => e.checkVisibility()"
                                            + " && e.scrollWidth > e.clientWidth).map(e => e.getAttribute('aria-label')).join()")
                            .stringValue())
                    .as("cut at %d", width)
                    .isEmpty();
        }
        tab.width(390, 800);
        PatientWait.until(
                "the charts fit",
                BrowserTab.TIMEOUT,
                () -> tab.eval(
                                "[...document.querySelectorAll('.chart text')].every(text =>"
                                        + " text.getBoundingClientRect().right <= text.closest('svg').getBoundingClientRect().right + 1)")
                        .booleanValue());
    }

    @Test
    void on_paper_before_and_after_lie_side_by_side() {
        tab.send("Emulation.setEmulatedMedia", Map.of("media", "print"));

        assertThat(tab.eval("(() => { const [before, after] = ['before', 'after'].map(name => document.querySelector("
                                + "'[data-row=\"1\"] .' + name)); const [one, other] = [before, after].map(e => e.getBoundingClientRect());"
                                + " return getComputedStyle(before).clipPath === 'none' && getComputedStyle(after).clipPath === 'none'"
                                + " && one.width > 0 && one.right <= other.left && one.top === other.top; })()")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void cells_that_a_spreadsheet_would_run_are_guarded() throws IOException {
        tab.click("[data-row='8'] .judge-rejected");
        tab.press("n");
        tab.type("@SUM(1)");
        tab.press("Escape", "e");

        assertThat(downloaded())
                .contains("catalog-2026-11-21,'=LAMP-8,9,rejected,'@SUM(1),request-8,%064x,,20".formatted(8));
    }

    @Test
    void a_decision_about_a_picture_that_was_bought_again_since_is_not_taken_over() throws IOException {
        tab.click("[data-row='3'] .judge-approved");
        assertThat(tab.text(".judged")).startsWith("1 of 5");
        tab.eval("{ const key = Object.keys(localStorage).find(key => key.endsWith('/3'));"
                + " localStorage.setItem(key, localStorage.getItem(key).replace('request-3', 'request-0')); }");

        tab.reload();

        assertThat(tab.text(".judged")).startsWith("0 of 5");
        assertThat(tab.count(".is-approved")).isZero();
    }

    @Test
    void rows_are_filtered_by_status_flag_and_verdict() {
        tab.click("[data-row='1'] .judge-approved");

        assertThat(filtered("status", "failed")).isEqualTo("MUG-4");
        assertThat(filtered("status", "reused")).isEqualTo("VASE-5");
        assertThat(filtered("flag", "any")).isEqualTo("LAMP-2,MUG-6");
        assertThat(filtered("flag", "=blank")).isEqualTo("LAMP-2");
        assertThat(filtered("flag", "none")).isEqualTo("MUG-4,-MUG-7,LAMP-1,MUG-3,=LAMP-8,VASE-5");
        assertThat(filtered("verdict", "approved")).isEqualTo("LAMP-1");
        assertThat(filtered("verdict", "open")).isEqualTo("LAMP-2,MUG-6,MUG-3,=LAMP-8");
    }

    /** Returns what one filter shows; then all rows are shown again. */
    private String filtered(String filter, String value) {
        choose(filter, value);
        String shown = String.join(",", ids());
        assertThat(tab.text(".result")).isEqualTo(shown.split(",").length + " of 8 rows on this page");
        tab.click(".clear");
        assertThat(tab.text(".result")).isEqualTo("8 rows on this page");
        return shown;
    }

    @Test
    void rows_are_found_by_the_value_of_a_column_and_by_words() {
        choose("column", "0");
        choose("value", "=Nord");
        assertThat(ids()).containsExactly("MUG-6", "MUG-3");

        tab.press("/");
        tab.type("mug-3 shadow");
        assertThat(ids()).containsExactly("MUG-3");

        tab.click(".clear");
        tab.press("/");
        tab.type("no such row");
        assertThat(ids()).isEmpty();
        assertThat(tab.count(".empty")).isEqualTo(1);
    }

    @Test
    void the_large_view_shows_the_file_itself_and_goes_on_with_the_arrows() {
        tab.press("j", "o");
        assertThat(tab.text(".large h2")).isEqualTo("LAMP-2");
        PatientWait.until(
                "the file is shown",
                BrowserTab.TIMEOUT,
                () -> tab.eval(
                                "(() => { const shown = document.querySelector('.large .after'); return shown.src.endsWith('images/LAMP-2-1.png') && shown.naturalWidth > 0; })()")
                        .booleanValue());
        tab.press("ArrowRight", "ArrowRight", "r", "Escape");

        assertThat(tab.count(".large")).isZero();
        // A dialog tells that it was closed a moment after it was.
        PatientWait.until(
                "the focus is on the card that was seen last",
                BrowserTab.TIMEOUT,
                () -> tab.eval("document.activeElement.dataset.row")
                        .asString("")
                        .equals("6"));
        assertThat(tab.eval("document.querySelector('[data-row=\"6\"]').classList.contains('is-rejected')")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void the_keys_are_told_and_can_be_turned_off() {
        tab.press("?");
        assertThat(tab.text(".help")).contains("approve");
        tab.click(".help input");
        tab.click(".help form button");
        assertThat(tab.count(".help")).isZero();

        tab.press("j");
        assertThat(tab.eval("document.activeElement.classList.contains('card')").booleanValue())
                .isFalse();
    }

    @Test
    void the_border_between_before_and_after_moves_with_the_arrow_keys() {
        tab.eval("document.querySelector('[data-row=\"1\"] .wipe-range').focus()");
        tab.press("ArrowRight", "ArrowRight");

        assertThat(tab.eval("document.querySelector('[data-row=\"1\"] .wipe').style.getPropertyValue('--cut')")
                        .stringValue())
                .isEqualTo("52%");
    }

    @Test
    void words_of_others_are_words_and_nothing_else() throws IOException {
        filesAreMissing = true;
        open(rows().hostile(HOSTILE));
        tab.press("j", "j", "j", "j", "j");
        tab.eval("document.querySelectorAll('details').forEach(details => { details.open = true; })");

        assertThat(tab.text("[data-row='9'] .card-id")).isEqualTo(HOSTILE.replace("\u202E", "\\u{202e}"));
        assertThat(tab.eval("document.scripts.length").intValue()).isEqualTo(2);
        assertThat(tab.eval("[...document.links].every(link => ['http:', 'https:', 'file:'].includes(link.protocol))")
                        .booleanValue())
                .isTrue();
        assertThat(tab.eval("[...document.images].every(image => /^(data:|file:)/.test(image.src))")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void nothing_is_wider_than_the_screen() throws IOException {
        filesAreMissing = true;
        open(rows().hostile("W".repeat(300)));
        tab.eval("document.querySelectorAll('details').forEach(details => { details.open = true; })");

        for (int width : List.of(320, 390, 768)) {
            tab.width(width, 800);
            assertThat(tab.eval("document.documentElement.scrollWidth").intValue())
                    .isLessThanOrEqualTo(width);
        }
    }

    @Test
    void the_colours_are_the_systems_until_they_are_chosen() {
        String colour = "getComputedStyle(document.body).backgroundColor";
        tab.colours("light");
        String light = tab.eval(colour).stringValue();
        tab.colours("dark");
        String dark = tab.eval(colour).stringValue();
        tab.click(".theme");

        assertThat(dark).isNotEqualTo(light);
        assertThat(tab.eval(colour).stringValue()).isEqualTo(light);
    }

    @Test
    void decisions_made_on_a_sheet_are_exported_with_the_pages_own() throws IOException {
        filesAreMissing = true;
        ReportRows many = new ReportRows();
        for (int number = 1; number <= 501; number++) {
            many.succeeded("row-" + number, 1);
        }
        new ReportRun(output, many).write();
        tab.go(output.resolve("report/sheet-1.html").toUri());
        tab.click("[data-row='501'] .judge-rejected");
        assertThat(tab.text(".judged")).isEqualTo("1 of 501 judged: 0 approved, 1 rejected");
        tab.click(".sheets a[href='../report.html']");
        PatientWait.until(
                "the page stands",
                BrowserTab.TIMEOUT,
                () -> tab.eval("document.querySelectorAll('.card').length > 5 && document.readyState === 'complete'")
                        .booleanValue());

        assertThat(export().lines().skip(1)).singleElement().asString().contains(",row-501,502,rejected,");
    }

    private List<String> ids() {
        return tab.eval("[...document.querySelectorAll('.card')].filter(card => card.checkVisibility())"
                        + ".map(card => card.querySelector('.card-id').textContent)")
                .valueStream()
                .map(id -> id.stringValue())
                .toList();
    }

    private void choose(String filter, String value) {
        tab.eval(
                "{ const select = document.getElementById('filter-%s'); select.value = '%s'; select.dispatchEvent(new Event('change')); }"
                        .formatted(filter, value));
    }

    private String export() throws IOException {
        tab.click("#export");
        return downloaded();
    }

    private String downloaded() throws IOException {
        Path file = output.resolve("decisions.csv");
        PatientWait.until(
                "decisions.csv is saved", BrowserTab.TIMEOUT, () -> Files.exists(file) && Files.size(file) > 0);
        return Files.readString(file);
    }
}
