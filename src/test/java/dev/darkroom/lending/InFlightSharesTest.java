package dev.darkroom.lending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.lease.EnlistedWorker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The window of requests in flight is divided, and never larger than it is, whatever workers do. */
class InFlightSharesTest {

    private static final int SEEDS = 10_000;

    @Test
    void a_manager_alone_has_them_all() {
        assertThat(InFlightShares.of(8, 8, List.of()).ofManager()).isEqualTo(8);
    }

    @Test
    void one_that_comes_gets_none_until_others_have_fewer() {
        InFlightShares first = InFlightShares.of(8, 8, List.of(worker(1, 0, 0)));

        assertThat(first.ofManager()).isEqualTo(4);
        assertThat(first.ofWorkers()).containsEntry(1L, 0);

        InFlightShares second = InFlightShares.of(8, 4, List.of(worker(1, 0, 0)));
        assertThat(second.ofWorkers()).containsEntry(1L, 4);
    }

    @Test
    void a_worker_that_has_not_heard_keeps_what_others_would_get() {
        InFlightShares shares = InFlightShares.of(9, 3, List.of(worker(1, 3, 6), worker(2, 0, 0)));

        assertThat(shares.ofWorkers()).containsEntry(1L, 3).containsEntry(2L, 0);
    }

    @Test
    void with_more_workers_than_requests_some_have_none() {
        InFlightShares shares = InFlightShares.of(2, 1, List.of(worker(1, 1, 1), worker(2, 0, 0), worker(3, 0, 0)));

        assertThat(shares.ofWorkers()).containsEntry(1L, 1).containsEntry(2L, 0).containsEntry(3L, 0);
    }

    private static EnlistedWorker worker(long number, int granted, int held) {
        return new EnlistedWorker(number, "host", 1, granted, held, false);
    }

    @Test
    void whatever_workers_do_their_requests_together_never_exceed_the_window() {
        for (long seed = 0; seed < SEEDS; seed++) {
            simulate(seed);
        }
    }

    /** Workers come and go, hear late of what they are granted, and use all that they may. */
    private static void simulate(long seed) {
        Random random = new Random(seed);
        int max = 1 + random.nextInt(20);
        int manager = max;
        int managerUses = random.nextInt(max + 1);
        List<Simulated> workers = new ArrayList<>();
        for (int step = 0; step < 40; step++) {
            if (random.nextInt(5) == 0 && workers.size() < 6) {
                workers.add(new Simulated(step));
            }
            workers.removeIf(worker -> worker.uses == 0 && random.nextInt(10) == 0);
            List<EnlistedWorker> enlisted = workers.stream()
                    .map(worker -> worker(worker.number, worker.granted, worker.held))
                    .toList();
            InFlightShares shares = InFlightShares.of(max, Math.max(manager, managerUses), enlisted);
            manager = shares.ofManager();
            workers.forEach(worker -> worker.granted = shares.ofWorkers().getOrDefault(worker.number, 0));
            managerUses = used(random, managerUses, manager);
            for (Simulated worker : workers) {
                if (random.nextInt(3) > 0) {
                    worker.held = Math.max(worker.granted, Math.max(worker.limit, worker.uses));
                    worker.limit = worker.granted;
                }
                worker.uses = used(random, worker.uses, worker.limit);
            }
            int all = managerUses
                    + workers.stream().mapToInt(worker -> worker.uses).sum();
            assertThat(all).as("seed %s, step %s", seed, step).isLessThanOrEqualTo(max);
        }
    }

    /** Returns how many are in flight next: some end, and more are sent as far as the limit goes. */
    private static int used(Random random, int before, int limit) {
        int left = before - (before == 0 ? 0 : random.nextInt(before + 1));
        return left >= limit ? left : left + random.nextInt(limit - left + 1);
    }

    private static final class Simulated {

        private final long number;
        private int granted;
        private int held;
        private int limit;
        private int uses;

        private Simulated(long number) {
            this.number = number;
        }
    }
}
