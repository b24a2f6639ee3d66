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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Proves before the first purchase that what will be paid for can be kept: it writes, reads and deletes a file under the
 * longest of the rows' names and under the one with the most characters beyond ASCII.
 */
final class OutputFolderProbe implements PreflightProbe {

    private static final byte[] CONTENT = "probe".getBytes(StandardCharsets.US_ASCII);

    /** The longest of the extensions that files get. */
    private static final String EXTENSION = "webp";

    private final Path images;
    private final FileNames names;
    private final UnpurchasedRows rows;

    /** @param images the folder of all pictures */
    OutputFolderProbe(Path images, FileNames names, UnpurchasedRows rows) {
        this.images = images;
        this.names = names;
        this.rows = rows;
    }

    /**
     * Probes the names of all rows that are to be submitted.
     *
     * @throws PreflightException if their pictures could not be kept
     * @throws DiskFullException if there is no room
     */
    @Override
    public void check() {
        HardestNames hardest = new HardestNames(names);
        boolean withColumns = !names.columns().isEmpty();
        for (List<NamedRow> page = rows.names(0, withColumns); !page.isEmpty(); ) {
            page.forEach(hardest::add);
            page = rows.names(page.get(page.size() - 1).number(), withColumns);
        }
        if (hardest.longest != null) {
            check(hardest.longest);
        }
        if (hardest.leastAscii != null) {
            check(hardest.leastAscii);
        }
    }

    private void check(NamedRow row) {
        String name = name(names, row);
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
            probe(names.asciiPath(row.id(), row.kept(), 1, EXTENSION));
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

    private static String name(FileNames names, NamedRow row) {
        return names.path(row.id(), row.kept(), 1, EXTENSION, row.byHash());
    }

    /** Finds the names that a file system is most likely to refuse. */
    private static final class HardestNames {

        private final FileNames names;
        private @Nullable NamedRow longest;
        private @Nullable NamedRow leastAscii;
        private long bytes;
        private long beyondAscii;

        private HardestNames(FileNames names) {
            this.names = names;
        }

        private void add(NamedRow row) {
            String name = name(names, row);
            long length = name.getBytes(StandardCharsets.UTF_8).length;
            long beyond = name.chars().filter(character -> character >= 0x80).count();
            if (length > bytes) {
                longest = row;
                bytes = length;
            }
            if (beyond > beyondAscii) {
                leastAscii = row;
                beyondAscii = beyond;
            }
        }
    }
}
