package dev.darkroom.picture;

import dev.darkroom.io.FileMover;
import dev.darkroom.io.FilePermissions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Stores the small pictures of a run's report: JPEG files of at most {@link #MAX} pixels on the longer side, each whole
 * or not there, in folders named by the last two hexadecimal digits of the row's number. One that is missing is no
 * fault. They are not forced to disk: the pictures they were made of are. Thread-safe.
 */
public final class ThumbnailStore {

    /** The longer side, in pixels. */
    public static final int MAX = 320;

    /** Their folder, relative to the output directory. */
    public static final String FOLDER = "report/thumbnails";

    private static final Pattern NAME = Pattern.compile("\\d+-(source|\\d+)\\.jpg");
    private static final Pattern IN_FOLDER = Pattern.compile("([0-9a-f]{2}/)?" + NAME.pattern());
    private static final String PART = ".part";
    private static final int FOLDERS = 256;
    private static final float QUALITY = 0.8f;

    private final Path folder;

    /** @param output the run's output directory */
    public ThumbnailStore(Path output) {
        folder = output.resolve(FOLDER);
    }

    /** Returns the path where the thumbnail of a row's first source picture is, or would be. */
    public Path source(long row) {
        return place(row, row + "-source.jpg");
    }

    /** Returns the path where the thumbnail of a row's n-th output is, or would be, counted from 1. */
    public Path output(long row, int n) {
        return place(row, row + "-" + n + ".jpg");
    }

    /**
     * Returns a thumbnail's place in one of many folders, since a million files are too many for one. Earlier versions
     * kept them in one: what lies there stays there.
     */
    private Path place(long row, String name) {
        Path alone = folder.resolve(name);
        return Files.exists(alone)
                ? alone
                : folder.resolve(HexFormat.of().toHexDigits(row % FOLDERS, 2)).resolve(name);
    }

    /** Returns the thumbnail's path relative to their folder, as a page names it. */
    public String relative(Path thumbnail) {
        return folder.relativize(thumbnail).toString().replace('\\', '/');
    }

    /** Writes one of them over what was there. */
    public void write(Path thumbnail, SmallPicture picture) throws IOException {
        Path part = part();
        boolean moved = false;
        try {
            encode(part, picture.within(MAX));
            makeFolder(thumbnail.resolveSibling(""));
            FileMover.atomic().move(part, thumbnail);
            moved = true;
        } finally {
            if (!moved) {
                Files.deleteIfExists(part);
            }
        }
    }

    /** Makes a folder, unless it is there: to ask first costs a tenth of being refused. */
    private static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
    }

    /**
     * Shares one picture's thumbnail with another of the same content, by a hard link, or a copy where links can't be
     * made. Does nothing if there is none to give, or one already.
     */
    public void share(Path from, Path to) throws IOException {
        if (!Files.isRegularFile(from) || Files.exists(to)) {
            return;
        }
        makeFolder(to.resolveSibling(""));
        try {
            Files.createLink(to, from);
        } catch (UnsupportedOperationException | IOException e) {
            Files.copy(from, to);
        }
    }

    /** Makes a new, empty file among them, for its maker to delete. */
    public Path part() throws IOException {
        makeFolder(folder);
        Path part = folder.resolve("." + UUID.randomUUID() + PART);
        FilePermissions.GROUP_READABLE.create(part);
        return part;
    }

    /** Deletes what a process that died was writing. */
    public void deleteParts() throws IOException {
        if (Files.isDirectory(folder)) {
            try (var parts = Files.newDirectoryStream(folder, ".*" + PART)) {
                for (Path part : parts) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    private static void encode(Path file, SmallPicture picture) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
        try (OutputStream bytes = Files.newOutputStream(file);
                MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(QUALITY);
            writer.setOutput(output);
            writer.write(null, new IIOImage(picture.image(), null, null), param);
        } finally {
            writer.dispose();
        }
    }

    /** Lists all that are there, and what a process that died left of one; a file of another name is not among them. */
    public List<Path> all() throws IOException {
        List<Path> all = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            addAll(folder, all);
            try (var folders = Files.newDirectoryStream(folder, "[0-9a-f][0-9a-f]")) {
                for (Path each : folders) {
                    if (Files.isDirectory(each)) {
                        addAll(each, all);
                    }
                }
            }
        }
        return all;
    }

    /** Returns whether a path relative to an output directory, with slashes, is that of a thumbnail. */
    public static boolean isNamedLikeOne(String file) {
        return file.startsWith(FOLDER + "/")
                && IN_FOLDER.matcher(file.substring(FOLDER.length() + 1)).matches();
    }

    private static void addAll(Path folder, List<Path> all) throws IOException {
        try (var entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                boolean part = name.startsWith(".") && name.endsWith(PART);
                if (Files.isRegularFile(entry) && (part || NAME.matcher(name).matches())) {
                    all.add(entry);
                }
            }
        }
    }
}
