package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.darkroom.job.maintenance.RunRestoration;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.MemoryLedger;
import dev.darkroom.ledger.RowStaging;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.earlier.DuplicateFinder;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.stage.RowProcessor;
import dev.darkroom.time.SettableClock;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plays nights made up by chance, whose journal then loses any one line or has it damaged, and whose ledger is restored
 * from what is left: no purchase that can still be read is forgotten. {@code darkroom.seeds} says how many, {@code
 * darkroom.first-seed} which is the first.
 */
class RebuildPropertyIT {

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final long SEEDS = Long.getLong("darkroom.seeds", 10);
    private static final long FIRST = Long.getLong("darkroom.first-seed", 1);

    /** The manifest, in which rows 6 and 7 equal rows 1 and 2; row 8 is one that this version rejects. */
    private static final String MANIFEST = """
            id,prompt,image_urls
            a,first,https://shop.example/a.jpg
            b,second,https://shop.example/b.jpg
            c,third,https://shop.example/c.jpg
            d,fourth,https://shop.example/d.jpg
            e,fifth,https://shop.example/e.jpg
            f,first,https://shop.example/a.jpg
            g,second,https://shop.example/b.jpg
            h,,https://shop.example/h.jpg
            """;

    private final Logger log = (Logger) LoggerFactory.getLogger("dev.darkroom");
    private final Level before = log.getLevel();
    private final ModelCatalog catalog = ModelCatalog.builtIn();
    private final SettableClock clock = new SettableClock();
    private final MemoryLedger memory = new MemoryLedger();
    private Path folder;
    private Workspace workspace;
    private List<StagedRow> rows;

    @BeforeEach
    void open() throws IOException {
        log.setLevel(Level.OFF);
        folder = Files.isWritable(SHARED_MEMORY)
                ? Files.createTempDirectory(SHARED_MEMORY, "rebuilds")
                : Files.createTempDirectory("rebuilds");
        workspace = new Workspace(folder.resolve("home"));
        Files.createDirectories(workspace.runFolder("night"));
        Files.writeString(workspace.runFolder("night").resolve("manifest.csv"), MANIFEST);
        Files.writeString(
                workspace.runFolder("night").resolve("job.json"),
                "manifest: manifest.csv\nmodel: " + JobScene.FLASH + "\napi: simulator\noutput: out\n");
        rows = rows();
    }

    @AfterEach
    void close() throws IOException {
        memory.close();
        FileSystemUtils.deleteRecursively(folder);
        log.setLevel(before);
    }

    @Test
    void no_purchase_that_can_still_be_read_is_forgotten() throws Exception {
        long start = System.nanoTime();
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            try {
                night(seed);
            } catch (Throwable e) {
                throw new AssertionError(
                        "seed " + seed + ": " + e.getMessage() + "\nagain with: mvn test"
                                + " -Dit.test=RebuildPropertyIT -Ddarkroom.seeds=1 -Ddarkroom.first-seed=" + seed
                                + "\n" + Files.readString(workspace.journal("night")),
                        e);
            }
        }
        System.out.printf("%d ledgers restored in %d s%n", SEEDS, (System.nanoTime() - start) / 1_000_000_000L);
    }

    private void night(long seed) throws Exception {
        Random random = new Random(seed);
        Files.deleteIfExists(workspace.journal("night"));
        RunRecord run = memory.add(record());
        stage(run, random);
        boolean requestsKept = random.nextInt(4) > 0;
        RandomHistory history = new RandomHistory(random, memory, run, workspace.journal("night"), clock, requestsKept);
        history.happen(random.nextInt(1, 70));
        Map<Integer, MemoryLedger.MemoryRow> rowsBefore = memory.rows(run);
        List<MemoryLedger.MemoryPurchase> purchasesBefore = memory.purchases(run);
        memory.forget(run);
        JournalHarm harm = JournalHarm.any(random, workspace.journal("night"));

        RunRecord restored = restore();
        JournalAudit audit = JournalAudit.of(harm.left());
        audit.check(memory.rows(restored), memory.purchases(restored));
        if (harm.isNone()) {
            assertAsBefore(rowsBefore, purchasesBefore, restored);
        }
        restoreAgain(restored, audit);
    }

    /**
     * Restores the ledger again, since the next start may write the journal anew; a ledger restored from that is the
     * same again.
     */
    private void restoreAgain(RunRecord restored, JournalAudit audit) throws Exception {
        try (RunLedger ledger = memory.open(restored, workspace.journal("night"), clock)) {
            assertThat(ledger.recovery().catchUp())
                    .as("events the restored ledger lacks")
                    .isZero();
        }
        Map<Integer, MemoryLedger.MemoryRow> rowsOnce = memory.rows(restored);
        List<MemoryLedger.MemoryPurchase> purchasesOnce = memory.purchases(restored);
        memory.forget(restored);
        RunRecord twice = restore();
        audit.check(memory.rows(twice), memory.purchases(twice));
        assertThat(memory.purchases(twice)).as("purchases, restored again").isEqualTo(purchasesOnce);
        assertThat(settled(memory.rows(twice))).as("rows, restored again").isEqualTo(settled(rowsOnce));
        memory.forget(twice);
    }

    /**
     * Compares the rows, without what the journal does not keep: that a row follows none any more, or shares another
     * run's pictures.
     */
    private void assertAsBefore(
            Map<Integer, MemoryLedger.MemoryRow> rowsBefore,
            List<MemoryLedger.MemoryPurchase> purchasesBefore,
            RunRecord restored) {
        assertThat(ended(memory.purchases(restored))).isEqualTo(ended(purchasesBefore));
        Map<Integer, RowState> now = states(memory.rows(restored));
        rowsBefore.forEach((number, row) -> {
            boolean unfollowed = row.state() == RowState.PENDING && now.get(number) == RowState.FOLLOWER;
            boolean invalidNow = row.state() == RowState.PENDING && now.get(number) == RowState.REJECTED;
            boolean inFlight = row.state() == RowState.SUBMITTING && now.get(number) == RowState.UNKNOWN;
            if (!unfollowed && !invalidNow && !inFlight) {
                assertThat(now.get(number)).as("row %s", number).isEqualTo(row.state());
            }
        });
    }

    private static List<MemoryLedger.MemoryPurchase> ended(List<MemoryLedger.MemoryPurchase> purchases) {
        return purchases.stream()
                .map(each -> each.state() == RowState.SUBMITTING
                        ? new MemoryLedger.MemoryPurchase(
                                each.row(), each.attempt(), RowState.UNKNOWN, each.requestId())
                        : each)
                .toList();
    }

    private static Map<Integer, RowState> states(Map<Integer, MemoryLedger.MemoryRow> rows) {
        Map<Integer, RowState> states = new TreeMap<>();
        rows.forEach((number, row) -> states.put(number, row.state()));
        return states;
    }

    /** Returns the rows' states; of rows that are not purchased it is worked out anew what they are. */
    private static Map<Integer, RowState> settled(Map<Integer, MemoryLedger.MemoryRow> rows) {
        Map<Integer, RowState> states = states(rows);
        states.replaceAll(
                (number, state) -> state == RowState.FOLLOWER || state == RowState.REJECTED ? RowState.PENDING : state);
        return states;
    }

    private RunRecord restore() throws IOException, InterruptedException {
        RunRecord run = memory.add(record());
        new RunRestoration(
                        workspace,
                        memory.dataSource(),
                        clock,
                        JsonMapper.shared(),
                        catalog,
                        each -> memory.openToRestore(each, workspace.journal("night"), clock))
                .restore(run);
        return run;
    }

    private RunRecord record() {
        return LedgerScene.record("night", LedgerScene.SERVICE, folder.resolve("out"), LedgerScene.sha256(MANIFEST));
    }

    /** Stages rows as an earlier version did, which took all rows for valid and may have written keys another way. */
    private void stage(RunRecord run, Random random) {
        List<StagedRow> staged = new ArrayList<>();
        boolean otherKeys = random.nextInt(3) == 0;
        for (StagedRow row : rows) {
            String input = row.input() == null ? "{\"prompt\":\"\",\"seed\":7}" : row.input();
            String key = row.inputKey() == null ? "e".repeat(64) : row.inputKey();
            staged.add(new StagedRow(
                    row.number(),
                    row.line(),
                    row.id(),
                    row.fileStem(),
                    JobScene.FLASH,
                    input,
                    otherKeys ? new StringBuilder(key).reverse().toString() : key,
                    row.seed(),
                    row.outputs(),
                    row.kept(),
                    row.redoOf(),
                    null));
        }
        new RowStaging(memory.dataSource(), clock).add(run.number(), staged);
        new DuplicateFinder(memory.dataSource(), JsonMapper.shared(), clock, run).followEarlierRows();
    }

    private List<StagedRow> rows() throws IOException {
        JobSpec job = JobFile.read(workspace.runFolder("night").resolve("job.json"), JobOverrides.NONE, Map.of());
        Manifest manifest = Manifest.of(workspace.runFolder("night").resolve("manifest.csv"), "catalog.csv", null);
        ManifestSurvey survey = ManifestSurvey.of(manifest, catalog);
        RowPreparer preparer = JobManifests.preparer(job, survey, catalog);
        RowProcessor processor = new RowProcessor(preparer, new FileNames("{{id}}-{{n}}.{{ext}}"));
        List<StagedRow> read = new ArrayList<>();
        try (ManifestReader reader = manifest.open()) {
            for (ManifestRow row = reader.read(); row != null; row = reader.read()) {
                read.add(processor.staged(preparer.prepare(row)));
            }
        }
        assertThat(read.get(7).rejected())
                .as("row 8 is rejected by this version")
                .isNotNull();
        return read;
    }

    /** The harm done to a journal, and the lines that are left whole. */
    private record JournalHarm(boolean isNone, List<String> left) {

        private static JournalHarm any(Random random, Path journal) throws IOException {
            List<String> lines = new ArrayList<>(Files.readAllLines(journal));
            if (lines.isEmpty() || random.nextInt(8) == 0) {
                return new JournalHarm(true, lines);
            }
            int at = random.nextInt(lines.size());
            String damaged = random.nextInt(3) == 0 ? null : damaged(random, lines.remove(at));
            if (damaged == null && lines.size() > at) {
                lines.remove(at);
            }
            List<String> file = new ArrayList<>(lines);
            if (damaged != null) {
                file.add(at, damaged);
            }
            Files.write(journal, file, StandardCharsets.ISO_8859_1);
            return new JournalHarm(false, lines);
        }

        private static String damaged(Random random, String line) {
            StringBuilder damaged = new StringBuilder(line);
            switch (random.nextInt(3)) {
                case 0 -> {
                    int at = random.nextInt(line.length());
                    damaged.setCharAt(at, (char) (line.charAt(at) ^ (1 << random.nextInt(3))));
                }
                case 1 -> damaged.delete(random.nextInt(line.length()), line.length());
                default -> damaged.replace(0, random.nextInt(1, line.length()), "\0".repeat(8));
            }
            return damaged.toString().replace('\n', '?').replace('\r', '?');
        }
    }
}
