package dev.darkroom.simulator;

import dev.darkroom.simulator.faults.FaultKind;

/** The service's words for its states: on status a job that failed is {@code completed}, only the result tells. */
final class StatusWords {

    private StatusWords() {}

    static String ofStatus(AcceptedRequest request, RequestProgress progress, int poll) {
        if (request.has(FaultKind.ODD_WORDS)) {
            return odd(request, progress, poll);
        }
        boolean hidden = progress == RequestProgress.ENDED && !request.has(FaultKind.FAILED_ON_STATUS);
        return hidden ? "completed" : plain(request, progress);
    }

    static String ofResult(AcceptedRequest request, RequestProgress progress, int poll) {
        return request.has(FaultKind.ODD_WORDS) ? odd(request, progress, poll) : plain(request, progress);
    }

    /** Returns the words of the service's own result call. */
    static String plain(AcceptedRequest request, RequestProgress progress) {
        return switch (progress) {
            case IN_QUEUE -> "in_queue";
            case IN_PROGRESS -> "in_progress";
            case ENDED -> request.isToFail() ? "failed" : "succeeded";
            case CANCELLED -> "cancelled";
        };
    }

    private static String odd(AcceptedRequest request, RequestProgress progress, int poll) {
        return switch (progress) {
            case IN_QUEUE -> poll == 1 ? "warming_up" : poll % 2 == 0 ? "pending" : "waiting";
            case IN_PROGRESS -> poll == 1 ? "warming_up" : poll % 2 == 0 ? "starting" : "processing";
            case ENDED -> request.isToFail() ? "failed" : "completed";
            case CANCELLED -> "canceled";
        };
    }
}
