package dev.darkroom.ledger;

import dev.darkroom.workspace.FileAccess;
import dev.darkroom.workspace.FileOwner;
import dev.darkroom.workspace.FileOwnership;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files of several users, which a test that is one user alone cannot have. What is not given away is the user's own. */
public final class FakeOwnership implements FileOwnership {

    public static final FileOwner USER = new FileOwner("1000", "ann");
    public static final FileOwner OTHER = new FileOwner("1001", "bob");
    public static final FileOwner ROOT = new FileOwner("0", "root");

    private final FileOwner user;
    private final Map<Path, FileOwner> owners = new HashMap<>();
    private final Map<Path, FileOwner> groups = new HashMap<>();
    private final Set<Path> everybody = new HashSet<>();
    private boolean modes = true;

    public FakeOwnership() {
        this(USER);
    }

    public FakeOwnership(FileOwner user) {
        this.user = user;
    }

    public FakeOwnership owned(Path file, FileOwner owner) {
        owners.put(file, owner);
        return this;
    }

    public FakeOwnership writableBy(Path file, FileOwner group) {
        groups.put(file, group);
        return this;
    }

    public FakeOwnership writableByAll(Path file) {
        everybody.add(file);
        return this;
    }

    public FakeOwnership withoutModes() {
        modes = false;
        return this;
    }

    @Override
    public FileOwner currentUser() {
        return user;
    }

    @Override
    public Optional<FileAccess> read(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(file.toString());
        }
        FileOwner owner = owners.getOrDefault(file, user);
        @Nullable FileOwner group = groups.get(file);
        return Optional.of(new FileAccess(
                owner, owner.equals(ROOT), group, everybody.contains(file), false, Files.isSymbolicLink(file)));
    }

    @Override
    public boolean keepsModes(Path folder) {
        return modes;
    }
}
