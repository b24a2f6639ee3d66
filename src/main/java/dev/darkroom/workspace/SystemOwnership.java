package dev.darkroom.workspace;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.security.Principal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out from the operating system who owns files: by number where it is a Unix, by name on Windows. There modes are
 * not checked: a folder that its owner made is as private as the one around it.
 */
final class SystemOwnership implements FileOwnership {

    private static final String UNIX = "unix";
    private static final String ROOT = "0";
    private static final int KIND = 0170000;
    private static final int LINK = 0120000;
    private static final int GROUP_MAY_WRITE = 0020;
    private static final int EVERYBODY_MAY_WRITE = 0002;
    private static final int STICKY = 01000;
    /** Linux tells the numbers of a process here: real, effective, saved, file system. */
    private static final Path LINUX_STATUS = Path.of("/proc/self/status");

    private static final Pattern LINUX_USER = Pattern.compile("(?m)^Uid:\\s+\\d+\\s+(\\d+)\\s");

    private final Map<String, String> names = new ConcurrentHashMap<>();

    @Override
    public FileOwner currentUser() throws IOException {
        String number = linuxUser();
        if (number != null) {
            return new FileOwner(number, System.getProperty("user.name", number));
        }
        Path own = Files.createTempFile("darkroom", null);
        try {
            return read(own)
                    .map(FileAccess::owner)
                    .orElseThrow(() -> new IOException("the folder for temporary files knows no owners"));
        } finally {
            Files.deleteIfExists(own);
        }
    }

    private static @Nullable String linuxUser() throws IOException {
        if (!Files.isReadable(LINUX_STATUS)) {
            return null;
        }
        Matcher user = LINUX_USER.matcher(Files.readString(LINUX_STATUS));
        return user.find() ? user.group(1) : null;
    }

    @Override
    public Optional<FileAccess> read(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains(UNIX)) {
            return Optional.of(unix(file));
        }
        FileOwnerAttributeView view =
                Files.getFileAttributeView(file, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null || !knowsOwners(file)) {
            return Optional.empty();
        }
        UserPrincipal owner = view.getOwner();
        // Only administrators can have a group own a file.
        return Optional.of(new FileAccess(
                new FileOwner(owner.getName(), owner.getName()),
                owner instanceof GroupPrincipal,
                null,
                false,
                false,
                Files.isSymbolicLink(file)));
    }

    private static boolean knowsOwners(Path file) throws IOException {
        FileStore store = Files.getFileStore(file);
        return store.supportsFileAttributeView(FileOwnerAttributeView.class);
    }

    private FileAccess unix(Path file) throws IOException {
        Map<String, Object> found = Files.readAttributes(file, UNIX + ":uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
        int mode = (Integer) Objects.requireNonNull(found.get("mode"), "it was asked for");
        boolean link = (mode & KIND) == LINK;
        FileOwner owner = owner(file, String.valueOf(found.get("uid")), "owner");
        // The mode of a link says nothing: whoever owns it may put another in its place.
        boolean grouped = !link && (mode & GROUP_MAY_WRITE) != 0;
        return new FileAccess(
                owner,
                owner.id().equals(ROOT),
                grouped ? owner(file, String.valueOf(found.get("gid")), "group") : null,
                !link && (mode & EVERYBODY_MAY_WRITE) != 0,
                (mode & STICKY) != 0,
                link);
    }

    /** Finds a name's owner, each once: the system reads its whole list of users for each, or queries a server. */
    private FileOwner owner(Path file, String number, String kind) throws IOException {
        String key = kind + number;
        String name = names.get(key);
        if (name == null) {
            Object principal = Files.getAttribute(file, UNIX + ":" + kind, LinkOption.NOFOLLOW_LINKS);
            name = ((Principal) principal).getName();
            names.put(key, name);
        }
        return new FileOwner(number, name);
    }

    @Override
    public boolean keepsModes(Path folder) throws IOException {
        Path probe;
        try {
            probe = Files.createTempFile(folder, "mode-", null);
        } catch (IOException notTold) {
            return true;
        }
        try {
            return read(probe)
                    .map(made -> made.group() == null && !made.everybody())
                    .orElse(true);
        } finally {
            Files.deleteIfExists(probe);
        }
    }
}
