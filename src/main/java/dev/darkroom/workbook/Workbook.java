package dev.darkroom.workbook;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.NearestNameFinder;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** An XLSX workbook, open for one reading. Not thread-safe. */
public final class Workbook implements Closeable {

    private static final long MAX_SMALL_PART = 16L << 20;
    private static final long MAX_TEXTS = 1L << 30;
    private static final long MAX_SHEET = 4L << 30;
    private static final int SNIFFED = 1 << 20;

    private final ZipFile zip;
    private final List<NamedSheet> sheets;
    private final Map<String, String> targets;
    private final boolean from1904;

    private Workbook(ZipFile zip) throws IOException {
        this.zip = zip;
        String main = mainPart();
        targets = relations(main);
        sheets = new ArrayList<>();
        boolean dates = false;
        try (XmlPart part = part(main, MAX_SMALL_PART)) {
            while (part.next()) {
                if (part.starts("sheet")) {
                    String id = Objects.requireNonNullElse(part.attribute("id"), "");
                    String name = Objects.requireNonNullElse(part.attribute("name"), "");
                    String state = Objects.requireNonNullElse(part.attribute("state"), "visible");
                    sheets.add(new NamedSheet(name, targets.getOrDefault(id, ""), state.equals("visible")));
                } else if (part.starts("workbookPr")) {
                    dates = part.isOn("date1904");
                }
            }
        }
        from1904 = dates;
    }

    /**
     * Opens a workbook.
     *
     * @throws WorkbookException if the file is none, or one with a password
     * @throws IOException if the file cannot be read
     */
    public static Workbook open(Path file) throws IOException {
        refuseOtherKinds(file);
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException | EOFException | IllegalArgumentException damaged) {
            throw WorkbookException.damaged(0);
        }
        try {
            return new Workbook(zip);
        } catch (IOException | RuntimeException unusable) {
            zip.close();
            throw unusable;
        }
    }

    private static void refuseOtherKinds(Path file) throws IOException {
        byte[] head;
        try (InputStream bytes = Files.newInputStream(file)) {
            head = bytes.readNBytes(SNIFFED);
        }
        if (head.length < 8 || (head[0] & 0xFF) != 0xD0 || (head[1] & 0xFF) != 0xCF) {
            return;
        }
        // Both kinds lie in the same container; the directory names what is in it.
        boolean encrypted = new String(head, StandardCharsets.UTF_16LE).contains("EncryptedPackage");
        throw encrypted
                ? new WorkbookException(
                        ErrorCode.LOCKED_WORKBOOK,
                        0,
                        "the workbook is locked by a password",
                        "Save it without one: in Excel under File, Info, Protect Workbook, Encrypt with Password")
                : new WorkbookException(
                        ErrorCode.UNKNOWN_FORMAT,
                        0,
                        "the workbook is in the format of Excel before 2007 (.xls)",
                        "Save it as .xlsx or as CSV UTF-8");
    }

    /** Returns the names of all sheets in the order of their tabs. */
    public List<String> sheets() {
        return sheets.stream().map(NamedSheet::name).toList();
    }

    /**
     * Opens a sheet.
     *
     * @param name its name in any case; null for the first that is not hidden
     * @throws WorkbookException if there is no such sheet
     */
    public SheetReader sheet(@Nullable String name) throws IOException {
        NamedSheet sheet = name == null ? first() : named(name);
        SharedTexts texts = texts(targets.get("sharedStrings"));
        CellStyles styles = styles(targets.get("styles"));
        return new SheetReader(sheet.name(), part(sheet.part(), MAX_SHEET), texts, new CellValues(styles, from1904));
    }

    private NamedSheet first() {
        return sheets.stream()
                .filter(NamedSheet::visible)
                .findFirst()
                .or(() -> sheets.stream().findFirst())
                .orElseThrow(() -> WorkbookException.damaged(0));
    }

    private NamedSheet named(String name) {
        return sheets.stream()
                .filter(sheet -> sheet.name().equals(name))
                .findFirst()
                .or(() -> sheets.stream()
                        .filter(sheet -> sheet.name().equalsIgnoreCase(name))
                        .findFirst())
                .orElseThrow(() -> new WorkbookException(
                        ErrorCode.NO_SHEET,
                        0,
                        "the workbook has no sheet " + name,
                        "The nearest one is "
                                + NearestNameFinder.find(name, sheets())
                                        .orElseGet(() -> "none; it has " + String.join(", ", sheets()))));
    }

    private SharedTexts texts(@Nullable String name) throws IOException {
        if (name == null || zip.getEntry(name) == null) {
            return SharedTexts.none();
        }
        try (XmlPart part = part(name, MAX_TEXTS)) {
            return SharedTexts.read(part);
        }
    }

    private CellStyles styles(@Nullable String name) throws IOException {
        if (name == null || zip.getEntry(name) == null) {
            return CellStyles.none();
        }
        try (XmlPart part = part(name, MAX_SMALL_PART)) {
            return CellStyles.read(part);
        }
    }

    private String mainPart() throws IOException {
        String main = zip.getEntry("_rels/.rels") == null ? null : relations("").get("officeDocument");
        if (main == null || main.isEmpty() || main.endsWith(".bin")) {
            throw WorkbookException.damaged(0);
        }
        return main;
    }

    /** Reads what a part refers to: targets by their ids, and the last of each kind by its kind. */
    private Map<String, String> relations(String of) throws IOException {
        int slash = of.lastIndexOf('/') + 1;
        Map<String, String> found = new HashMap<>();
        try (XmlPart part = part(of.substring(0, slash) + "_rels/" + of.substring(slash) + ".rels", MAX_SMALL_PART)) {
            while (part.next()) {
                if (part.starts("Relationship")) {
                    String target = Objects.requireNonNullElse(part.attribute("Target"), "");
                    String type = Objects.requireNonNullElse(part.attribute("Type"), "");
                    String whole = target.startsWith("/") ? target.substring(1) : of.substring(0, slash) + target;
                    found.put(Objects.requireNonNullElse(part.attribute("Id"), ""), whole);
                    found.put(type.substring(type.lastIndexOf('/') + 1), whole);
                }
            }
        }
        return found;
    }

    private XmlPart part(String name, long max) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw WorkbookException.damaged(0);
        }
        try {
            return new XmlPart(zip.getInputStream(entry), max, name);
        } catch (ZipException | EOFException damaged) {
            throw WorkbookException.damaged(0);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** A sheet by its name and the part that holds it. */
    private record NamedSheet(String name, String part, boolean visible) {}
}
