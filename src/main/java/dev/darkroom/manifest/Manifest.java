package dev.darkroom.manifest;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.FailureText;
import dev.darkroom.io.Sha256;
import dev.darkroom.manifest.ManifestReader.Layer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A manifest file that can be read any number of times, from its start each time.
 *
 * @param path the file
 * @param name what problems call it: the file as the user named it
 * @param format how it is written
 * @param delimiter the delimiter the user fixed; null to detect it from the header
 * @param fillDown columns of which an empty cell takes the one above it
 * @param layer reads what the job is about; null for all rows as they stand
 */
public record Manifest(
        Path path,
        String name,
        ManifestFormat format,
        @Nullable Character delimiter,
        List<String> fillDown,
        @Nullable Layer layer) {

    private static final int BUFFER = 64 * 1024;

    public Manifest {
        Objects.requireNonNull(path, "path is null");
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(format, "format is null");
        fillDown = List.copyOf(fillDown);
    }

    Manifest(Path path, String name, ManifestFormat format, @Nullable Character delimiter) {
        this(path, name, format, delimiter, List.of(), null);
    }

    /** Returns the manifest, read with the rules of a job. */
    public Manifest with(ColumnRules columns) {
        return new Manifest(path, name, format, delimiter, columns.fillDown(), layer);
    }

    /** Returns the rows of the manifest that a layer reads. */
    public Manifest with(Layer rows) {
        return new Manifest(path, name, format, delimiter, fillDown, rows);
    }

    /**
     * @param name the file as the user named it
     * @throws ManifestException if the extension is none of the known
     */
    public static Manifest of(Path path, String name, @Nullable Character delimiter) {
        ManifestFormat format = ManifestFormat.of(path.toString())
                .orElseThrow(() -> RefusalMessages.of(
                        name,
                        0,
                        ErrorCode.UNKNOWN_FORMAT,
                        name + " is not a known kind of manifest",
                        "Name it .csv, .tsv, .jsonl or .ndjson, each also with .gz"));
        return new Manifest(path, name, format, delimiter);
    }

    /**
     * Opens the file for one pass.
     *
     * @throws ManifestException if there is no such file, or it cannot be read as a manifest from its first line on
     * @throws IOException if the file cannot be read at all
     */
    public ManifestReader open() throws IOException {
        return open(bytes());
    }

    /**
     * Opens the file's bytes as they lie on disk.
     *
     * @throws ManifestException if there is no such file, or it may not be read
     */
    public InputStream bytes() throws IOException {
        if (!Files.isRegularFile(path)) {
            String message = Files.exists(path) ? "this is not a file" : "there is no such file";
            throw RefusalMessages.of(
                    name, 0, ErrorCode.NO_MANIFEST, message, "Give the manifest's path, relative to the job file");
        }
        try {
            return Files.newInputStream(path);
        } catch (FileSystemException refused) {
            throw RefusalMessages.of(
                    name, 0, ErrorCode.NO_MANIFEST, "the manifest cannot be read", FailureText.of(refused));
        }
    }

    /** Hashes the file's bytes as they lie on disk, to 64 hex digits. */
    public String sha256() throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (InputStream bytes = new DigestInputStream(bytes(), digest)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        }
        return Sha256.hex(digest);
    }

    /** Opens the file's bytes; they are closed with the reader, or here if there is none. */
    ManifestReader open(InputStream bytes) throws IOException {
        try {
            CharSource source = new CharSource(new StrictDecoder(unpacked(bytes)), name);
            ManifestReader rows = format == ManifestFormat.JSONL
                    ? new JsonlManifestReader(source)
                    : CsvManifestReader.open(
                            source, format == ManifestFormat.TSV ? Character.valueOf('\t') : delimiter);
            ManifestReader filled = fillDown.isEmpty() ? rows : new FillDownReader(rows, fillDown);
            return layer == null ? filled : layer.over(filled);
        } catch (IOException | RuntimeException unusable) {
            bytes.close();
            throw unusable;
        }
    }

    /** Returns whether the file is packed with gzip. */
    public boolean isPacked() {
        return ManifestFormat.isGzip(path.toString());
    }

    private InputStream unpacked(InputStream bytes) throws IOException {
        if (!isPacked()) {
            return bytes;
        }
        try {
            return new GZIPInputStream(bytes, BUFFER);
        } catch (ZipException | EOFException noGzip) {
            throw new ManifestException(List.of(RefusalMessages.damaged(name, 0)));
        }
    }
}
