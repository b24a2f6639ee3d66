package dev.darkroom.reuse;

import dev.darkroom.ledger.rows.DownloadedPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks whether an earlier row's pictures are still as they were downloaded. */
interface PictureCheck {

    /** Takes the ledger's word for it, and looks at no file. */
    PictureCheck UNSEEN = (output, pictures) -> null;

    /** The fault of the pictures, null if there is none. */
    @Nullable
    ReuseRefusal fault(Path output, List<DownloadedPicture> pictures) throws IOException;
}
