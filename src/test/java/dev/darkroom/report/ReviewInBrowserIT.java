package dev.darkroom.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.verdicts.Verdict;
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

/** Tests in a real browser how a page tells recorded verdicts, and how more are given on it. */
@EnabledIf(value = "hasBrowser", disabledReason = "there is no Chromium or Chrome on the PATH to open the page in")
class ReviewInBrowserIT {

    private static HeadlessChromium chromium;

    @TempDir
    private static Path profile;

    @TempDir
    private Path output;

    private BrowserTab tab;

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
        tab.width(1400, 900);
        tab.downloadsTo(output);
        ReportRows rows = new ReportRows();
        rows.succeeded("LAMP-1", 1)
                .judged(Verdict.APPROVED, "ben", null, "ann", "ben")
                .succeeded("LAMP-2", 1)
                .judged(Verdict.REJECTED, "ann", null, "ann")
                .succeeded("MUG-3", 1)
                .judged(Verdict.WITHDRAWN, "ann", null)
                .reused("VASE-4")
                .judged(Verdict.APPROVED, "ben", "catalog-2026-11-20", "ben")
                .succeeded("MUG-5", 1, "blurred=0.9")
                .ended("MUG-6", RowStatus.FAILED, "JOB_FAILED")
                .succeeded("MUG-7", 1)
                .succeeded("=MUG-8", 1);
        ReportRun run = new ReportRun(output, rows).withPictures();
        run.write();
        tab.go(run.page().toUri());
    }

    @AfterEach
    void nothing_complained() {
        assertThat(tab.complaints()).isEmpty();
        assertThat(tab.requests())
                .allMatch(address ->
                        address.startsWith("file:") || address.startsWith("data:") || address.startsWith("blob:"));
        tab.eval("localStorage.clear()");
        tab.close();
    }

    @Test
    void recorded_verdicts_are_shown_with_who_gave_them_and_counted() {
        assertThat(tab.text(".judged")).isEqualTo("2 of 6 judged: 1 approved, 1 rejected, 1 by two people");
        assertThat(tab.text("[data-row='1'] .said")).contains("approved by ben").contains("; judged by ann too");
        assertThat(tab.eval("document.querySelector('[data-row=\"2\"] .note').value")
                        .stringValue())
                .isEqualTo("so");
        assertThat(tab.text("[data-row='3'] .said")).startsWith("withdrawn by ann, 2026-11-21 20:00:03");
        tab.click(".reused > summary");
        PatientWait.until("the reused row is shown", BrowserTab.TIMEOUT, () -> tab.count("[data-row='4'] .said") == 1);
        assertThat(tab.text("[data-row='4'] .said")).startsWith("approval carried from catalog-2026-11-20 by ben");
        assertThat(tab.count("[data-row='4'].is-approved"))
                .as("it is not this night's own")
                .isZero();
    }

    @Test
    void rows_are_filtered_by_what_was_said() {
        Map.of("approved", "1", "rejected", "2", "withdrawn", "3", "carried", "4", "two", "1", "open", "5,3,7,8")
                .forEach((filter, rows) -> {
                    tab.eval("{ const select = document.getElementById('filter-verdict'); select.value = '" + filter
                            + "'; select.dispatchEvent(new Event('change')); }");
                    assertThat(shown()).as(filter).isEqualTo(rows);
                });
    }

    @Test
    void a_recorded_verdict_is_taken_back_as_a_withdrawal_with_name_and_time() throws IOException {
        name("ann");
        tab.click("[data-row='1'] .judge-approved");
        assertThat(tab.text(".judged")).startsWith("1 of 6 judged: 0 approved, 1 rejected");
        tab.click("[data-row='2'] .judge-approved");
        assertThat(tab.text(".judged")).startsWith("1 of 6 judged: 1 approved, 0 rejected");
        tab.click("#export");

        List<String> lines = downloaded().lines().skip(1).toList();

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).matches(".*,LAMP-1,2,withdrawn,so,request-1,[0-9a-f]+,ann,20\\d\\d-[^,]+Z");
        assertThat(lines.get(1)).contains(",LAMP-2,3,approved,so,");
        tab.click("[data-row='1'] .judge-approved");
        tab.click("[data-row='2'] .judge-rejected");
        assertThat(tab.text(".judged")).isEqualTo("2 of 6 judged: 1 approved, 1 rejected, 1 by two people");
        tab.reload();
        assertThat(tab.eval("document.getElementById('reviewer').value").stringValue())
                .isEqualTo("ann");
    }

    @Test
    void who_says_what_another_person_has_said_agrees_and_takes_no_more_than_that_back() throws IOException {
        name("=Eve");
        tab.click("[data-row='1'] .judge-approved");
        assertThat(tab.text(".judged")).startsWith("2 of 6 judged: 1 approved, 1 rejected");
        assertThat(tab.text("[data-row='1'] .said"))
                .startsWith("approved by =Eve")
                .contains("not saved yet", "; judged by ann, ben too");
        tab.click("#export");
        assertThat(downloaded().lines().skip(1))
                .singleElement()
                .asString()
                .matches(".*,LAMP-1,2,approved,so,request-1,[0-9a-f]+,'=Eve,20\\d\\d-[^,]+Z");

        tab.click("[data-row='1'] .judge-approved");

        assertThat(tab.text("[data-row='1'] .said"))
                .startsWith("approved by ben")
                .contains("recorded");
        assertThat(tab.text(".judged")).startsWith("2 of 6 judged: 1 approved, 1 rejected");
        assertThat(tab.count("[data-row='1'].is-approved")).isEqualTo(1);
    }

    private void name(String reviewer) {
        tab.eval("{ const name = document.getElementById('reviewer'); name.value = '" + reviewer
                + "'; name.dispatchEvent(new Event('input')); }");
    }

    @Test
    void all_without_a_flag_are_approved_at_once_the_others_told_apart_and_it_is_undone() {
        tab.click("#approve-all");

        assertThat(tab.text(".bulk-told"))
                .startsWith("3 rows approved. 4 rows did not match:")
                .contains("1 flagged")
                .contains("1 without a picture")
                .contains("2 judged already");
        assertThat(tab.text(".judged")).startsWith("5 of 6 judged: 4 approved, 1 rejected");
        tab.click(".bulk-told button");
        assertThat(shown()).isEqualTo("5,6,1,2");
        tab.click(".clear");
        assertThat(shown().split(",")).hasSize(7);

        tab.click("#undo");

        assertThat(tab.text(".judged")).startsWith("2 of 6 judged: 1 approved, 1 rejected");
        tab.eval("document.querySelector('[data-row=\"7\"]').focus()");
        tab.press("a", "u");
        assertThat(tab.text(".judged")).startsWith("2 of 6");
    }

    @Test
    void a_file_of_decisions_is_taken_with_its_conflicts_and_what_cannot_be_read() throws IOException {
        Path file = Files.writeString(output.resolve("ben.csv"), """
                \uFEFFid,line,decision,note,reviewer,reviewed_at\r
                MUG-7,8,approved,"fine, ""very"" so",ben,2026-11-22T08:00:00Z\r
                LAMP-1,2,rejected,,eve,2026-11-22T08:00:00Z\r
                LAMP-2,3,rejected,,ben,\r
                '=MUG-8,9,maybe,,ben,\r
                MUG-6,7,approved,,ben,\r
                OTHER,99,approved,,ben,\r
                """);
        tab.choose("#import-file", file);
        PatientWait.until("the file is read", BrowserTab.TIMEOUT, () -> tab.count(".imported-summary") == 1);

        assertThat(tab.text(".imported-summary"))
                .isEqualTo(
                        "1 decision taken from ben.csv, 1 is here already, 1 conflict, 2 lines not read, 1 about rows"
                                + " that are not on this page.");
        assertThat(tab.text(".conflicts li")).startsWith("LAMP-1: approved by ben here, rejected by eve in the file");
        assertThat(tab.text(".bad-lines"))
                .contains("line 5: the decision maybe")
                .contains("line 6: MUG-6 has no picture");
        tab.click(".conflicts button");
        tab.press("Escape");
        assertThat(tab.text("[data-row='1'] .said")).startsWith("rejected by eve, 2026-11-22 08:00:00, not saved yet");
        assertThat(tab.text("[data-row='7'] .said")).startsWith("approved by ben");
        tab.press("u", "u");
        assertThat(tab.text(".judged")).startsWith("2 of 6 judged: 1 approved, 1 rejected");
    }

    @Test
    void before_and_after_are_enlarged_and_moved_together_by_keys() {
        tab.eval("document.querySelector('[data-row=\"7\"]').focus()");
        tab.press("o", "+", "+", "ArrowRight", "ArrowDown");

        assertThat(tab.eval("[...document.querySelectorAll('.pane img')].map(img => img.style.transform)"))
                .hasSize(2)
                .allSatisfy(transform ->
                        assertThat(transform.stringValue()).isEqualTo("translate(-80px, -80px) scale(2.25)"));
        assertThat(tab.text(".large h2")).as("the arrows move the pictures").isEqualTo("MUG-7");
        tab.press("1");
        PatientWait.until(
                "a pixel is a pixel",
                BrowserTab.TIMEOUT,
                () -> tab.eval("(() => { const img = document.querySelectorAll('.pane img')[1]; const pane ="
                                + " img.parentElement; const fit = Math.min(pane.clientWidth / img.naturalWidth,"
                                + " pane.clientHeight / img.naturalHeight); const scale = Number(/scale\\((.*)\\)/"
                                + ".exec(img.style.transform)[1]); return Math.abs(scale * fit * devicePixelRatio - 1) <"
                                + " 0.02 || (fit * devicePixelRatio > 1 && scale < 1.02); })()")
                        .booleanValue());
        tab.press("0", "b");
        assertThat(tab.count(".large .wipe.only-before")).isEqualTo(1);
        PatientWait.until("they take turns", BrowserTab.TIMEOUT, () -> tab.count(".large .wipe.only-after") == 1);
        tab.press("b", "ArrowRight");
        assertThat(tab.count(".large .wipe.only-before, .large .wipe.only-after"))
                .isZero();
        assertThat(tab.text(".large h2")).isEqualTo("=MUG-8");
    }

    @Test
    void no_screen_is_too_narrow_for_it() {
        tab.eval("document.querySelector('[data-row=\"7\"]').focus()");
        for (int width : List.of(320, 390, 768, 1400)) {
            tab.width(width, 800);
            assertThat(tab.eval("document.documentElement.scrollWidth").intValue())
                    .isLessThanOrEqualTo(width);
        }
    }

    /** Returns the numbers of the rows that the page shows, the reused ones last. */
    private String shown() {
        return tab.eval("[...document.querySelectorAll('.card')].map(card => card.dataset.row).join()")
                .stringValue();
    }

    private String downloaded() throws IOException {
        Path file = output.resolve("decisions.csv");
        PatientWait.until(
                "decisions.csv is saved", BrowserTab.TIMEOUT, () -> Files.exists(file) && Files.size(file) > 0);
        return Files.readString(file);
    }
}
