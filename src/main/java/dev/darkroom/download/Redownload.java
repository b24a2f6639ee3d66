package dev.darkroom.download;

import dev.darkroom.api.ImageService;
import dev.darkroom.api.JobResponse;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.fetch.FetchException;
import dev.darkroom.fetch.PictureFetcher;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.SharedRow;
import dev.darkroom.pace.Sleeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Downloads pictures once more that were paid for and have vanished here, which costs nothing. They go under the name
 * of the row that is to share them: what is now in their old place may be the user's own work. Not thread-safe.
 */
public final class Redownload {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(8);
    private static final Duration MAX_WAITED = Duration.ofMinutes(1);
    private static final Set<String> NOT_THERE = Set.of(ErrorCode.ofStatus(404), ErrorCode.ofStatus(410));

    private final ImageService service;
    private final PictureFetcher fetcher;
    private final ImageStore imageStore;
    private final Sleeper sleeper;
    private Duration waited = Duration.ZERO;

    /** @param mostBytes of one picture */
    public Redownload(
            ImageService service,
            AddressPolicy policy,
            ImageStore imageStore,
            long mostBytes,
            InstantSource clock,
            Sleeper sleeper) {
        this.service = service;
        this.fetcher = new PictureFetcher(policy, mostBytes, clock);
        this.imageStore = imageStore;
        this.sleeper = sleeper;
    }

    /**
     * Fetches a row's pictures. Only the service's own no, given twice, or an address that stays empty though the
     * service has just named it, means that they are gone: whatever else a host answers, they were paid for.
     *
     * @return the row's pictures; none if they are gone for good; null if another time may do better
     */
    @Nullable
    public List<DownloadedPicture> fetch(SharedRow row) throws IOException, InterruptedException {
        if (row.requestId() == null || row.source().isEmpty()) {
            return List.of();
        }
        boolean gone = false;
        for (Duration pause = FIRST_PAUSE; pause.compareTo(MAX_PAUSE) <= 0; pause = pause.multipliedBy(2)) {
            JobResponse response = service.result(row.requestId());
            List<DownloadedPicture> pictures =
                    response instanceof JobResponse.RequestSucceeded done ? fetchAll(row, done.outputUrls()) : null;
            boolean without = response instanceof JobResponse.RequestGone || (pictures != null && pictures.isEmpty());
            if (!without) {
                return pictures;
            }
            if (response instanceof JobResponse.RequestGone && gone) {
                return List.of();
            }
            gone = response instanceof JobResponse.RequestGone;
            if (!gone) {
                await(pause);
            }
        }
        return List.of();
    }

    /** Waits, but not for ever: a catalog of lost pictures must not be waited for one by one. */
    private void await(Duration pause) throws InterruptedException {
        if (waited.compareTo(MAX_WAITED) < 0) {
            waited = waited.plus(pause);
            sleeper.sleep(pause);
        }
    }

    private @Nullable List<DownloadedPicture> fetchAll(SharedRow row, List<String> urls)
            throws IOException, InterruptedException {
        if (urls.size() != row.source().size()) {
            return null;
        }
        List<Path> parts = new ArrayList<>();
        try {
            for (String url : urls) {
                Path part = imageStore.part();
                parts.add(part);
                DownloadedPicture picture = row.source().get(parts.size() - 1);
                if (!fetcher.fetch(url, part).sha256().equals(picture.sha256())) {
                    return null;
                }
            }
            return placeAll(row, parts);
        } catch (FetchException e) {
            return NOT_THERE.contains(e.code()) ? List.of() : null;
        } finally {
            for (Path part : parts) {
                Files.deleteIfExists(part);
            }
        }
    }

    private List<DownloadedPicture> placeAll(SharedRow row, List<Path> parts) throws IOException {
        List<DownloadedPicture> placed = new ArrayList<>();
        for (DownloadedPicture picture : row.source()) {
            int n = placed.size() + 1;
            String file = imageStore.place(parts.get(n - 1), row.name(), n, picture);
            placed.add(picture.named(file));
        }
        return placed;
    }
}
