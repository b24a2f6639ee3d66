package dev.darkroom.sources;

import dev.darkroom.checks.CheckFlag;
import dev.darkroom.checks.EvenFigures;
import dev.darkroom.checks.GroupFigures;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.history.GroupedRow;
import dev.darkroom.ledger.history.GroupedRows;
import dev.darkroom.ledger.rows.FlagsRevised;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.MemoryShortageException;
import dev.darkroom.picture.PictureDecoder;
import dev.darkroom.picture.PictureFile;
import dev.darkroom.picture.ThumbnailStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the pictures that a run has purchased with the others of their group, by the thumbnails that are there, and has
 * those flagged that are not like them. Made again it finds the same, and then changes nothing.
 */
final class GroupInspection {

    private static final Logger log = LoggerFactory.getLogger(GroupInspection.class);

    private final GroupedRows rows;
    private final RunLedger ledger;
    private final PictureDecoder decoder;
    private final ThumbnailStore thumbnails;
    private final int processors;

    GroupInspection(GroupedRows rows, RunLedger ledger, PictureDecoder decoder, int processors) {
        this.rows = rows;
        this.ledger = ledger;
        this.decoder = decoder;
        this.thumbnails = new ThumbnailStore(ledger.run().output());
        this.processors = processors;
    }

    /**
     * Compares them all; if the run is to end immediately meanwhile, none is flagged.
     *
     * @return whether a row has other flags than before, so that results have to be written again
     * @throws LedgerException if the ledger cannot be read or written
     */
    boolean inspect() throws InterruptedException {
        GroupFigures figures = new GroupFigures();
        measure(figures);
        return !ledger.signals().stopImmediately() && revise(figures);
    }

    private void measure(GroupFigures figures) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(processors, GroupInspection::daemon);
        try {
            List<GroupedRow> page = rows.after(0);
            while (!page.isEmpty() && !ledger.signals().stopImmediately()) {
                List<Callable<List<Optional<EvenFigures>>>> measures = new ArrayList<>();
                for (GroupedRow row : page) {
                    measures.add(() -> measured(row));
                }
                List<Future<List<Optional<EvenFigures>>>> measured = workers.invokeAll(measures);
                for (int at = 0; at < page.size(); at++) {
                    add(page.get(at), await(measured.get(at)), figures);
                }
                page = rows.after(page.get(page.size() - 1).key().row());
            }
        } finally {
            workers.shutdownNow();
        }
        figures.close();
    }

    private static void add(GroupedRow row, List<Optional<EvenFigures>> measured, GroupFigures figures) {
        for (int n = 1; n <= measured.size(); n++) {
            int picture = n;
            measured.get(n - 1).ifPresent(each -> figures.add(row.key().row(), picture, row.group(), each));
        }
    }

    private List<Optional<EvenFigures>> measured(GroupedRow row) throws InterruptedException {
        List<Optional<EvenFigures>> measured = new ArrayList<>();
        for (int n = 1; n <= row.flags().size() && !row.group().isEmpty(); n++) {
            measured.add(measured(thumbnails.output(row.key().row(), n)));
        }
        return measured;
    }

    private Optional<EvenFigures> measured(Path thumbnail) throws InterruptedException {
        try {
            return Files.exists(thumbnail)
                    ? Optional.of(EvenFigures.of(
                            decoder.decode(thumbnail, PictureFile.inspect(thumbnail), ThumbnailStore.MAX)))
                    : Optional.empty();
        } catch (BadPictureException | MemoryShortageException e) {
            log.debug("{} is not compared with its group: {}", thumbnail, e.toString());
            return Optional.empty();
        }
    }

    private static <T> T await(Future<T> measured) throws InterruptedException {
        try {
            return measured.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException brokenOff) {
                throw brokenOff;
            }
            throw new IllegalStateException("pictures could not be compared with their group", e.getCause());
        }
    }

    private boolean revise(GroupFigures figures) {
        int changed = 0;
        long all = 0;
        List<GroupedRow> page = rows.after(0);
        while (!page.isEmpty()) {
            List<FlagsRevised> revised = new ArrayList<>();
            for (GroupedRow row : page) {
                List<List<String>> flags = flags(row, figures);
                all += flags.size();
                if (!flags.equals(row.flags())) {
                    revised.add(new FlagsRevised(row.key(), row.attempt(), RowState.SUCCEEDED, flags, null));
                }
            }
            changed += ledger.applyAll(revised);
            page = rows.after(page.get(page.size() - 1).key().row());
        }
        log.info(
                "{} of {} pictures were compared with their group, {} are uneven; the others lack a thumbnail, a value of the"
                        + " column, or enough that share it",
                figures.compared(),
                all,
                figures.uneven());
        return changed > 0;
    }

    private static List<List<String>> flags(GroupedRow row, GroupFigures figures) {
        List<List<String>> flags = new ArrayList<>();
        for (int n = 1; n <= row.flags().size(); n++) {
            List<String> before = row.flags().get(n - 1);
            boolean compared = figures.isCompared(row.key().row(), n);
            flags.add(compared ? with(figures.flag(row.key().row(), n), before) : before);
        }
        return flags;
    }

    /** Returns the flags with this one in place of an earlier finding, which more pictures may have outdone. */
    private static List<String> with(Optional<String> flag, List<String> before) {
        List<String> flags = new ArrayList<>(before);
        flags.removeIf(
                each -> CheckFlag.of(each).filter(CheckFlag.UNEVEN::equals).isPresent());
        flag.ifPresent(flags::add);
        return flags;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "group");
        thread.setDaemon(true);
        return thread;
    }
}
