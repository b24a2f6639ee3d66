package dev.darkroom.sources;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.fetch.FetchException;
import dev.darkroom.fetch.PictureFetcher;
import dev.darkroom.fetch.PictureSource;
import dev.darkroom.io.LocalPictureReference;
import dev.darkroom.picture.LocalPictureException;
import dev.darkroom.picture.LocalPictures;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Takes source pictures from this disk where a row named one there, and fetches all others. */
final class LocalOrFetchedPicture implements PictureSource {

    private final @Nullable LocalPictures pictures;
    private final PictureSource fetcher;

    LocalOrFetchedPicture(@Nullable LocalPictures pictures, PictureSource fetcher) {
        this.pictures = pictures;
        this.fetcher = fetcher;
    }

    @Override
    public PictureFetcher.FetchedFile fetch(String url, Path part)
            throws FetchException, IOException, InterruptedException {
        LocalPictureReference reference = LocalPictureReference.parse(url);
        if (reference == null) {
            return fetcher.fetch(url, part);
        }
        if (pictures == null) {
            throw new FetchException(
                    ErrorCode.SOURCE_FILE,
                    FetchException.FetchFailure.FINAL,
                    "the job names no pictures on this disk any more");
        }
        try {
            Path file = pictures.find(reference);
            try (OutputStream copy = Files.newOutputStream(part)) {
                Files.copy(file, copy);
            }
            return new PictureFetcher.FetchedFile(Files.size(part), reference.sha256());
        } catch (LocalPictureException gone) {
            throw new FetchException(gone.code(), FetchException.FetchFailure.FINAL, gone.message());
        }
    }

    @Override
    public void breakOff() {
        fetcher.breakOff();
    }
}
