package dev.darkroom.download;

import dev.darkroom.bucket.BucketFolder;
import dev.darkroom.bucket.Buckets;
import dev.darkroom.fetch.PictureFetcher;
import dev.darkroom.io.DiskForce;
import dev.darkroom.io.DiskFull;
import dev.darkroom.io.DurableFolders;
import dev.darkroom.io.FileMover;
import dev.darkroom.io.FilePermissions;
import dev.darkroom.io.Utf8Paths;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.NamedRow;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.picture.PictureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts files in their place in a run's output directory: whole, under their final name, in one move. A process that
 * dies before the move leaves a part file, which the next start deletes. Thread-safe.
 */
public final class ImageStore {

    /** The folder of all pictures. */
    static final String IMAGES = "images";

    private static final String PART = ".part";

    private final Path output;
    private final FileNames names;
    private final DiskForce force;
    private final PlacedFiles placed;
    private @Nullable PictureOwners owners;

    private final Set<Path> durable = new HashSet<>();
    private final ProvedFiles proved;
    private final Buckets buckets;
    private final @Nullable BucketFolder bucket;

    /**
     * @param output the run's output directory
     * @param names the names of its files
     * @param placed by earlier processes: read when the first file is to be placed, since a run has to buy before
     */
    public ImageStore(Path output, FileNames names, PlacedFiles placed) {
        this(output, names, placed, ProvedFiles.none(), DiskForce.system(), Buckets.ofEnvironment());
    }

    /**
     * @param output the run's output directory; if it is a staging directory, pictures go to the bucket that it stands for
     * @param proved remembers what is in the files that are placed
     */
    public ImageStore(Path output, FileNames names, PlacedFiles placed, ProvedFiles proved, Buckets buckets) {
        this(output, names, placed, proved, DiskForce.system(), buckets);
    }

    /** @param force makes durable what is placed */
    public ImageStore(Path output, FileNames names, PlacedFiles placed, DiskForce force) {
        this(output, names, placed, ProvedFiles.none(), force, Buckets.ofEnvironment());
    }

    private ImageStore(
            Path output, FileNames names, PlacedFiles placed, ProvedFiles proved, DiskForce force, Buckets buckets) {
        this.buckets = buckets;
        this.bucket = buckets.folder(output).orElse(null);
        this.proved = proved;
        this.output = output;
        this.names = names;
        this.force = force;
        this.placed = placed;
    }

    /** Makes one for a folder in which nothing was placed yet. */
    public ImageStore(Path output, FileNames names) {
        this(output, names, each -> {});
    }

    /** Remembers what is in files. */
    public ProvedFiles proved() {
        return proved;
    }

    /** Remembers what is in a file that was just placed, whose bytes were hashed while they came. */
    void prove(String file, String sha256) {
        Path placedFile = Utf8Paths.resolve(output, file);
        proved.prove(proved.look(placedFile, sha256), placedFile, sha256);
    }

    /** The way to buckets, also those of other runs. */
    public Buckets buckets() {
        return buckets;
    }

    /** The place of the pictures, if they go to a bucket; else null. */
    public @Nullable BucketFolder bucket() {
        return bucket;
    }

    /** The run's output directory. */
    public Path output() {
        return output;
    }

    /**
     * Makes a new file to download into, in the folder of all pictures so that the move is within one file system; its
     * group may read it, others may not, from its first byte on.
     */
    public Path part() throws IOException {
        Path part = partName();
        FilePermissions.GROUP_READABLE.create(part);
        return part;
    }

    private Path partName() throws IOException {
        Path images = output.resolve(IMAGES);
        makeFolders(images.normalize());
        return images.resolve("." + UUID.randomUUID() + PART);
    }

    /**
     * Puts a fetched picture in its place, in the output directory or its bucket; returns its name there. Both are durable
     * then.
     */
    public String place(Path part, NamedRow row, int n, DownloadedPicture picture) throws IOException {
        return bucket == null
                ? place(part, row, n, picture.extension())
                : upload(bucket, part, row, n, picture.extension(), picture.sha256());
    }

    /**
     * Stores a file in a bucket under its row's name; returns that, relative to the output directory.
     *
     * @param sha256 what the bucket compares its bytes with
     */
    String upload(BucketFolder bucket, Path part, NamedRow row, int n, String extension, String sha256)
            throws IOException {
        String file = claimName(row, n, extension);
        bucket.put(file, part, sha256);
        return file;
    }

    /** Takes the name of a row's picture in a bucket; returns it, relative to the output directory. */
    public String claimName(NamedRow row, int n, String extension) throws IOException {
        String name = names.path(row.id(), row.kept(), n, extension, row.byHash());
        claim(name, row);
        return IMAGES + "/" + name;
    }

    /** Moves a fetched file to its name; returns that, relative to the output directory. Both are durable then. */
    public String place(Path part, NamedRow row, int n, String extension) throws IOException {
        force(part);
        String file = move(part, row, n, extension);
        forceFolder(folder(file));
        return file;
    }

    /** Makes a fetched file's content durable, before it gets its name. */
    void force(Path part) throws IOException {
        force.file(part);
    }

    /**
     * Moves a forced file to its name, which is durable once its {@link #forceFolder folder is forced}; returns it, relative
     * to the output directory.
     */
    String move(Path part, NamedRow row, int n, String extension) throws IOException {
        return put(row, n, extension, target -> FileMover.atomic().move(part, target));
    }

    /** Returns the folder of a file that is in its place. */
    public Path folder(String file) {
        return Utf8Paths.resolve(output, file).normalize().resolveSibling("");
    }

    /** Makes the names in a folder durable. */
    public void forceFolder(Path folder) throws IOException {
        force.folder(folder);
    }

    /**
     * Lets a row share another's file by a hard link, or a copy where links can't be made. Its name is durable once its
     * {@link #forceFolder folder is forced}.
     */
    public String share(Path source, NamedRow row, int n, String extension) throws IOException {
        return put(row, n, extension, target -> share(source, target));
    }

    private void share(Path source, Path target) throws IOException {
        if (Files.exists(target) && Files.isSameFile(source, target)) {
            return;
        }
        if (PictureLink.isMade(source, target)) {
            return;
        }
        Path part = partName();
        try {
            PictureLink.makeOrCopy(source, part);
            FileMover.atomic().move(part, target);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Puts a file under its row's name or, where the file system refuses that, under one of ASCII and its hash. */
    private String put(NamedRow row, int n, String extension, FilePlacement placement) throws IOException {
        String name = names.path(row.id(), row.kept(), n, extension, row.byHash());
        try {
            return put(row, name, placement);
        } catch (IOException | InvalidPathException refused) {
            if (DiskFull.isCauseOf(refused) || FileNames.isAscii(name)) {
                throw refused;
            }
            return put(row, names.asciiPath(row.id(), row.kept(), n, extension), placement);
        }
    }

    private String put(NamedRow row, String name, FilePlacement placement) throws IOException {
        Path target = target(row, name);
        claim(name, row);
        placement.put(target);
        return IMAGES + "/" + name;
    }

    /**
     * Takes a name for a row.
     *
     * @throws IOException if another row's file is there
     */
    private void claim(String name, NamedRow row) throws IOException {
        int owner = owners().claim(IMAGES + "/" + name, row.number());
        if (owner != row.number()) {
            throw new IOException("the name " + IMAGES + "/" + name + " is that of the picture of row " + owner
                    + ", so row " + row.number() + " cannot have it; give each row an id of its own");
        }
    }

    private synchronized PictureOwners owners() {
        PictureOwners known = owners;
        if (known == null) {
            PictureOwners read = new PictureOwners();
            placed.forEach(read::claim);
            owners = read;
            known = read;
        }
        return known;
    }

    private Path target(NamedRow row, String name) throws IOException {
        Path images = output.resolve(IMAGES).normalize();
        Path target = Utf8Paths.resolve(images, name).normalize();
        if (!target.startsWith(images) || target.equals(images)) {
            throw new IOException("the name of row " + row.id() + " would leave the folder of pictures");
        }
        makeFolders(target.resolveSibling(""));
        return target;
    }

    /**
     * Makes the folders. The name of each is forced once in a process: one that died may have made it, and not come as
     * far.
     */
    private synchronized void makeFolders(Path folder) throws IOException {
        Path base = output.normalize();
        if (durable.contains(folder)) {
            return;
        }
        Path made = base;
        for (Path name : base.relativize(folder)) {
            made = made.resolve(name);
            if (!durable.contains(made)) {
                DurableFolders.create(made);
                durable.add(made);
            }
        }
    }

    /** Deletes what an earlier process was fetching when it died. */
    public void deleteParts() throws IOException {
        Path images = output.resolve(IMAGES);
        if (!Files.isDirectory(images)) {
            return;
        }
        try (var parts = Files.newDirectoryStream(images, ".*" + PART)) {
            for (Path part : parts) {
                Files.deleteIfExists(part);
            }
        }
    }

    /** Lists files that were placed before, each by its path relative to the output directory with its row's number. */
    @FunctionalInterface
    public interface PlacedFiles {
        void forEach(ObjIntConsumer<String> each);
    }

    /** Puts a file in its place. */
    @FunctionalInterface
    private interface FilePlacement {
        void put(Path target) throws IOException;
    }

    /** The picture as the ledger keeps it. */
    static DownloadedPicture picture(String file, PictureFetcher.FetchedFile fetched, PictureFile inspected) {
        return new DownloadedPicture(
                file,
                fetched.sha256(),
                fetched.bytes(),
                inspected.width(),
                inspected.height(),
                inspected.type().contentType());
    }
}
