package dev.darkroom.workspace;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses a workspace that another user owns or may write: what it holds decides what is submitted and where the
 * account's token goes. The folder, the ledger, the runs and what they recorded must belong to the user who runs this
 * program, to the one who became root by sudo, or to root. Nobody else may write them; a group may if it is that user's
 * own.
 *
 * <p>A workspace that the user names may be another user's, or a group's, unless it lies where everybody could have
 * made it. Where a file system keeps neither owners nor modes, it is used as it is.
 */
public final class OwnershipCheck {

    private static final String SUDO_USER = "SUDO_UID";
    private static final String ROOT = "0";
    /** Each run's folder, and the files in it. */
    private static final int RUNS_DEPTH = 2;

    private final FileOwnership ownership;
    private final Map<String, String> environment;

    /** @param environment the process's environment variables */
    public OwnershipCheck(Map<String, String> environment) {
        this(new SystemOwnership(), environment);
    }

    public OwnershipCheck(FileOwnership ownership, Map<String, String> environment) {
        this.ownership = Objects.requireNonNull(ownership, "ownership is null");
        this.environment = Map.copyOf(environment);
    }

    /**
     * Checks a workspace before anything is read from it; one that is not there yet passes.
     *
     * @param named whether the user named it, and did not just start below it
     * @throws WorkspaceException if it is refused
     */
    public void check(Workspace workspace, boolean named) throws IOException {
        OwnershipRules rules = rules(workspace, named);
        check(workspace.home(), 0, rules);
        check(workspace.ledgerFile(), 0, rules);
        check(workspace.runFolders(), RUNS_DEPTH, rules);
    }

    /** Checks the workspace's folder alone: another user may have made it first. */
    public void checkFolder(Workspace workspace, boolean named) throws IOException {
        check(workspace.home(), 0, rules(workspace, named));
    }

    private OwnershipRules rules(Workspace workspace, boolean named) throws IOException {
        FileOwner user = ownership.currentUser();
        Set<String> trusted = new HashSet<>(Set.of(user.id()));
        String sudo = environment.getOrDefault(SUDO_USER, "");
        if (user.id().equals(ROOT) && !sudo.isBlank()) {
            trusted.add(sudo.strip());
        }
        boolean nameable = Files.exists(workspace.home()) && !isPublic(workspace.home());
        if (named && nameable) {
            ownership
                    .read(workspace.home().toRealPath())
                    .ifPresent(home -> trusted.add(home.owner().id()));
            ownership
                    .read(workspace.home())
                    .ifPresent(home -> trusted.add(home.owner().id()));
        }
        return new OwnershipRules(workspace, user, trusted, named, nameable);
    }

    /** Returns whether it lies below a folder in which everybody may make one. */
    private boolean isPublic(Path home) throws IOException {
        for (Path folder = home.toRealPath().getParent(); folder != null; folder = folder.getParent()) {
            if (ownership.read(folder).map(FileAccess::everybody).orElse(false)) {
                return true;
            }
        }
        return false;
    }

    /** Links are followed one by one: whoever owns one of them, or what it leads to, decides what is read. */
    private void check(Path file, int depth, OwnershipRules rules) throws IOException {
        try {
            Optional<FileAccess> access = ownership.read(file);
            if (access.isEmpty()) {
                return;
            }
            rules.checkOwner(file, access.get());
            if (access.get().link()) {
                // Links that are a circle, or lead nowhere, have nothing behind them.
                if (Files.exists(file)) {
                    check(file.resolveSibling(Files.readSymbolicLink(file)), depth, rules);
                }
                return;
            }
            if (rules.isWritable(access.get()) && ownership.keepsModes(Files.isDirectory(file) ? file : parent(file))) {
                throw rules.writable(file, access.get());
            }
            if (depth > 0 && Files.isDirectory(file)) {
                try (DirectoryStream<Path> entries = Files.newDirectoryStream(file)) {
                    for (Path entry : entries) {
                        check(entry, depth - 1, rules);
                    }
                }
            }
        } catch (NoSuchFileException gone) {
            // A process at work there removes its temporary files; what is gone is not read.
        }
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
    }
}
