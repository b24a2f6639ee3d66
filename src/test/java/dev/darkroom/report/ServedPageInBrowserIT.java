package dev.darkroom.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.cli.ServedNight;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Tests in a real browser that a page which is served keeps each decision in the ledger as it is made. */
@EnabledIf(value = "hasBrowser", disabledReason = "there is no Chromium or Chrome on the PATH to open the page in")
class ServedPageInBrowserIT {

    @TempDir
    private Path profile;

    @TempDir
    private Path folder;

    static boolean hasBrowser() {
        return HeadlessChromium.find().isPresent();
    }

    @Test
    void a_click_is_in_the_ledger_is_taken_back_by_undo_and_waits_for_a_server_that_is_gone() throws Exception {
        ServedNight night = ServedNight.run(folder, "");
        try (HeadlessChromium chromium =
                        HeadlessChromium.start(HeadlessChromium.find().orElseThrow(), profile);
                ServedNight.ServedProcess served = night.serve("--reviewer", "ann")) {
            BrowserTab tab = chromium.tab();
            tab.width(1400, 900);
            tab.go(served.address());
            assertThat(tab.text(".served")).isEqualTo("saved");
            assertThat(tab.text(".judged")).startsWith("0 of 3 judged");

            tab.click("[data-row='1'] .judge-approved");
            until(tab, "[data-row='1'] .said", "approved by ann, 2", "recorded");
            assertThat(night.journal()).contains("\"reviewed\"").contains("\"ann\"");
            assertThat(tab.text(".judged")).startsWith("1 of 3 judged: 1 approved, 0 rejected");
            assertThat(stored(tab)).as("nothing is left to save").isZero();

            tab.click("#undo");
            until(tab, "[data-row='1'] .said", "withdrawn by ann");
            assertThat(tab.text(".judged")).startsWith("0 of 3 judged");
            tab.click("[data-row='2'] .judge-rejected");
            until(tab, "[data-row='2'] .said", "rejected by ann", "recorded");

            tab.reload();
            until(tab, "[data-row='2'] .said", "rejected by ann", "recorded");
            assertThat(tab.text(".judged")).startsWith("1 of 3 judged: 0 approved, 1 rejected");
            assertThat(tab.requests()).allMatch(address -> isOwn(address, served.address()));
            assertThat(tab.complaints()).isEmpty();

            served.kill();
            tab.click("[data-row='3'] .judge-approved");
            until(tab, ".served", "1 not saved: the connection is lost; trying again");
            assertThat(AxeRules.load().violations(tab)).isEmpty();
            assertThat(tab.text("[data-row='3'] .said")).endsWith("not saved yet");
            try (ServedNight.ServedProcess again =
                    night.serve("--port", String.valueOf(served.address().getPort()))) {
                tab.go(again.address());
                until(tab, "[data-row='3'] .said", "approved, 2", "recorded");
                until(tab, ".served", "saved");
                assertThat(again.stop()).startsWith("0\n").contains(": 1 approved, 1 rejected");
            }
            tab.eval("localStorage.clear()");
            tab.close();
        }
    }

    private static int stored(BrowserTab tab) {
        return tab.eval("Object.keys(localStorage).filter(key => /\\/\\d+$/.test(key)).length")
                .intValue();
    }

    private static boolean isOwn(String address, URI page) {
        return address.startsWith("data:") || address.startsWith("http://" + page.getAuthority() + "/");
    }

    private static void until(BrowserTab tab, String element, String... words) {
        PatientWait.until(
                element + " says " + String.join(", ", words),
                BrowserTab.TIMEOUT,
                () -> tab.count(element) == 1 && containsAll(tab.text(element), words));
    }

    private static boolean containsAll(String text, String... words) {
        for (String word : words) {
            if (!text.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
