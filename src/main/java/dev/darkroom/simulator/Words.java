package dev.darkroom.simulator;

/** What the service calls its states: on status a job that failed is {@code completed}, only the result tells. */
final class Words {

    private Words() {}

    static String ofStatus(Request request, Progress progress, int poll) {
        if (request.has(Fault.ODD_WORDS)) {
            return odd(request, progress, poll);
        }
        boolean hidden = progress == Progress.ENDED && !request.has(Fault.FAILED_ON_STATUS);
        return hidden ? "completed" : plain(request, progress);
    }

    static String ofResult(Request request, Progress progress, int poll) {
        return request.has(Fault.ODD_WORDS) ? odd(request, progress, poll) : plain(request, progress);
    }

    /** The words of the service's own result call. */
    static String plain(Request request, Progress progress) {
        return switch (progress) {
            case IN_QUEUE -> "in_queue";
            case IN_PROGRESS -> "in_progress";
            case ENDED -> request.isToFail() ? "failed" : "succeeded";
            case CANCELLED -> "cancelled";
        };
    }

    private static String odd(Request request, Progress progress, int poll) {
        return switch (progress) {
            case IN_QUEUE -> poll == 1 ? "warming_up" : poll % 2 == 0 ? "pending" : "waiting";
            case IN_PROGRESS -> poll == 1 ? "warming_up" : poll % 2 == 0 ? "starting" : "processing";
            case ENDED -> request.isToFail() ? "failed" : "completed";
            case CANCELLED -> "canceled";
        };
    }
}
