package dev.darkroom.lending;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.CompletedRow;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.SubmittedRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Buys rows in small steps, so that its process can die, stall or be cut off between any two. */
public final class SteppedPurchases {

    static final BigDecimal PRICE = new BigDecimal("0.02");

    private final RunLedger ledger;
    private final PaidService service;
    private final String process;
    private final Random random;
    private final List<WireRow> wire = new ArrayList<>();
    private final List<SubmittedRow> polled = new ArrayList<>();
    private final List<CompletedRow> fetched = new ArrayList<>();

    public SteppedPurchases(RunLedger ledger, PaidService service, String process, Random random) {
        this.ledger = ledger;
        this.service = service;
        this.process = process;
        this.random = random;
    }

    /** Does a step of what there is to do. */
    public void work(int maxInFlight) {
        try {
            switch (random.nextInt(5)) {
                case 0 -> begin(maxInFlight);
                case 1 -> send();
                case 2 -> write();
                case 3 -> poll();
                default -> fetch();
            }
        } catch (RuntimeException e) {
            ledger.signals().failed(e, "the purchases failed");
            // What is refused is not the process's any more; all else would be wrong.
            if (!ledger.signals().ledgerLost()) {
                service.violate(process + ": " + e);
            }
        }
    }

    private void begin(int maxInFlight) {
        if (wire.size() + polled.size() >= maxInFlight || ledger.signals().submitsStopped()) {
            return;
        }
        for (PendingRow row : ledger.work().takePending(1)) {
            if (ledger.record(new LedgerEvent.SubmitIntended(row.key(), row.attempt(), PRICE, row.request()))) {
                wire.add(new WireRow(row, null));
            } else {
                service.violate(process + " took row " + row.key().row() + ", which is not pending");
            }
        }
    }

    private void send() {
        for (int index = 0; index < wire.size(); index++) {
            WireRow next = wire.get(index);
            if (next.answer == null) {
                LedgerEvent answer = ledger.signals().mustNotSend()
                        ? new LedgerEvent.SubmitReleased(next.row.key(), next.row.attempt(), false)
                        : service.submit(next.row, process);
                wire.set(index, new WireRow(next.row, answer));
                return;
            }
        }
    }

    private void write() {
        for (WireRow next : List.copyOf(wire)) {
            LedgerEvent answer = next.answer;
            if (answer != null) {
                wire.remove(next);
                if (!ledger.record(answer)) {
                    service.violate(process + " could not write " + answer);
                }
                service.written(answer);
                if (ledger.signals().ledgerLost() && !(answer instanceof LedgerEvent.SubmitAccepted)) {
                    // Of a row that became unknown meanwhile only a purchase is believed later.
                    service.mayStayUnknown(answer.row().row());
                }
                return;
            }
        }
    }

    private void poll() {
        if (polled.isEmpty()) {
            polled.addAll(ledger.work().takeSubmitted(2));
            return;
        }
        SubmittedRow row = polled.remove(0);
        expectMoved(ledger.record(new LedgerEvent.RequestCompleted(
                row.key(),
                row.attempt(),
                List.of("https://cdn.example/" + row.requestId()),
                new JobTimes(null, null),
                PRICE)));
    }

    private void fetch() {
        if (fetched.isEmpty()) {
            fetched.addAll(ledger.work().takeCompleted(2));
            return;
        }
        CompletedRow row = fetched.remove(0);
        DownloadedPicture picture =
                new DownloadedPicture("images/" + row.id() + ".png", "0".repeat(64), 1, 1, 1, "image/png");
        expectMoved(ledger.record(new OutputsDownloaded(row.key(), row.attempt(), List.of(picture), 1)));
    }

    private void expectMoved(boolean moved) {
        if (!moved) {
            service.violate(process + " has a row that somebody else moved");
        }
    }

    /** Ends what is on the wire, as a process does that stops. */
    public void endWire() {
        while (!wire.isEmpty()) {
            send();
            write();
        }
    }

    /** Returns whether an intent or a request is on its way. */
    public boolean hasWire() {
        return !wire.isEmpty();
    }

    /** Returns the rows that it is at work on. */
    public BitSet rows() {
        BitSet rows = new BitSet();
        wire.forEach(each -> rows.set(each.row.key().row()));
        polled.forEach(each -> rows.set(each.key().row()));
        fetched.forEach(each -> rows.set(each.key().row()));
        return rows;
    }

    /** Dies, with what it had not written down. */
    public void die() {
        wire.forEach(each -> service.mayStayUnknown(each.row.key().row()));
        wire.clear();
        polled.clear();
        fetched.clear();
    }

    /** @param answer null until it was sent */
    private record WireRow(PendingRow row, @Nullable LedgerEvent answer) {}
}
