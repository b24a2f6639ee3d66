package dev.darkroom.download;

import dev.darkroom.api.ImageService;
import dev.darkroom.api.JobAnswer;
import dev.darkroom.fetch.FetchException;
import dev.darkroom.fetch.Fetcher;
import dev.darkroom.fetch.OutputPolicy;
import dev.darkroom.ledger.Picture;
import dev.darkroom.ledger.SharedRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fetches pictures once more that were paid for and have vanished here, which costs nothing. They go under the name of
 * the row that is to share them: what now stands where they stood may be the user's own work.
 */
public final class Refetching {

    private final ImageService service;
    private final Fetcher fetcher;
    private final Placement placement;

    /** @param mostBytes of one picture */
    public Refetching(
            ImageService service, OutputPolicy policy, Placement placement, long mostBytes, InstantSource clock) {
        this.service = service;
        this.fetcher = new Fetcher(policy, mostBytes, clock);
        this.placement = placement;
    }

    /**
     * Tries once.
     *
     * @return the row's pictures; none if they are gone for good; null if another time may do better
     */
    @Nullable
    List<Picture> fetch(SharedRow row) throws IOException, InterruptedException {
        if (row.requestId() == null || row.source().isEmpty()) {
            return List.of();
        }
        JobAnswer answer = service.result(row.requestId());
        if (answer instanceof JobAnswer.Succeeded done) {
            return done.outputUrls().size() == row.source().size() ? fetchAll(row, done.outputUrls()) : List.of();
        }
        return answer instanceof JobAnswer.Gone ? List.of() : null;
    }

    private @Nullable List<Picture> fetchAll(SharedRow row, List<String> urls)
            throws IOException, InterruptedException {
        List<Path> parts = new ArrayList<>();
        try {
            for (String url : urls) {
                Path part = placement.part();
                parts.add(part);
                Picture picture = row.source().get(parts.size() - 1);
                if (!fetcher.fetch(url, part).sha256().equals(picture.sha256())) {
                    return List.of();
                }
            }
            return placeAll(row, parts);
        } catch (FetchException e) {
            return e.mayPass() ? null : List.of();
        } finally {
            for (Path part : parts) {
                Files.deleteIfExists(part);
            }
        }
    }

    private List<Picture> placeAll(SharedRow row, List<Path> parts) throws IOException {
        List<Picture> placed = new ArrayList<>();
        for (Picture picture : row.source()) {
            int n = placed.size() + 1;
            String file = placement.place(parts.get(n - 1), row.name(), n, picture.extension());
            placed.add(picture.named(file));
        }
        return placed;
    }
}
