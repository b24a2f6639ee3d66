package dev.darkroom.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.manifest.candidate.CandidateList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Tests the page of a trial in a real browser, opened from the disk. */
@EnabledIf(value = "hasBrowser", disabledReason = "there is no Chromium or Chrome on the PATH to open the page in")
class TrialPageInBrowserIT {

    private static final String HOSTILE =
            "{{title}} <img src=x onerror=alert(1)></script><script>alert(2)</script>\"'`\u202E" + "W".repeat(300);
    private static final CandidateList CANDIDATES = new CandidateList(
            List.of("{{title}} on white", HOSTILE),
            List.of("blackforestlabs/flux-2/flash/edit", "blackforestlabs/flux-2/dev/edit"));

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
        ReportRows rows = new ReportRows();
        for (String id : List.of("LAMP-1", "MUG-2")) {
            rows.succeeded(id, 1).by(1).succeeded(id, 1, "blurred=0.9").by(2);
            rows.ended(id, RowStatus.FAILED, "JOB_FAILED")
                    .by(3)
                    .succeeded(id, 2)
                    .by(4);
        }
        assertThat(new ReportRun(output, rows).withPictures().writeTrial(CANDIDATES))
                .isEmpty();
        tab = chromium.tab();
        tab.width(1280, 900);
        tab.go(output.resolve("try.html").toUri());
    }

    @AfterEach
    void nothing_complained_or_was_fetched() {
        assertThat(tab.complaints()).isEmpty();
        assertThat(tab.requests()).allMatch(address -> address.startsWith("file:") || address.startsWith("data:"));
        tab.eval("localStorage.clear()");
        tab.close();
    }

    @Test
    void each_row_has_its_source_and_a_picture_of_each_candidate_whose_figures_stand_at_the_head() {
        assertThat(tab.count(".trial-row")).isEqualTo(2);
        assertThat(tab.count(".trial-cell")).isEqualTo(2 * 5);
        assertThat(tab.text(".trial-row legend")).isEqualTo("LAMP-1");
        assertThat(tab.text("[data-candidate='2']"))
                .contains("dev/edit", "{{title}} on white", "2 of 2", "$0.04", "$20.00");
        assertThat(tab.text("[data-candidate='3']")).contains("0 of 2", "<img src=x onerror=alert(1)>");
        assertThat(tab.text("[data-cell='2'] .flags")).contains("blurred");
        assertThat(tab.text("[data-cell='3']")).contains("failed", "JOB_FAILED");
        assertThat(tab.count("[data-cell='4'] img")).isEqualTo(2);
        assertThat(tab.eval("[...document.images].every(image => image.alt !== '')")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void what_is_better_is_marked_by_mouse_and_key_counted_and_kept_over_a_reload() {
        String command = ".choice code";
        assertThat(tab.text(command)).isEqualTo("darkroom try catalog-2026-11-21 --winner N");
        tab.click("[data-cell='1'] .vote");
        tab.press("ArrowRight");
        tab.click("[data-cell='6'] .vote");
        assertThat(tab.text("[data-better='2']")).isEqualTo("2 rows");
        assertThat(tab.text("#tally")).startsWith("Candidate 2 is better in 2 of the 2 rows that you marked, of 2.");
        assertThat(tab.text(command)).isEqualTo("darkroom try catalog-2026-11-21 --winner 2");

        tab.reload();

        assertThat(tab.text(command)).endsWith(" --winner 2");
        assertThat(tab.eval("document.querySelector('[data-cell=\"3\"] input').disabled")
                        .booleanValue())
                .as("a candidate without a picture cannot be the better one")
                .isTrue();
        tab.click(".trial-row:last-of-type .linked");
        assertThat(tab.text("[data-better='2']")).isEqualTo("1 row");
        tab.click("[data-cell='8'] .vote");
        assertThat(tab.text("#tally")).startsWith("Candidates 2 and 4 are level");
        assertThat(tab.text(command)).endsWith(" --winner N");
    }

    @Test
    void nothing_is_wider_than_the_screen() {
        for (int width : List.of(320, 390, 768, 1400)) {
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
        assertThat(tab.eval(colour).stringValue()).isNotEqualTo(light);
        tab.click(".theme");
        assertThat(tab.eval(colour).stringValue()).isEqualTo(light);
    }
}
