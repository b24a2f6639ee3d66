package dev.darkroom.submit;

import dev.darkroom.io.DiskFull;
import dev.darkroom.io.DiskFullException;
import dev.darkroom.io.DurableFolders;
import dev.darkroom.io.FilePermissions;
import dev.darkroom.io.UnwritableReason;
import dev.darkroom.io.Utf8Paths;
import dev.darkroom.ledger.earlier.UnpurchasedRows;
import dev.darkroom.ledger.rows.NamedRow;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.step.HardestNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * Proves before the first purchase that what will be paid for can be kept: it writes, reads and deletes a file under the
 * longest of the rows' names and under the one with the most characters beyond ASCII.
 */
final class OutputFolderProbe implements PreflightProbe {

    private static final byte[] CONTENT = "probe".getBytes(StandardCharsets.US_ASCII);

    private final Path images;
    private final FileNames names;
    private final UnpurchasedRows rows;
    private final HardestNames staged;
    private final long allRows;

    /**
     * @param images the folder of all pictures
     * @param staged the names of the rows that this process has staged: if these are all, they are not read again
     * @param allRows how many rows the run is about
     */
    OutputFolderProbe(Path images, FileNames names, UnpurchasedRows rows, HardestNames staged, long allRows) {
        this.images = images;
        this.names = names;
        this.rows = rows;
        this.staged = staged;
        this.allRows = allRows;
    }

    /**
     * Probes the names of all rows that are to be submitted.
     *
     * @throws PreflightException if their pictures could not be kept
     * @throws DiskFullException if there is no room
     */
    @Override
    public void check() {
        boolean withColumns = !names.columns().isEmpty();
        List<NamedRow> page = rows.names(0, withColumns);
        if (page.isEmpty() || (staged.isOf(allRows) && areKept(staged))) {
            return;
        }
        HardestNames hardest = new HardestNames(names);
        while (!page.isEmpty()) {
            page.forEach(hardest::add);
            page = rows.names(page.get(page.size() - 1).number(), withColumns);
        }
        hardest.rows().forEach(this::check);
    }

    /** Returns whether the names of all rows can be kept, also of those that are not submitted. */
    private boolean areKept(HardestNames all) {
        try {
            all.rows().forEach(this::check);
            return true;
        } catch (PreflightException perhapsOfAnother) {
            return false;
        }
    }

    private void check(NamedRow row) {
        String name = HardestNames.name(names, row);
        try {
            probe(name);
        } catch (IOException | InvalidPathException refused) {
            if (DiskFull.isCauseOf(refused)) {
                throw new DiskFullException(images, refused);
            }
            checkAscii(row, name, refused);
        }
    }

    /** Probes the name that a picture gets where the usual one is refused. */
    private void checkAscii(NamedRow row, String name, Exception refused) {
        if (FileNames.isAscii(name)) {
            throw refusal(name, refused);
        }
        try {
            probe(names.asciiPath(row.id(), row.kept(), 1, HardestNames.EXTENSION));
        } catch (IOException alsoRefused) {
            throw refusal(name, alsoRefused);
        }
    }

    private PreflightException refusal(String name, Exception why) {
        UnwritableReason reason = UnwritableReason.of(images, why);
        return new PreflightException(
                "the output folder " + images + " " + reason.message() + "; tried with the name " + name + ". "
                        + reason.remedy() + ", name another folder by --output, or shorter names by download.name");
    }

    private void probe(String name) throws IOException {
        Path file = Utf8Paths.resolve(images, name);
        if (Files.exists(file)) {
            return;
        }
        DurableFolders.create(file.resolveSibling(""));
        FilePermissions.GROUP_READABLE.create(file);
        try {
            Files.write(file, CONTENT, StandardOpenOption.WRITE);
            if (!Arrays.equals(Files.readAllBytes(file), CONTENT)) {
                throw new IOException("what is read there is not what was written");
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
