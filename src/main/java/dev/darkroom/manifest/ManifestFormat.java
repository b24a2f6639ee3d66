package dev.darkroom.manifest;

import java.util.Locale;
import java.util.Optional;

/**
 * The format of a manifest, told by its file name's extension, in any case; but for workbooks with
 * or without {@code .gz} behind it.
 */
public enum ManifestFormat {
    /** Comma, semicolon or tab between the cells. */
    CSV,
    /** A tab between the cells. */
    TSV,
    /** One JSON object a line. */
    JSONL,
    /** A sheet of a workbook. */
    XLSX;

    /** Returns the format of a file of this name; empty if the extension is none of the known. */
    public static Optional<ManifestFormat> of(String fileName) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        String plain = isGzip(fileName) ? lower.substring(0, lower.length() - ".gz".length()) : lower;
        return switch (plain.substring(plain.lastIndexOf('.') + 1)) {
            case "csv" -> Optional.of(CSV);
            case "tsv" -> Optional.of(TSV);
            case "jsonl", "ndjson" -> Optional.of(JSONL);
            case "xlsx", "xlsm" -> isGzip(fileName) ? Optional.empty() : Optional.of(XLSX);
            default -> Optional.empty();
        };
    }

    static boolean isGzip(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".gz");
    }
}
