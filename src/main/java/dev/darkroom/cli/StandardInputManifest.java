package dev.darkroom.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Keeps a manifest that comes through standard input as a file of the system's folder for such, until the process ends: it
 * is read more than once. A run has its own copy of it then.
 */
final class StandardInputManifest {

    /** What stands for it on the command line. */
    static final String OPTION = "-";

    private static final int SNIFFED = 8 * 1024;

    private StandardInputManifest() {}

    /** Takes all there is and returns the file, whose name says of what kind it is: JSONL begins with a brace, a workbook is a ZIP file. */
    static Path save(InputStream input) throws IOException {
        Path folder = Files.createTempDirectory("darkroom-");
        folder.toFile().deleteOnExit();
        Path plain = folder.resolve("stdin");
        Files.copy(input, plain);
        boolean packed = isPacked(plain);
        String name = isZip(plain)
                ? "stdin.xlsx"
                : "stdin" + (beginsWithBrace(plain, packed) ? ".jsonl" : ".csv") + (packed ? ".gz" : "");
        Path file = Files.move(plain, folder.resolve(name));
        file.toFile().deleteOnExit();
        return file;
    }

    private static boolean isZip(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return bytes.read() == 'P' && bytes.read() == 'K' && bytes.read() == 3 && bytes.read() == 4;
        }
    }

    private static boolean isPacked(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return bytes.read() == 0x1F && bytes.read() == 0x8B;
        }
    }

    private static boolean beginsWithBrace(Path file, boolean packed) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] head = (packed ? new GZIPInputStream(bytes) : bytes).readNBytes(SNIFFED);
            for (byte each : head) {
                // Marks of byte order, the empty halves of UTF-16 and blanks tell nothing; they are no ASCII to be
                // seen.
                if (each > ' ') {
                    return each == '{';
                }
            }
            return false;
        } catch (ZipException damaged) {
            return false;
        }
    }
}
