package dev.darkroom.reuse;

import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts rows that are not reused although equal ones were purchased, and tells the user why. Not thread-safe. */
final class RefusalCounts {

    private static final Logger log = LoggerFactory.getLogger(RefusalCounts.class);

    private final Map<ReuseRefusal, Long> counts = new EnumMap<>(ReuseRefusal.class);

    void add(ReuseRefusal why) {
        counts.merge(why, 1L, Long::sum);
    }

    /** Tells what was counted since the last time. */
    void tell() {
        counts.forEach(RefusalCounts::tell);
        counts.clear();
    }

    private static void tell(ReuseRefusal why, long rows) {
        switch (why) {
            case FILE_GONE -> log.warn("{} rows are not reused: files of theirs are gone", rows);
            case FILE_CHANGED -> log.warn("{} rows are not reused: files of theirs are not as they were", rows);
            case SOURCE_CHANGED -> log.info("{} rows are not reused: their source pictures changed", rows);
            case QUERY_DIFFERS ->
                log.warn(
                        "{} rows are bought again though each differs only in its query from one bought before; with"
                                + " sources.ignore-query: true in the job file, or the names of the parameters that change, its"
                                + " picture is taken",
                        rows);
            case CHECK_FAILED ->
                log.warn(
                        "{} rows failed by a check before and are bought again: the same input and seed may well come out"
                                + " alike; reject them in the report for a new seed, or approve them to use them as they are",
                        rows);
            case REJECTED ->
                log.warn(
                        "{} rows are bought again though their pictures were rejected and none that makes them again is there:"
                                + " with the same input and seed they may well come out alike; 'review' writes a redo.csv",
                        rows);
        }
    }
}
