package dev.darkroom.download;

import dev.darkroom.checks.Look;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.fetch.FetchException;
import dev.darkroom.fetch.FetchException.Kind;
import dev.darkroom.fetch.Fetcher;
import dev.darkroom.fetch.PictureSource;
import dev.darkroom.ledger.CompletedRow;
import dev.darkroom.ledger.DiskFull;
import dev.darkroom.ledger.DiskFullException;
import dev.darkroom.ledger.Fetched;
import dev.darkroom.ledger.Picture;
import dev.darkroom.ledger.Reason;
import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.PictureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gets a row's outputs from where they are to their place. Thread-safe. */
final class Delivery {

    private final PictureSource source;
    private final Inspection inspection;
    private final Placement placement;

    Delivery(PictureSource source, Inspection inspection, Placement placement) {
        this.source = source;
        this.inspection = inspection;
        this.placement = placement;
    }

    /** Breaks off what is being fetched. */
    void breakOff() {
        source.breakOff();
    }

    /**
     * All outputs are whole, and looked at, before the first is put in place: a row has all its pictures or none.
     *
     * @throws FetchException if one of them did not come, or came as something else
     * @throws DiskFullException if there is no room for one of them
     */
    Delivered deliver(CompletedRow row, List<String> urls) throws FetchException, InterruptedException {
        List<Path> parts = new ArrayList<>();
        try {
            List<Output> outputs = new ArrayList<>();
            for (String url : urls) {
                Path part = placement.part();
                parts.add(part);
                Fetcher.Fetched fetched = source.fetch(url, part);
                PictureFile inspected = PictureFile.inspect(part);
                outputs.add(new Output(part, fetched, inspected, inspection.look(row, part, inspected)));
            }
            return placeAll(row, outputs);
        } catch (BadPictureException e) {
            throw new FetchException(e.code(), Kind.PASSING, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            if (DiskFull.isCauseOf(e)) {
                throw new DiskFullException(placement.output(), e);
            }
            throw new FetchException(ErrorCode.NOT_SAVED, Kind.PASSING, "cannot save the picture: " + e.getMessage());
        } finally {
            parts.forEach(Delivery::delete);
        }
    }

    private Delivered placeAll(CompletedRow row, List<Output> outputs) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        for (Output output : outputs) {
            int n = pictures.size() + 1;
            String extension = output.inspected.type().extension();
            String file = placement.place(output.part, row.name(), n, extension);
            pictures.add(
                    Placement.picture(file, output.fetched, output.inspected).flagged(output.look.flags()));
        }
        List<Look> looks = outputs.stream().map(Output::look).toList();
        inspection.keep(row, looks);
        Reason reason = inspection
                .verdict(looks)
                .map(failed -> new Reason(failed.code(), failed.words()))
                .orElse(null);
        return new Delivered(pictures, reason);
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // The next start deletes what is left of it.
        }
    }

    /**
     * A row's pictures in their place.
     *
     * @param reason why they will not do, else null
     */
    record Delivered(List<Picture> pictures, @Nullable Reason reason) {

        Fetched event(Download download) {
            CompletedRow row = download.row();
            return new Fetched(row.key(), row.attempt(), pictures, download.millis(), reason);
        }
    }

    /** A fetched output that is not in its place yet. */
    private record Output(Path part, Fetcher.Fetched fetched, PictureFile inspected, Look look) {}
}
