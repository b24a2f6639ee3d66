package dev.darkroom.bench;

import dev.darkroom.ledger.RowStaging;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.RunRecord;
import dev.darkroom.ledger.RunStore;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.StagedRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import tools.jackson.databind.json.JsonMapper;

/** Measures how long a group of 64 events takes until it is durable in journal and ledger, on the build's own disk. */
@State(Scope.Benchmark)
public class LedgerWriteBenchmark {

    private static final int GROUP = 64;
    private static final BigDecimal ESTIMATE = new BigDecimal("0.02");

    private final LedgerDatabase database;
    private final RunLedger ledger;
    private final List<LedgerEvent> intents;
    private final List<LedgerEvent> releases;

    /** Stages a group of rows in a ledger of their own. */
    public LedgerWriteBenchmark() {
        Path folder = folder();
        database = LedgerDatabase.open(folder.resolve("ledger"), "bench");
        RunRecord run = new RunStore(database.dataSource(), JsonMapper.shared()).add(run(folder));
        database.buildIndexes();
        new RowStaging(database.dataSource(), InstantSource.system())
                .add(
                        run.number(),
                        IntStream.rangeClosed(1, GROUP)
                                .mapToObj(LedgerWriteBenchmark::row)
                                .toList());
        ledger = RunLedger.open(
                database.dataSource(), JsonMapper.shared(), InstantSource.system(), run, folder.resolve("run.journal"));
        List<RowKey> keys = IntStream.rangeClosed(1, GROUP)
                .mapToObj(row -> new RowKey(run.number(), row))
                .toList();
        intents = keys.stream()
                .<LedgerEvent>map(key -> new LedgerEvent.SubmitIntended(key, 1, ESTIMATE))
                .toList();
        releases = keys.stream()
                .<LedgerEvent>map(key -> new LedgerEvent.SubmitReleased(key, 1, true))
                .toList();
    }

    private static Path folder() {
        try {
            return EmptyFolder.make(BenchSettings.ofProcess().folder().resolve("ledger"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StagedRow row(int number) {
        String id = "row-" + number;
        return new StagedRow(
                number,
                number,
                id,
                id,
                "blackforestlabs/flux-2/flash/edit",
                "{\"prompt\":\"on white\",\"image_urls\":[\"https://catalog.darkroom.example/mug-102.jpg\"]}",
                "key of " + id,
                null,
                1,
                "{}",
                null,
                null);
    }

    private static RunRecord run(Path folder) {
        return new RunRecord(
                0,
                "bench",
                "bench",
                "https://service.example/v1",
                "rows.csv",
                "0".repeat(64),
                null,
                folder.resolve("out"),
                "{}",
                ',',
                List.of(),
                null,
                RunRecord.RunState.RUNNING,
                null,
                null,
                Instant.EPOCH,
                null);
    }

    /** Records that a group of rows is about to be bought, then that it is not: two groups, after which all is as before. */
    @Benchmark
    @OperationsPerInvocation(2)
    public int ledgerGroup() {
        int moved = ledger.applyAll(intents) + ledger.applyAll(releases);
        if (moved != 2 * GROUP) {
            throw new IllegalStateException("only " + moved + " events moved their rows");
        }
        return moved;
    }

    /** Closes journal and ledger. */
    @TearDown
    public void close() {
        ledger.close();
        database.close();
    }
}
