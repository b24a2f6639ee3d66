package dev.darkroom.runs;

import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.io.NearestNameFinder;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the run a user means: by its id or its output directory, or the newest. */
public final class RunFinder {

    private final Workspace workspace;
    private final RunStore runs;

    /** @param runs those of the workspace */
    public RunFinder(Workspace workspace, RunStore runs) {
        this.workspace = workspace;
        this.runs = runs;
    }

    /** @throws NoSuchRunException if there is none */
    public RunRecord find(@Nullable String wanted) {
        if (wanted == null) {
            return runs.newest().orElseThrow(() -> NoSuchRunException.anyIn(workspace));
        }
        return runs.find(wanted)
                .or(() -> ofOutput(wanted))
                .orElseThrow(() -> NoSuchRunException.in(workspace, wanted, nearest(wanted, runs.newestFirst())));
    }

    private Optional<RunRecord> ofOutput(String wanted) {
        if (!BucketLocation.isMeant(wanted)) {
            return runs.ownerOf(Path.of(wanted).toAbsolutePath().normalize());
        }
        String address = wanted.endsWith("/") ? wanted.substring(0, wanted.length() - 1) : wanted;
        return runs.newestFirst().stream()
                .filter(run -> BucketLocation.shown(run.output()).equals(address))
                .findFirst();
    }

    private static String nearest(String wanted, List<RunRecord> all) {
        return NearestNameFinder.find(wanted, all.stream().map(RunRecord::id).toList())
                .map(id -> "The nearest one is " + id)
                .orElse(all.isEmpty() ? "" : "The newest one is " + all.get(0).id());
    }
}
