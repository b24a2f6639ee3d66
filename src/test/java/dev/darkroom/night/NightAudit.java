package dev.darkroom.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.NightLedger;
import dev.darkroom.ledger.NightLedger.NightRow;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the service's true books with the ledger, its journal and the files. */
final class NightAudit {

    private final NightLedger ledger;
    private final ScriptedService service;
    private final List<String> prompts;
    private final NightScript script;
    private final Map<Integer, Integer> boughtAgain = new HashMap<>();
    private RunSignals.@Nullable StopSignal lastStop;

    NightAudit(NightLedger ledger, ScriptedService service, List<String> prompts, NightScript script) {
        this.ledger = ledger;
        this.service = service;
        this.prompts = prompts;
        this.script = script;
    }

    /**
     * Checks what a start reopened.
     *
     * @param asked the states that the user asked for
     */
    void reopened(List<LedgerEvent> events, Set<RowState> asked) {
        for (LedgerEvent event : events) {
            if (event instanceof LedgerEvent.RowReopened again && again.to() == RowState.PENDING) {
                assertThat(asked).as("states to be bought again: %s", event).contains(again.from());
                boughtAgain.merge(again.row().row(), 1, Integer::sum);
            }
        }
    }

    /** Does the same where no journal tells it, by the rows before the start and after it. */
    void reopened(Map<Integer, NightRow> before, Map<Integer, NightRow> after, Set<RowState> asked) {
        after.forEach((row, standing) -> {
            RowState found = before.get(row).state();
            if (standing.state() == RowState.PENDING && found != RowState.PENDING) {
                // An answer that was kept may tell that it did not arrive.
                assertThat(found == RowState.SUBMITTING || !asked.isEmpty())
                        .as("row %s, which was %s, is bought again only if somebody asked for it", row, found)
                        .isTrue();
                boughtAgain.merge(row, 1, Integer::sum);
            }
        });
    }

    /** Compares a process's own account of its spending with the ledger. */
    void spending(RunLedger opened) {
        assertThat(opened.spending().total())
                .as("spending in memory and as a new process reads it")
                .isEqualByComparingTo(ledger.storedSpending());
    }

    void afterCrash() throws IOException {
        movesByTheTable();
        boughtOnce();
    }

    void afterProcess() throws IOException {
        Map<Integer, RowState> journaled = movesByTheTable();
        Map<Integer, NightRow> rows = ledger.rows();
        assertThat(rows).as("rows in the ledger").hasSize(prompts.size());
        if (ledger.isJournaled()) {
            rows.forEach((row, standing) -> assertThat(standing.state())
                    .as("row %s in the ledger and by its journal", row)
                    .isEqualTo(journaled.getOrDefault(row, RowState.PENDING)));
        }
        boughtOnce();
        everyPurchaseIsKnown();
        filesAreWhole();
    }

    private Map<Integer, RowState> movesByTheTable() throws IOException {
        Map<Integer, RowState> at = new HashMap<>();
        for (LedgerEvent event : ledger.events()) {
            int row = event.row().row();
            assertThat(at.getOrDefault(row, RowState.PENDING))
                    .as("where row %s is before %s", row, event)
                    .isEqualTo(event.from());
            if (event.moves()) {
                assertThat(event.from().mayBecome(event.to())).as("%s", event).isTrue();
                at.put(row, event.to());
            }
        }
        return at;
    }

    private void boughtOnce() {
        for (int row = 1; row <= prompts.size(); row++) {
            assertThat(service.books().of(prompts.get(row - 1)))
                    .as("purchases of row %s", row)
                    .hasSizeLessThanOrEqualTo(1 + boughtAgain.getOrDefault(row, 0));
        }
    }

    private void everyPurchaseIsKnown() throws IOException {
        List<LedgerEvent> events = ledger.events();
        for (int number = 1; number <= prompts.size(); number++) {
            int row = number;
            List<String> known = ledger.requests(row);
            List<String> accepted = service.books().of(prompts.get(row - 1)).stream()
                    .map(order -> order.id)
                    .toList();
            long doubts = ledger.isJournaled()
                    ? events.stream()
                            .filter(event -> event instanceof LedgerEvent.SubmitUnknown
                                    && event.row().row() == row)
                            .count()
                    : ledger.unanswered(row);
            assertThat(accepted).as("what the ledger says of row %s", row).containsAll(known);
            assertThat((long) accepted.size() - known.size())
                    .as("purchases of row %s without an id or a doubt", row)
                    .isLessThanOrEqualTo(doubts);
        }
    }

    private void filesAreWhole() throws IOException {
        List<RowOutcome> outcomes = ledger.outcomes();
        assertThat(outcomes).as("rows out").hasSize(prompts.size());
        for (RowOutcome outcome : outcomes) {
            if (outcome.status() != RowStatus.SUCCEEDED) {
                continue;
            }
            assertThat(outcome.pictures())
                    .as("pictures of %s", outcome.id())
                    .hasSize(service.books().find(outcome.requestId()).outputs);
            for (DownloadedPicture picture : outcome.pictures()) {
                assertThat(hash(ledger.output().resolve(picture.file())))
                        .as(picture.file())
                        .isEqualTo(picture.sha256());
            }
        }
    }

    private static String hash(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns whether a process in calm left nothing to be done that could be. */
    boolean isFinished(RunSignals.@Nullable StopSignal stop) {
        lastStop = stop;
        if (stop != null) {
            assertThat(stop.reason()).as("%s in calm", stop).isIn(StopReason.BUDGET, StopReason.CANARY);
        }
        boolean stopsForGood = stop != null && stop.reason() == StopReason.BUDGET;
        return ledger.rows().values().stream()
                .allMatch(row -> (!row.state().open()
                                && row.state() != RowState.TIMED_OUT
                                && row.state() != RowState.DOWNLOAD_FAILED)
                        || (stopsForGood && row.state() == RowState.PENDING));
    }

    /** Checks that whatever could succeed has. */
    void atTheEnd() {
        ledger.rows().forEach((row, standing) -> {
            String prompt = prompts.get(row - 1);
            List<ServicePurchase> orders = service.books().of(prompt);
            String books = standing + " but the service has " + orders;
            switch (standing.state()) {
                case SUCCEEDED, UNKNOWN -> {}
                case PENDING ->
                    assertThat(script.budget())
                            .as("row %s is %s after %s", row, books, lastStop)
                            .isNotNull();
                case CANCELLED ->
                    assertThat(orders.stream()
                                    .anyMatch(order -> order.cancelled
                                            || order.saidCancelled
                                            || order.fate == ServicePurchase.PurchaseOutcome.CANCELLED))
                            .as("row %s is %s", row, books)
                            .isTrue();
                case FAILED ->
                    assertThat(service.books().everRefused(prompt)
                                    || orders.stream()
                                            .anyMatch(order -> order.fate != ServicePurchase.PurchaseOutcome.SUCCEEDS
                                                    || order.outputsGone))
                            .as("row %s is %s", row, books)
                            .isTrue();
                default -> throw new AssertionError("row " + row + " is " + books);
            }
        });
    }
}
