package dev.darkroom.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.darkroom.ledger.rows.RowStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that a page of 500 rows is reviewed by keyboard alone, in two browsers, on a desktop's screen and a phone's. */
class KeyboardWalkIT {

    private static final int ROWS = 500;
    private static final int FAILED = 10;
    private static final int FLAGGED = 25;
    private static final Duration FOCUS_PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private static Path output;

    private static URI page;

    enum Browser {
        CHROMIUM {
            @Override
            Optional<Path> find() {
                return HeadlessChromium.find();
            }

            @Override
            HeadlessBrowser start(Path program, Path profile) throws IOException, InterruptedException {
                return HeadlessChromium.start(program, profile);
            }
        },
        FIREFOX {
            @Override
            Optional<Path> find() {
                return HeadlessFirefox.find();
            }

            @Override
            HeadlessBrowser start(Path program, Path profile) throws IOException {
                return HeadlessFirefox.start(program, profile);
            }
        };

        abstract Optional<Path> find();

        abstract HeadlessBrowser start(Path program, Path profile) throws IOException, InterruptedException;
    }

    @BeforeAll
    static void write() throws IOException {
        ReportRows rows = new ReportRows();
        for (int number = 1; number <= ROWS; number++) {
            String id = "row-" + number;
            if (number % 50 == 7) {
                rows.ended(id, RowStatus.FAILED, "JOB_FAILED");
            } else if (number % 20 == 9) {
                rows.succeeded(id, 1, "blurred=0.9");
            } else {
                rows.succeeded(id, number == 2 ? 3 : 1);
            }
        }
        ReportRun run = new ReportRun(output, rows).withPictures();
        run.write();
        page = run.page().toUri();
    }

    @ParameterizedTest
    @CsvSource({"CHROMIUM,1400,900", "CHROMIUM,390,844", "FIREFOX,1400,900", "FIREFOX,390,844"})
    void a_page_is_reviewed_by_keyboard_alone(
            Browser browser, int width, int height, @TempDir Path profile, @TempDir Path downloads)
            throws IOException, InterruptedException {
        Optional<Path> program = browser.find();
        assumeThat(program).as("%s on the PATH", browser).isPresent();
        try (HeadlessBrowser started = browser.start(program.orElseThrow(), profile)) {
            PageTab tab = started.tab();
            tab.width(width, height);
            tab.downloadsTo(downloads);
            tab.go(page);
            Walk walk = new Walk(tab);

            walk.skipsToTheSheet();
            walk.findsRows();
            walk.rejectsWithANote();
            walk.looksClosely();
            walk.approvesAndUndoes();
            walk.approvesAllWithoutAFlag();
            walk.readsTheKeys();
            assertThat(walk.exported(downloads)).hasSize(ROWS - FAILED - FLAGGED + 1);
            walk.leavesTheDialogForTheBrowserAlone();

            assertThat(tab.complaints()).isEmpty();
            tab.close();
        }
    }

    /** One person's way through the page; after each key the focus is somewhere, and to be seen. */
    private record Walk(PageTab tab) {

        private static final String FOCUS = """
                (() => {
                  const focused = document.activeElement;
                  if (focused === null || focused === document.body) return 'nothing has the focus';
                  const seen = focused.matches('.wipe-range') ? focused.closest('.wipe')
                    : focused.matches('section') ? focused.querySelector('h2') : focused;
                  const name = seen.outerHTML.slice(0, 120);
                  const style = getComputedStyle(seen);
                  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) return `${name} has no outline`;
                  const box = seen.getBoundingClientRect();
                  const [left, right] = [Math.max(0, box.left), Math.min(innerWidth, box.right)];
                  const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)];
                  if (left >= right || top >= bottom) return `${name} is out of sight`;
                  const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
                  return seen.contains(hit) ? '' : `${name} lies under ${hit?.outerHTML.slice(0, 120)}`;
                })()""";

        void skipsToTheSheet() {
            press("Tab");
            assertThat(focusIs(".skip")).isTrue();
            press("Enter");
            assertThat(focusIs("#sheet")).isTrue();
            press("Tab");
            assertThat(focusIs("#sheet *")).isTrue();
        }

        void findsRows() {
            tabTo("#filter-text");
            type("row-49");
            assertThat(tab.text(".result")).isEqualTo("11 of 500 rows on this page");
            press("Enter");
            assertThat(row()).as("the flagged one is first").isEqualTo(49);
            press("j", "ArrowRight", "k", "ArrowDown");
            assertThat(row()).isEqualTo(491);
            press("/");
            press("Backspace", "Backspace", "Backspace", "Backspace", "Backspace", "Backspace");
            tabTo("#filter-status");
            press("f");
            assertThat(tab.text(".result")).isEqualTo("10 of 500 rows on this page");
        }

        void rejectsWithANote() {
            tabTo(".clear");
            press("j");
            assertThat(row()).isEqualTo(7);
            press("r", "n");
            assertThat(focusIs("[data-row='7'] .note")).isTrue();
            type("too dark");
            press("Escape");
            assertThat(row()).isEqualTo(7);
            assertThat(judged()).contains(": 0 approved, 1 rejected");
            press("/");
            tabTo(".clear");
            press("Enter");
            assertThat(tab.text(".result")).isEqualTo("500 rows on this page");
            assertThat(focusIs(".clear")).isTrue();
        }

        void looksClosely() {
            press("/");
            type("row-2");
            press("Enter");
            while (row() != 2) {
                press("j");
            }
            press("o");
            assertThat(focusIs(".large-close")).isTrue();
            tabTo(".large .wipe-range");
            press("ArrowRight", "ArrowRight");
            assertThat(tab.eval("document.activeElement.value").stringValue()).isEqualTo("52");
            press("+", "+", "ArrowRight", "ArrowDown");
            assertThat(focusIs(".loupe")).as("the border is hidden").isTrue();
            assertThat(tab.eval("[...document.querySelectorAll('.pane img')].map(img => img.style.transform)"))
                    .hasSize(2)
                    .allSatisfy(transform ->
                            assertThat(transform.stringValue()).isEqualTo("translate(-80px, -80px) scale(2.25)"));
            press("1", "0", "b");
            assertThat(focusIs(".large-close")).as("the loupe is hidden").isTrue();
            PatientWait.until(
                    "they take turns", ProtocolSocket.TIMEOUT, () -> tab.count(".large .wipe.only-after") == 1);
            press("b");
            assertThat(tab.count(".large .wipe.only-before, .large .wipe.only-after"))
                    .isZero();
            backTo(".large .outputs button[aria-pressed=false]");
            press("Enter");
            assertThat(focusIs(".large .outputs button[aria-pressed=true]")).isTrue();
            backTo(".large-tools button[aria-label='Next row']");
            press("Enter", "Enter");
            assertThat(tab.text(".large h2")).isEqualTo("row-21");
            assertThat(focusIs(".large-tools button[aria-label='Next row']")).isTrue();
            press("Escape");
            PatientWait.until("the focus is on the card", ProtocolSocket.TIMEOUT, () -> row() == 21);
            seesTheFocus("Escape");
        }

        void approvesAndUndoes() {
            press("a");
            assertThat(judged()).contains(": 1 approved, 1 rejected");
            press("A");
            assertThat(judged()).as("it is taken back").contains(": 0 approved, 1 rejected");
            press("k");
            assertThat(row()).isEqualTo(21);
            press("a", "u");
            assertThat(judged()).contains(": 0 approved, 1 rejected");
            tabTo("[data-row='21'] .judge-approved");
            press("Enter");
            assertThat(judged()).contains(": 1 approved, 1 rejected");
            press("Enter");
            assertThat(focusIs("[data-row='21'] .judge-approved")).isTrue();
        }

        void approvesAllWithoutAFlag() {
            press("/");
            tabTo(".clear");
            press("Enter");
            tabTo("#approve-all");
            press("Enter");
            assertThat(tab.text(".bulk-told"))
                    .startsWith((ROWS - FAILED - FLAGGED) + " rows approved. " + (FAILED + FLAGGED));
            tabTo(".bulk-told button");
            press("Enter");
            assertThat(tab.text(".result")).isEqualTo((FAILED + FLAGGED) + " of 500 rows on this page");
            press("Shift+Tab", "u");
            assertThat(focusIs("#undo")).as("the button that had it is gone").isTrue();
            assertThat(judged()).contains(": 0 approved, 1 rejected");
            press("/");
            tabTo(".clear");
            press("Enter");
            tabTo("#approve-all");
            press("Enter");
            assertThat(judged()).contains(": " + (ROWS - FAILED - FLAGGED) + " approved, 1 rejected");
        }

        void readsTheKeys() {
            press("j", "?");
            assertThat(focusIs(".help button")).isTrue();
            tab.press("Escape");
            PatientWait.until("the focus is on the card", ProtocolSocket.TIMEOUT, () -> row() == 7);
            seesTheFocus("Escape");
            tabTo("[data-row='9'] .judge-rejected");
        }

        List<String> exported(Path downloads) throws IOException {
            press("e");
            Path file = downloads.resolve("decisions.csv");
            PatientWait.until(
                    "decisions.csv is saved", ProtocolSocket.TIMEOUT, () -> Files.exists(file) && Files.size(file) > 0);
            List<String> lines = Files.readAllLines(file);
            assertThat(lines).anyMatch(line -> line.contains(",row-7,8,rejected,too dark,"));
            return lines.subList(1, lines.size());
        }

        /** From the last element of a dialog the next stop is the browser's own bars, not the page behind it. */
        void leavesTheDialogForTheBrowserAlone() {
            press("o");
            assertThat(focusIs(".large-close")).isTrue();
            tabTo(".large .note");
            tab.press("Tab");
            assertThat(tab.eval("document.activeElement === document.body"
                                    + " || document.querySelector('.large').contains(document.activeElement)")
                            .booleanValue())
                    .isTrue();
        }

        private void tabTo(String selector) {
            go(selector, "Tab");
        }

        private void backTo(String selector) {
            go(selector, "Shift+Tab");
        }

        private void go(String selector, String key) {
            for (int stops = 0; !focusIs(selector); stops++) {
                assertThat(stops).as("stops on the way to %s", selector).isLessThan(60);
                press(key);
            }
        }

        private void press(String... keys) {
            for (String key : keys) {
                tab.press(key);
                seesTheFocus(key);
            }
        }

        private void type(String text) {
            text.codePoints().forEach(letter -> tab.press(Character.toString(letter)));
        }

        /** A dialog tells that it was closed a moment after it was: the page is given the time. */
        private void seesTheFocus(String key) {
            String[] what = {""};
            try {
                PatientWait.until("the focus is to be seen", FOCUS_PATIENCE, () -> {
                    what[0] = tab.eval(FOCUS).stringValue();
                    return what[0].isEmpty();
                });
            } catch (IllegalStateException e) {
                throw new AssertionError("after " + key + ": " + what[0], e);
            }
        }

        private boolean focusIs(String selector) {
            return tab.eval(String.format(Locale.ROOT, "document.activeElement.matches(%s)", PageTab.quoted(selector)))
                    .booleanValue();
        }

        private int row() {
            return tab.eval("Number(document.activeElement.closest('.card')?.dataset.row ?? 0)")
                    .intValue();
        }

        private String judged() {
            return tab.text(".judged");
        }
    }
}
