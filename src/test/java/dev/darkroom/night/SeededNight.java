package dev.darkroom.night;

import dev.darkroom.ledger.NightLedger;
import dev.darkroom.ledger.NightLedger.NightRow;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.time.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One night from its seed: processes that meet with faults, stops and crashes, then such for which all is well, until
 * the run is finished. What must always hold is checked after each.
 */
final class SeededNight {

    private static final int MAX_CALM_PROCESSES = 6;

    private final NightLedger ledger;
    private final SettableClock clock = new SettableClock();
    private final NightTrace trace = new NightTrace(clock);
    private final SeededChance chance;
    private final NightScript script;
    private final Map<String, Integer> outputsOf = new LinkedHashMap<>();
    private final ScriptedService service;
    private final NightAudit audit;
    private final List<NightLedger.LedgerSnapshot> copies = new ArrayList<>();
    private final String name;

    SeededNight(long seed, NightLedger ledger) {
        this.ledger = ledger;
        this.name = "night-" + seed;
        this.chance = new SeededChance(seed);
        this.script = NightScript.of(chance.split());
        trace.add(script.toString());
        ledger.begin(name, rows(), clock);
        this.service = new ScriptedService(script, chance.split(), clock, trace, outputsOf);
        this.audit = new NightAudit(ledger, service, List.copyOf(outputsOf.keySet()), script);
    }

    private List<StagedRow> rows() {
        List<StagedRow> rows = new ArrayList<>();
        for (int number = 1; number <= script.rows(); number++) {
            int outputs = chance.between(1, 2);
            String prompt = "picture-" + number;
            outputsOf.put(prompt, outputs);
            String model = chance.of("flash", "pro");
            rows.add(LedgerScene.row(number, "row-" + number, prompt, model, outputs, null));
        }
        return rows;
    }

    NightTrace trace() {
        return trace;
    }

    void run() throws InterruptedException, IOException {
        copies.add(ledger.copy());
        for (int number = 1; ; number++) {
            boolean calm = number > script.processes();
            trace.add("process", number, calm ? "in calm" : "");
            RunSignals.StopSignal stop = process(calm);
            if (calm && audit.isFinished(stop)) {
                break;
            }
            if (number > script.processes() + MAX_CALM_PROCESSES) {
                throw new AssertionError("the run never finishes: " + ledger.rows());
            }
            clock.advance(chance.seconds(0, chance.of(1, 60, 3_600)));
        }
        audit.atTheEnd();
        ledger.forget();
        ledger.deleteFiles();
    }

    private RunSignals.@Nullable StopSignal process(boolean calm) throws InterruptedException, IOException {
        if (!calm && chance.in(0.3)) {
            ledger.failAt(chance.between(1, chance.of(3, 20, 60)), chance.in(0.5));
        }
        RunLedger opened = null;
        RunSignals.StopSignal stop;
        try {
            opened = ledger.open(clock);
            opened.standingStop().pass();
            boolean limited = recover(opened, calm);
            stop = new ProcessRun(script, opened, service, clock, chance.split(), trace, ledger.output(), calm, limited)
                    .run();
            trace.add("ends", stop, opened.counts());
            if (ledger.hasFailed()) {
                throw new SimulatedCrash("at a commit");
            }
            if (stop != null && stop.reason() == StopReason.FAILURE) {
                throw new IllegalStateException(stop.toString());
            }
            audit.spending(opened);
        } catch (SimulatedCrash | RuntimeException e) {
            boolean died = ledger.takeFailure();
            if (!(e instanceof SimulatedCrash) && !died) {
                throw e;
            }
            trace.add("died", e.getMessage());
            stop = null;
            close(opened);
            opened = null;
            audit.afterCrash();
            leaveADeadProcessesTraces();
            return null;
        } finally {
            close(opened);
            ledger.takeFailure();
        }
        audit.afterProcess();
        copies.add(ledger.copy());
        return stop;
    }

    private static void close(@Nullable RunLedger opened) {
        if (opened != null) {
            opened.close();
        }
    }

    /** Returns whether the user wanted some rows alone. */
    private boolean recover(RunLedger opened, boolean calm) throws IOException {
        int before = ledger.events().size();
        Map<Integer, NightRow> found = ledger.rows();
        Set<RowState> again = EnumSet.noneOf(RowState.class);
        if (!calm && chance.in(0.3)) {
            again.add(chance.of(RowState.UNKNOWN, RowState.FAILED, RowState.CANCELLED, RowState.DOWNLOAD_FAILED));
        }
        try {
            int lost = again.isEmpty()
                    ? opened.recovery().recover()
                    : opened.recovery().recoverOnly(again);
            trace.add("recovers", again, "lost", lost, opened.counts());
        } finally {
            List<LedgerEvent> events = ledger.events();
            audit.reopened(events.subList(before, events.size()), again);
            if (!ledger.isJournaled()) {
                audit.reopened(found, ledger.rows(), again);
            }
        }
        return !again.isEmpty();
    }

    private void leaveADeadProcessesTraces() throws IOException {
        if (!ledger.isJournaled()) {
            // A server tears nothing off, and one that is put back to an older copy has forgotten purchases.
            return;
        }
        if (chance.in(0.3)) {
            tearTail();
        }
        if (chance.in(0.3)) {
            int which = chance.between(0, copies.size() - 1);
            trace.add("the ledger is put back to copy", which);
            ledger.restore(copies.get(which));
        }
    }

    /** Tears off a line that was being written: nobody was told that it was. */
    private void tearTail() throws IOException {
        Path journal = ledger.journal();
        if (!Files.exists(journal)) {
            return;
        }
        trace.add("a torn line is left");
        Files.writeString(journal, "0badc0de {\"what\":\"accepted\",\"row\":1,\"att", StandardOpenOption.APPEND);
    }

    /** Returns how long it took in the night's own time. */
    Duration took() {
        return clock.now().sinceStart();
    }
}
