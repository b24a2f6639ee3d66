package dev.darkroom.runs;

import dev.darkroom.ledger.journal.JournalFormat;
import dev.darkroom.ledger.journal.JournalLine;
import dev.darkroom.ledger.journal.PurchaseJournal;
import dev.darkroom.ledger.lease.LateAnswerTable;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.workspace.Workspace;
import dev.darkroom.workspace.WorkspaceLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands in what the service had answered to a worker on this host while the database could not be written. */
public final class LeftAnswers {

    private static final String WORKERS = "workers";

    private static final Logger log = LoggerFactory.getLogger(LeftAnswers.class);

    private final Workspace home;
    private final RunStore runs;
    private final LateAnswerTable table;

    /** @param home the worker's own folder, which nobody else works in */
    public LeftAnswers(Workspace home, RunStore runs, LateAnswerTable table) {
        this.home = home;
        this.runs = runs;
        this.table = table;
    }

    /** Returns the folder of a worker on this host. */
    public static Workspace home(Workspace shared, int number) {
        Path folder = shared.home().resolve(WORKERS).resolve(Integer.toString(number));
        return new Workspace(folder, shared.database());
    }

    /** Hands in what workers on this host have left that are not at work. */
    public static void handInHere(Workspace shared, RunStore runs, LateAnswerTable table) throws IOException {
        for (int number = 1; Files.isDirectory(home(shared, number).home()); number++) {
            Optional<WorkspaceLock> lock =
                    WorkspaceLock.tryTake(new Workspace(home(shared, number).home()));
            if (lock.isPresent()) {
                try {
                    new LeftAnswers(home(shared, number), runs, table).handIn();
                } finally {
                    lock.get().close();
                }
            }
        }
    }

    /** Reopens the runs that were finished without what workers, on whatever host, have handed in since. */
    public static void reopenFinishedWithout(LateAnswerTable table, RunStore runs) {
        for (int number : table.runs()) {
            runs.find(number)
                    .filter(run -> run.state() == RunRecord.RunState.FINISHED)
                    .ifPresent(run -> {
                        runs.reopened(number, "answers of a worker came late");
                        log.info("answers of a worker came late: the run {} goes on", run.id());
                    });
        }
    }

    /** Hands all of it in; what is handed in is forgotten here once it is durable there. */
    public void handIn() throws IOException {
        Path folder = home.runFolder(".").normalize();
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> found;
        try (Stream<Path> folders = Files.list(folder)) {
            found = folders.sorted().toList();
        }
        for (Path run : found) {
            handIn(run.getFileName().toString());
        }
    }

    private void handIn(String id) throws IOException {
        Path journal = home.journal(id);
        if (!Files.exists(journal) || Files.size(journal) == 0) {
            return;
        }
        Optional<RunRecord> run = runs.find(id);
        if (run.isEmpty()) {
            log.warn("{} holds answers of the run {}, which the ledger does not know", journal, id);
            return;
        }
        List<JournalLine> answers = new ArrayList<>();
        JournalFormat format = new JournalFormat(run.get().number());
        PurchaseJournal.readFrom(journal, format, 0, answers::add);
        if (!answers.isEmpty()) {
            table.handIn(run.get().number(), answers);
            log.info("handed in {} answers of the run {} that could not be entered before", answers.size(), id);
        }
        Files.delete(journal);
    }
}
