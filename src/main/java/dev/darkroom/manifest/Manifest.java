package dev.darkroom.manifest;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.FailureText;
import dev.darkroom.manifest.ManifestReader.Layer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A manifest that can be read any number of times, from its start each time: one file, or several that are read as one.
 *
 * @param path the file, of several the first
 * @param name what problems call it: the file as the user named it
 * @param format how it is written
 * @param delimiter the delimiter the user fixed; null to detect it from the header
 * @param fillDown columns of which an empty cell takes the one above it
 * @param fillWithin the column whose value both cells must share for that; null if they need not
 * @param sheet the sheet to read of a workbook; null for the first
 * @param parts the files in the order in which they are read, if there are several
 * @param layer reads what the job is about; null for all rows as they stand
 */
public record Manifest(
        Path path,
        String name,
        ManifestFormat format,
        @Nullable Character delimiter,
        List<String> fillDown,
        @Nullable String fillWithin,
        @Nullable String sheet,
        List<Manifest> parts,
        @Nullable Layer layer) {

    private static final int BUFFER = 64 * 1024;

    public Manifest {
        Objects.requireNonNull(path, "path is null");
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(format, "format is null");
        fillDown = List.copyOf(fillDown);
        parts = List.copyOf(parts);
    }

    Manifest(Path path, String name, ManifestFormat format, @Nullable Character delimiter) {
        this(path, name, format, delimiter, List.of(), null, null, List.of(), null);
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
                        "Save it as .xlsx or as CSV UTF-8; known are .csv, .tsv, .jsonl and .ndjson, each also with .gz,"
                                + " and .xlsx"));
        return new Manifest(path, name, format, delimiter);
    }

    /**
     * Makes one manifest of files that are read one after the other.
     *
     * @param files one at least
     * @param name what problems with all of them call it
     */
    public static Manifest united(List<Manifest> files, String name) {
        Manifest first = files.get(0);
        // Where one file has no header, no column can be said to be missing before all rows are read.
        ManifestFormat format = files.stream()
                .map(Manifest::format)
                .filter(ManifestFormat.JSONL::equals)
                .findFirst()
                .orElse(ManifestFormat.CSV);
        return files.size() == 1
                ? first
                : new Manifest(first.path(), name, format, first.delimiter(), List.of(), null, null, files, null);
    }

    /** Returns what stands for a manifest that is not here and is not read. */
    public static Manifest absent(String name) {
        return new Manifest(Path.of("manifest.jsonl"), name, ManifestFormat.JSONL, null);
    }

    /** Returns the manifest, read with the rules of a job. */
    public Manifest with(ColumnRules columns) {
        return new Manifest(
                path,
                name,
                format,
                delimiter,
                columns.fillDown(),
                columns.fillWithin(),
                sheet,
                parts.stream().map(part -> part.with(columns)).toList(),
                layer);
    }

    /** Returns the manifest, of whose workbooks the sheet of this name is read; the first if it is null. */
    public Manifest withSheet(@Nullable String named) {
        return new Manifest(
                path,
                name,
                format,
                delimiter,
                fillDown,
                fillWithin,
                named,
                parts.stream().map(part -> part.withSheet(named)).toList(),
                layer);
    }

    /** Returns the rows of the manifest that a layer reads. */
    public Manifest with(Layer rows) {
        return new Manifest(path, name, format, delimiter, fillDown, fillWithin, sheet, parts, rows);
    }

    /** Returns the files that it is made of, in the order in which they are read. */
    public List<Manifest> files() {
        return parts.isEmpty() ? List.of(this) : parts;
    }

    /**
     * Opens the manifest for one pass.
     *
     * @throws ManifestException if there is no such file, or it cannot be read as a manifest from its first line on
     * @throws IOException if the file cannot be read at all
     */
    public ManifestReader open() throws IOException {
        return open(Manifest::bytes);
    }

    /**
     * Opens the manifest for one pass over bytes that come from elsewhere. They are closed with the reader, or here if there
     * is none; those of a workbook, which is not read from its start to its end, before it is read.
     */
    ManifestReader open(ManifestBytes bytes) throws IOException {
        ManifestReader rows = rows(bytes);
        if (layer == null) {
            return rows;
        }
        try {
            return layer.over(rows);
        } catch (IOException | RuntimeException unusable) {
            rows.close();
            throw unusable;
        }
    }

    private ManifestReader rows(ManifestBytes bytes) throws IOException {
        if (!parts.isEmpty()) {
            return new UnitedReader(parts, bytes);
        }
        ManifestReader rows = format == ManifestFormat.XLSX ? workbook(bytes) : text(bytes);
        return fillDown.isEmpty() ? rows : new FillDownReader(rows, fillDown, fillWithin);
    }

    private ManifestReader workbook(ManifestBytes bytes) throws IOException {
        bytes.of(this).close();
        return WorkbookManifestReader.open(path, name, sheet);
    }

    private ManifestReader text(ManifestBytes source) throws IOException {
        InputStream bytes = source.of(this);
        try {
            CharSource characters = new CharSource(new StrictDecoder(unpacked(bytes)), name);
            return format == ManifestFormat.JSONL
                    ? new JsonlManifestReader(characters)
                    : CsvManifestReader.open(
                            characters, format == ManifestFormat.TSV ? Character.valueOf('\t') : delimiter);
        } catch (IOException | RuntimeException unusable) {
            bytes.close();
            throw unusable;
        }
    }

    /**
     * Opens a single file's bytes as they lie on disk.
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

    /** Returns the number of bytes of all files as they lie on disk; -1 if one is not there. */
    public long size() throws IOException {
        long sum = 0;
        for (Manifest file : files()) {
            if (!Files.isRegularFile(file.path())) {
                return -1;
            }
            sum += Files.size(file.path());
        }
        return sum;
    }

    /** Hashes the bytes of all files as they lie on disk, to 64 hex digits; see {@link ContentDigest}. */
    public String sha256() throws IOException {
        ContentDigest digest = new ContentDigest(Manifest::bytes);
        for (Manifest file : files()) {
            try (InputStream bytes = digest.of(file)) {
                bytes.transferTo(OutputStream.nullOutputStream());
            }
        }
        return digest.hex();
    }

    /** Returns whether the file is packed with gzip. */
    public boolean isPacked() {
        return ManifestFormat.isGzip(path.toString());
    }

    /** Returns whether the file is a workbook. */
    public boolean isWorkbook() {
        return format == ManifestFormat.XLSX;
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
