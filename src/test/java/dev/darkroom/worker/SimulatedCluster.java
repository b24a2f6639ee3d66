package dev.darkroom.worker;

import dev.darkroom.ledger.RowStaging;
import dev.darkroom.ledger.lease.RowRanges;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.lending.PaidService;
import dev.darkroom.lending.SimulatedManager;
import dev.darkroom.scenes.LedgerScene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A run of a manager and three workers to whom things happen, by chance, and which comes to its end when they cease. */
final class SimulatedCluster {

    private static final int ROWS = 8;
    private static final int STEPS = 50;
    private static final int MAX_CALM_STEPS = 600;
    private static final int MANAGERS = 2;
    private static final List<String> TABLES = List.of("row_input", "row_state", "purchase", "picture", "tried");

    private final VirtualDatabase server;
    private final Random random;
    private final JdbcTemplate jdbc;
    private final PaidService service;
    private final RunRecord run;
    private final Path folder;
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final Map<Integer, SimulatedManager> former = new TreeMap<>();
    private final Set<Integer> managers = new TreeSet<>();
    private Duration waited = Duration.ZERO;
    private int managersHost;
    private @Nullable SimulatedManager manager;

    SimulatedCluster(VirtualDatabase server, Path folder, long seed) {
        this.server = server;
        this.folder = folder;
        this.random = new Random(seed);
        this.jdbc = new JdbcTemplate(server.dataSource());
        this.service = new PaidService(random);
        this.run = new RunStore(server.dataSource(), JsonMapper.shared())
                .add(LedgerScene.record("night-" + seed, LedgerScene.SERVICE, folder.resolve("out-" + seed)));
        new RowStaging(server.dataSource(), server.clock())
                .add(
                        run.number(),
                        LongStream.rangeClosed(1, ROWS)
                                .mapToObj(row -> LedgerScene.row(row, "row-" + row, "input " + row))
                                .toList());
        for (int host = 1; host <= 3; host++) {
            workers.add(new SimulatedWorker(
                    server, run, "host-" + host, folder.resolve("worker-" + host), service, random));
        }
    }

    /** Returns what was wrong. */
    List<String> work() throws IOException, InterruptedException {
        try {
            for (int step = 0; step < STEPS; step++) {
                mishap();
                step();
            }
            calmDown();
        } finally {
            clear();
        }
        return service.violations();
    }

    private void step() throws IOException, InterruptedException {
        server.advance(Duration.ofMillis(random.nextInt(10) == 0 ? random.nextInt(9_000) : random.nextInt(1_500)));
        int actor = random.nextInt(workers.size() + 2);
        if (actor < workers.size()) {
            workers.get(actor).step();
        } else if (manager != null) {
            manager.step();
        } else if (random.nextInt(3) == 0) {
            startManager(random.nextInt(MANAGERS));
        }
        checkOwners();
    }

    /** Starts one on a host: a former one there holds the host's folder until its end. */
    private void startManager(int host) throws InterruptedException {
        end(former.remove(host));
        managers.add(host);
        managersHost = host;
        manager = SimulatedManager.start(
                new VirtualDatabase.CutDataSource(server.dataSource()),
                server.clock(),
                run,
                journal(host),
                service,
                random,
                pause -> {
                    waited = waited.plus(pause);
                    if (random.nextInt(5) == 0) {
                        server.advance(waited);
                        waited = Duration.ZERO;
                        workerSteps();
                    }
                });
    }

    private Path journal(int host) {
        return folder.resolve("manager-" + host)
                .resolve("runs")
                .resolve("night")
                .resolve("journal");
    }

    private void workerSteps() {
        try {
            workers.get(random.nextInt(workers.size())).step();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void end(@Nullable SimulatedManager former) {
        if (former != null) {
            former.purchases().endWire();
            former.close();
        }
    }

    private void mishap() {
        SimulatedWorker victim = workers.get(random.nextInt(workers.size()));
        switch (random.nextInt(32)) {
            case 0 -> victim.die();
            case 1 -> victim.stall(Duration.ofSeconds(1 + random.nextInt(15)));
            case 2 -> victim.stall(Duration.ofSeconds(20 + random.nextInt(25)));
            case 3 -> victim.cutOff(Duration.ofSeconds(1 + random.nextInt(30)));
            case 4 -> managerDies();
            case 5 -> managerIsReplaced();
            case 6 -> former.values().forEach(SimulatedManager::workLate);
            case 7 -> server.advance(Duration.ofSeconds(random.nextInt(25)));
            default -> {}
        }
    }

    private void managerDies() {
        if (manager != null) {
            manager.close();
            manager = null;
        }
    }

    /** The server has lost the manager, which lives and does not know. */
    private void managerIsReplaced() {
        if (manager != null) {
            former.put(managersHost, manager);
            manager = null;
        }
    }

    /** Lets nothing happen any more until the run is at its end, or should have been long ago. */
    private void calmDown() throws IOException, InterruptedException {
        workers.forEach(SimulatedWorker::recover);
        if (manager == null) {
            startManager(random.nextInt(MANAGERS));
        }
        // What is left on a manager's host is entered by the next start there.
        for (int host : List.copyOf(managers)) {
            end(former.remove(host));
            if (Files.size(journal(host)) > 0) {
                managerDies();
                startManager(host);
            }
        }
        SimulatedManager last = Objects.requireNonNull(manager, "one was started");
        for (int step = 0; step < MAX_CALM_STEPS && !isOver(last); step++) {
            server.advance(Duration.ofMillis(500));
            last.step();
            last.work();
            for (SimulatedWorker worker : workers) {
                worker.step();
            }
            checkOwners();
        }
        if (!isOver(last)) {
            service.violate("the run does not come to its end: " + states() + ", lent: " + last.hasLent());
        }
        if (service.violations().isEmpty()) {
            checkEnd(last);
        }
    }

    private boolean isOver(SimulatedManager last) throws IOException {
        for (SimulatedWorker worker : workers) {
            if (worker.holdsAnswers()) {
                return false;
            }
        }
        return !last.hasLent()
                && last.ledger().count(RowState.PENDING, RowState.SUBMITTING, RowState.SUBMITTED, RowState.COMPLETED)
                        == 0
                && jdbc.queryForList("select number from late_answer where run = ?", Long.class, run.number())
                        .isEmpty();
    }

    private void checkEnd(SimulatedManager last) {
        last.end();
        if (!leases().isEmpty()) {
            service.violate("rows are still lent: " + leases());
        }
        Map<RowState, Long> stored = states();
        Map<RowState, Long> heard = new EnumMap<>(last.ledger().counts());
        heard.values().removeIf(count -> count == 0);
        if (!stored.equals(heard)) {
            service.violate("the manager counts " + heard + ", and the ledger has " + stored);
        }
        jdbc.query(
                "select s.row_key, s.state, p.request_id from row_state s left join purchase p"
                        + " on p.row_key = s.row_key and p.attempt = s.attempt where s.row_key > ? and s.row_key <= ?",
                row -> {
                    service.checkEnd(
                            RowKey.of(row.getLong("row_key")).row(),
                            RowState.of(row.getInt("state")),
                            row.getString("request_id"));
                },
                bounds());
        checkSpending(last);
    }

    private void checkSpending(SimulatedManager last) {
        String heard = last.ledger().spending().total().stripTrailingZeros().toPlainString();
        last.ledger().recount();
        String read = last.ledger().spending().total().stripTrailingZeros().toPlainString();
        if (!heard.equals(read)) {
            service.violate("the manager has heard of " + heard + " USD spent, and the ledger has " + read);
        }
    }

    private Map<RowState, Long> states() {
        Map<RowState, Long> states = new EnumMap<>(RowState.class);
        jdbc.query(
                "select state, count(*) n from row_state where row_key > ? and row_key <= ? group by state",
                row -> {
                    states.put(RowState.of(row.getInt("state")), row.getLong("n"));
                },
                bounds());
        return states;
    }

    /** Returns the rows that each worker has, 0 standing for nobody yet; one that has none and may write has an empty set. */
    private Map<Long, BitSet> leases() {
        Map<Long, BitSet> leases = new HashMap<>();
        jdbc.query(
                "select coalesce(worker, 0) worker, row_ranges from row_lease where run = ?"
                        + " union all select number, '' from run_worker where run = ?",
                row -> {
                    BitSet rows = RowRanges.parse(String.valueOf(row.getString("row_ranges")));
                    BitSet all = leases.computeIfAbsent(row.getLong("worker"), worker -> new BitSet());
                    if (all.intersects(rows)) {
                        service.violate("a worker has the rows " + rows + " twice");
                    }
                    all.or(rows);
                },
                run.number(),
                run.number());
        return leases;
    }

    /** Checks that no row is lent twice, and nobody who may write is at work on another's. */
    private void checkOwners() {
        Map<Long, BitSet> leases = leases();
        BitSet lent = new BitSet();
        leases.forEach((worker, rows) -> {
            if (lent.intersects(rows)) {
                service.violate("rows are lent twice: " + leases);
            }
            lent.or(rows);
        });
        if (manager != null && manager.purchases().rows().intersects(lent)) {
            service.violate("the manager is at work on rows that are lent: "
                    + manager.purchases().rows() + " of " + leases);
        }
        for (SimulatedWorker worker : workers) {
            BitSet own = leases.get(worker.number());
            BitSet foreign = worker.rows();
            if (own != null) {
                foreign.andNot(own);
                if (!foreign.isEmpty()) {
                    service.violate("worker " + worker.number() + " is at work on " + foreign + " of " + leases);
                }
            }
        }
    }

    private Object[] bounds() {
        return new Object[] {RowKey.firstOf(run.number()), RowKey.lastOf(run.number())};
    }

    private void clear() {
        workers.forEach(SimulatedWorker::die);
        former.values().forEach(SimulatedManager::close);
        managerDies();
        for (String table : List.of("run_offer", "run_worker", "row_lease", "worker_report", "late_answer")) {
            jdbc.update("delete from " + table);
        }
        for (String table : TABLES) {
            jdbc.update("delete from " + table + " where row_key > ? and row_key <= ?", bounds());
        }
        jdbc.update("delete from run where number = ?", run.number());
    }
}
