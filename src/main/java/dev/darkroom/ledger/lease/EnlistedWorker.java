package dev.darkroom.ledger.lease;

/**
 * A worker that takes part in a run.
 *
 * @param number its fence, which grows
 * @param granted how many of its requests may be at the service
 * @param held how many it may still have there, since it has not heard yet, or they are there
 * @param expired whether it has not been heard of for so long that its rows are taken back
 */
public record EnlistedWorker(long number, String host, long process, int granted, int held, boolean expired) {

    /** Names it for people. */
    public String shown() {
        return "worker " + number + " (process " + process + " on " + host + ")";
    }
}
