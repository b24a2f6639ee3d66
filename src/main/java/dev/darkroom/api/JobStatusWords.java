package dev.darkroom.api;

import java.util.Set;

/**
 * Lists the words by which a service names a request's status, in lower case and with {@code _} between their parts.
 *
 * @param waiting in the queue
 * @param working at work
 * @param succeeded ended well
 * @param failed ended badly
 * @param cancelled cancelled, by a request's status or by the answer to a cancel
 * @param notCancellable the answer to a cancel that came too late
 */
record JobStatusWords(
        Set<String> waiting,
        Set<String> working,
        Set<String> succeeded,
        Set<String> failed,
        Set<String> cancelled,
        Set<String> notCancellable) {

    JobStatusWords {
        waiting = Set.copyOf(waiting);
        working = Set.copyOf(working);
        succeeded = Set.copyOf(succeeded);
        failed = Set.copyOf(failed);
        cancelled = Set.copyOf(cancelled);
        notCancellable = Set.copyOf(notCancellable);
    }
}
