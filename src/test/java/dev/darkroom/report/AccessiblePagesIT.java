package dev.darkroom.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.verdicts.Verdict;
import dev.darkroom.manifest.candidate.CandidateList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that axe-core finds nothing wrong with the pages, wide and narrow, light and dark, in each of their states. */
@EnabledIf(value = "hasBrowser", disabledReason = "there is no Chromium or Chrome on the PATH to open the page in")
class AccessiblePagesIT {

    private static HeadlessChromium chromium;
    private static AxeRules axe;

    @TempDir
    private static Path profile;

    @TempDir
    private static Path output;

    private BrowserTab tab;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        axe = AxeRules.load();
        chromium = HeadlessChromium.start(HeadlessChromium.find().orElseThrow(), profile);
        report(output.resolve("night"));
        trial(output.resolve("trial"));
        ReportRows many = new ReportRows();
        for (int number = 1; number <= 510; number++) {
            many.succeeded("row-" + number, 1);
        }
        new ReportRun(Files.createDirectories(output.resolve("many")), many).write();
    }

    private static void report(Path folder) throws IOException {
        ReportRows rows = new ReportRows();
        rows.succeeded("LAMP-1", 1)
                .judged(Verdict.APPROVED, "ben", null, "ann", "ben")
                .succeeded("LAMP-2", 3, "blank=0.4", "size=1000x1000")
                .judged(Verdict.REJECTED, "ann", null, "ann")
                .reused("VASE-3")
                .judged(Verdict.APPROVED, "ben", "catalog-2026-11-20", "ben")
                .ended("MUG-4", RowStatus.FAILED, "JOB_FAILED")
                .ended("MUG-5", RowStatus.REJECTED, "OUT_OF_RANGE")
                .checked("CUP-6", "blank=0.9: it is empty; look at it. ".repeat(9))
                .succeeded("MUG-7", 1)
                .succeeded("MUG-8", 1);
        new ReportRun(Files.createDirectories(folder), rows).withPictures().write();
    }

    private static void trial(Path folder) throws IOException {
        ReportRows rows = new ReportRows();
        for (String id : List.of("LAMP-1", "MUG-2")) {
            rows.succeeded(id, 1).by(1).succeeded(id, 2, "blurred=0.9").by(2);
            rows.ended(id, RowStatus.FAILED, "JOB_FAILED").by(3);
        }
        CandidateList candidates = new CandidateList(
                List.of("on white", "on grey", "on wood"), List.of("blackforestlabs/flux-2/dev/edit"));
        assertThat(new ReportRun(Files.createDirectories(folder), rows)
                        .withPictures()
                        .writeTrial(candidates))
                .isEmpty();
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
    }

    @AfterEach
    void close() {
        tab.eval("localStorage.clear()");
        tab.close();
    }

    @ParameterizedTest
    @CsvSource({"1400,900,light", "1400,900,dark", "390,844,light", "390,844,dark"})
    void a_nights_page_breaks_no_rule(int width, int height, String colours) throws IOException {
        Path decisions = Files.writeString(
                output.resolve("eve.csv"), "id,line,decision,reviewer\nLAMP-1,2,rejected,eve\nMUG-7,8,maybe,eve\n");
        show("night/report.html", width, height, colours);
        holds("as it opens");
        tab.eval("document.querySelectorAll('details').forEach(details => { details.open = true; })");
        tab.click("#approve-all");
        tab.click("[data-row='8'] .judge-rejected");
        PatientWait.until("a body of details is made", BrowserTab.TIMEOUT, () -> tab.count(".more .facts") > 0);
        holds("unfolded and judged");
        tab.eval("document.querySelector('[data-row=\"7\"]').focus()");
        tab.press("o");
        holds("the large view");
        tab.press("+", "+");
        holds("enlarged");
        tab.press("j", "b");
        holds("before and after by turns");
        tab.press("Escape", "?");
        holds("the keys");
        tab.press("Escape");
        tab.choose("#import-file", decisions);
        PatientWait.until("the file is read", BrowserTab.TIMEOUT, () -> tab.count(".imported-summary") == 1);
        holds("an import");
        tab.press("Escape", "/", "n", "o", "n", "e");
        holds("nothing found");
    }

    @ParameterizedTest
    @CsvSource({"1400,900,light", "390,844,dark"})
    void a_sheet_beside_it_breaks_no_rule(int width, int height, String colours) {
        show("many/report.html", width, height, colours);
        holds("the page");
        show("many/report/sheet-1.html", width, height, colours);
        holds("the sheet");
    }

    @ParameterizedTest
    @CsvSource({"1400,900,light", "1400,900,dark", "390,844,light", "390,844,dark"})
    void the_page_of_a_trial_breaks_no_rule(int width, int height, String colours) {
        show("trial/try.html", width, height, colours);
        holds("as it opens");
        tab.click("[data-cell='1'] .vote");
        tab.eval("document.querySelectorAll('details').forEach(details => { details.open = true; })");
        PatientWait.until("a prompt is shown", BrowserTab.TIMEOUT, () -> tab.count(".more .prompt") > 0);
        holds("marked");
    }

    @Test
    void a_picture_without_words_is_found() {
        show("night/report.html", 1400, 900, "light");
        tab.eval("document.querySelector('.card img').removeAttribute('alt')");

        assertThat(axe.violations(tab)).singleElement().asString().startsWith("image-alt: ");
    }

    private void show(String page, int width, int height, String colours) {
        tab.width(width, height);
        tab.colours(colours);
        tab.go(output.resolve(page).toUri());
    }

    private void holds(String state) {
        assertThat(axe.violations(tab)).as(state).isEmpty();
    }
}
