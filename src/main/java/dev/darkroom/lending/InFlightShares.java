package dev.darkroom.lending;

import dev.darkroom.ledger.lease.EnlistedWorker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Divides the requests that a run may have at the service at a time among its manager and its workers, evenly, so that the
 * sum of what all of them may have there never exceeds it: what one is to have less of, others get only once it has said
 * that it knows, and has no more there.
 *
 * @param ofManager how many the manager may have
 * @param ofWorkers how many each worker may have, by its number
 */
record InFlightShares(int ofManager, Map<Long, Integer> ofWorkers) {

    InFlightShares {
        ofWorkers = Map.copyOf(ofWorkers);
    }

    /**
     * Divides them anew.
     *
     * @param max how many there are
     * @param manager how many the manager could have at the service as it is: those it was allowed, and those that are there
     */
    static InFlightShares of(int max, int manager, List<EnlistedWorker> workers) {
        int parts = workers.size() + 1;
        int bound = manager;
        Map<Long, Integer> shares = new LinkedHashMap<>();
        for (EnlistedWorker worker : workers) {
            bound += Math.max(worker.granted(), worker.held());
        }
        int free = Math.max(0, max - bound);
        for (int part = 0; part < workers.size(); part++) {
            EnlistedWorker worker = workers.get(part);
            int fair = share(max, parts, part + 1);
            int more = Math.min(free, Math.max(0, fair - Math.max(worker.granted(), worker.held())));
            // One that had to have fewer, and has not said so yet, may have what it has by now.
            int share = Math.min(fair, Math.max(worker.granted(), worker.held()) + more);
            free -= more;
            shares.put(worker.number(), share);
        }
        int fair = share(max, parts, 0);
        return new InFlightShares(fair <= manager ? fair : manager + Math.min(free, fair - manager), shares);
    }

    private static int share(int max, int parts, int part) {
        return max / parts + (part < max % parts ? 1 : 0);
    }
}
