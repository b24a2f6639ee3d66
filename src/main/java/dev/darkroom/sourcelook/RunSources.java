package dev.darkroom.sourcelook;

import dev.darkroom.models.SourceKnowledge;
import dev.darkroom.models.SourceTraits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Holds what was seen of a run's sources. It is read of the run's own file if there is one, so that every start stages rows
 * as the first one did and looks at nothing again. Knows nothing before it is filled; thread-safe after that.
 */
public final class RunSources implements SourceKnowledge {

    private volatile SourceKnowledge seen = new LookedSources();

    /** Returns what a run's file says; empty if there is none. */
    public static LookedSources of(Path file) throws IOException {
        return new LookFile(file).read();
    }

    /** Takes what the run's file says; returns whether there is one. */
    public boolean read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        seen = of(file);
        return true;
    }

    /** Takes what was seen now, and keeps it in the run's file. */
    public void keep(LookedSources sources, Path file) throws IOException {
        new LookFile(file).write(sources);
        seen = sources;
    }

    @Override
    public boolean looks() {
        return true;
    }

    @Override
    public @Nullable SourceTraits of(String address) {
        return seen.of(address);
    }
}
