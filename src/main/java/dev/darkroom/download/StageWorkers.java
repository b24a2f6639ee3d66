package dev.darkroom.download;

import dev.darkroom.step.WorkerThreads;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

/**
 * The workers of the stages behind the fetch.
 *
 * @param looks how many rows' pictures are looked at at once
 * @param lookers look at them
 * @param placer puts them in their place, one group after the other
 * @param forcers force a group's files to disk, or store them in a bucket, several at once
 */
record StageWorkers(int looks, Executor lookers, Executor placer, ExecutorService forcers) {

    /**
     * The files that are forced at once. File systems join what is forced at the same time: of a group of 48 each file then
     * took a seventh of the time (ext4, measured), and more at once brought no more.
     */
    private static final int FORCES = 8;

    /**
     * Opens those of a run: it looks at as many at once as there are processors.
     *
     * @param bucket whether its pictures go to one
     */
    static StageWorkers open(WorkerThreads workers, boolean bucket) {
        int looks = Runtime.getRuntime().availableProcessors();
        return new StageWorkers(
                looks,
                workers.openPool("look-", looks),
                workers.openPool("place-", 1),
                bucket ? workers.openPool("upload-", BucketPlacement.MAX_UPLOADS) : workers.openPool("force-", FORCES));
    }
}
