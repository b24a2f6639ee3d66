package dev.darkroom.runs;

import dev.darkroom.io.AtomicFiles;
import dev.darkroom.io.FileMover;
import dev.darkroom.io.FilePermissions;
import dev.darkroom.io.LockedFilePolicy;
import dev.darkroom.manifest.ContentDigest;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestSurvey;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a run's own copy of its manifest: each file as it is, packed unless it was. Several files are numbered in their
 * order, and a list beside them holds their names.
 */
final class ManifestCopy {

    /** Begins the name of each file of the copy. */
    static final String NAME = "manifest";

    private static final String GZIP = ".gz";
    private static final String NAMES = NAME + ".names";
    private static final String UNFINISHED = ".tmp";
    private static final Pattern ONE = Pattern.compile(NAME + "\\.[a-z]+(\\.gz)?");
    private static final Pattern PART = Pattern.compile(NAME + "\\.(\\d{1,9})\\.[a-z]+(\\.gz)?");

    private final Path folder;

    ManifestCopy(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes the copy, forced, and returns its files.
     *
     * @throws IOException if the manifest is not the one any more that was surveyed
     */
    List<Path> write(Manifest manifest, ManifestSurvey survey) throws IOException {
        List<Path> written = new ArrayList<>();
        ContentDigest digest = new ContentDigest(Manifest::bytes);
        try (AtomicFiles files = new AtomicFiles(FileMover.atomic(), LockedFilePolicy.FAIL)) {
            int number = 0;
            for (Manifest file : manifest.files()) {
                number++;
                Path copy = folder.resolve(NAME + (manifest.parts().isEmpty() ? "" : "." + number) + ending(file));
                copy(file, digest, files.beginBytes(copy, FilePermissions.OWNER_ONLY));
                written.add(copy);
            }
            if (!manifest.parts().isEmpty()) {
                Path names = folder.resolve(NAMES);
                String lines = String.join(
                        "\n",
                        manifest.parts().stream()
                                .map(part -> part.name().replace('\n', ' ').replace('\r', ' '))
                                .toList());
                files.begin(names, FilePermissions.OWNER_ONLY).write(lines + "\n");
                written.add(names);
            }
            if (!digest.hex().equals(survey.sha256())) {
                throw new IOException("the manifest " + survey.file() + " changed while it was read; start again");
            }
            files.replaceAll();
        }
        return written;
    }

    private static void copy(Manifest file, ContentDigest digest, OutputStream out) throws IOException {
        try (InputStream bytes = digest.of(file)) {
            // A workbook is packed already.
            if (file.isPacked() || file.isWorkbook()) {
                bytes.transferTo(out);
            } else {
                GZIPOutputStream gzip = new GZIPOutputStream(out, 64 << 10);
                bytes.transferTo(gzip);
                gzip.finish();
            }
        }
    }

    private static String ending(Manifest file) {
        String name = file.path().getFileName().toString().toLowerCase(Locale.ROOT);
        String plain = file.isPacked() ? name.substring(0, name.length() - GZIP.length()) : name;
        return plain.substring(plain.lastIndexOf('.')) + (file.isWorkbook() ? "" : GZIP);
    }

    /**
     * Finds the copy.
     *
     * @param name what the manifest as a whole is called
     */
    Optional<Manifest> find(String name, @Nullable Character delimiter) throws IOException {
        TreeMap<Integer, Path> parts = new TreeMap<>();
        try (var files = Files.newDirectoryStream(folder, NAME + ".*")) {
            for (Path file : files) {
                String fileName = file.getFileName().toString();
                Matcher part = PART.matcher(fileName);
                if (part.matches()) {
                    parts.put(Integer.parseInt(part.group(1)), file);
                } else if (ONE.matcher(fileName).matches()
                        && !fileName.equals(NAMES)
                        && !fileName.endsWith(UNFINISHED)) {
                    return Optional.of(Manifest.of(file, name, delimiter));
                }
            }
        }
        Path names = folder.resolve(NAMES);
        if (parts.isEmpty() || !Files.exists(names)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(names);
        List<Manifest> manifests = new ArrayList<>();
        for (int index = 0; index < lines.size(); index++) {
            Path file = parts.get(index + 1);
            if (file == null) {
                return Optional.empty();
            }
            manifests.add(Manifest.of(file, lines.get(index), delimiter));
        }
        return Optional.of(Manifest.united(manifests, name));
    }

    /** Hashes the bytes that the user's files had: packed ones were copied as they were. Damaged ones have no hash. */
    static String sha256(Manifest copy) throws IOException {
        ContentDigest digest = new ContentDigest(ManifestCopy::bytes);
        for (Manifest file : copy.files()) {
            try (InputStream bytes = digest.of(file)) {
                bytes.transferTo(OutputStream.nullOutputStream());
            } catch (EOFException | ZipException damaged) {
                return "";
            }
        }
        return digest.hex();
    }

    private static InputStream bytes(Manifest file) throws IOException {
        boolean isPackedHere =
                file.isPacked() && !file.name().toLowerCase(Locale.ROOT).endsWith(GZIP);
        return isPackedHere ? new GZIPInputStream(file.bytes(), 64 << 10) : file.bytes();
    }
}
