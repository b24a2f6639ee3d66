package dev.darkroom.lending;

/** Says how many rows are lent at a time: work for some seconds, and less towards the end, so that all come to it together. */
final class LeaseSize {

    /** The most rows of a lease: so many are in the hands of one worker if it dies, and nobody else's until that is noticed. */
    static final int MAX = 500;

    private static final double SECONDS = 5;

    private LeaseSize() {}

    /**
     * Returns the number of rows of the next lease.
     *
     * @param perSecond the rate of all
     * @param parts how many work on the run
     * @param pending how many rows are not lent and not submitted
     */
    static int of(double perSecond, int parts, long pending) {
        double worth = Math.ceil(perSecond * SECONDS / parts);
        long left = Math.max(1, pending / (2L * parts));
        return (int) Math.max(1, Math.min(Math.min(MAX, worth), (double) left));
    }
}
