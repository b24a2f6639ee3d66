package dev.darkroom.runs;

import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.bucket.Buckets;
import dev.darkroom.bucket.ObjectStore;
import dev.darkroom.jobfile.JobSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The source pictures that a run has put into a bucket for the service. */
public final class SourceUploads {

    private static final Pattern OURS = Pattern.compile("[0-9a-f]{64}\\.(png|jpg|webp|gif)");

    private final Buckets buckets;
    private final BucketLocation location;

    private SourceUploads(Buckets buckets, BucketLocation location) {
        this.buckets = buckets;
        this.location = location;
    }

    /** Finds those of a run; empty if its job puts none there, or is to leave them. */
    public static Optional<SourceUploads> toRemove(JobSpec job, String run, Buckets buckets) {
        return job.sources().keepUploads()
                ? Optional.empty()
                : Optional.ofNullable(job.sources().uploads(run)).map(at -> new SourceUploads(buckets, at));
    }

    /** Deletes them; an object of another name stays. */
    public void remove() throws IOException {
        ObjectStore store = buckets.store();
        List<String> ours = new ArrayList<>();
        store.list(location, (file, bytes) -> {
            if (OURS.matcher(file).matches()) {
                ours.add(file);
            }
        });
        if (!ours.isEmpty()) {
            store.delete(location, ours);
        }
    }
}
