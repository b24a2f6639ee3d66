package dev.darkroom.workspace;

import java.nio.file.Path;
import java.util.Set;

/**
 * Decides who may own a workspace, and says what is wrong where it is another.
 *
 * @param user who runs this program
 * @param trusted the numbers of the users whose files are taken for the user's own
 * @param named whether the user named the workspace
 * @param nameable whether the user could vouch for it by naming it
 */
record OwnershipRules(Workspace workspace, FileOwner user, Set<String> trusted, boolean named, boolean nameable) {

    private static final String ROOT = "0";

    OwnershipRules {
        trusted = Set.copyOf(trusted);
    }

    void checkOwner(Path file, FileAccess access) {
        if (!access.administrator() && !trusted.contains(access.owner().id())) {
            throw refused(
                    file + " belongs to the user " + access.owner() + ", and you are " + user,
                    "make it yours: chown -R " + user.id() + " " + workspace.home(),
                    true);
        }
    }

    boolean isWritable(FileAccess access) {
        FileOwner group = access.group();
        // A mount that is named may be as open as /tmp: what lies in it is checked one by one, and stays its owner's.
        boolean everybody = access.everybody() && !(named && access.sticky());
        return everybody || (group != null && !named && !isOwn(group, access.owner()));
    }

    /** A user's own group bears the user's number or name; of root's are administrators alone. */
    private boolean isOwn(FileOwner group, FileOwner owner) {
        return group.id().equals(ROOT)
                || trusted.contains(group.id())
                || group.id().equals(owner.id())
                || group.name().equals(owner.name());
    }

    WorkspaceException writable(Path file, FileAccess access) {
        String who = access.everybody() ? "every user" : "the group " + access.group();
        return refused(
                file + " of " + access.owner() + " may be written by " + who,
                "take that away: chmod -R " + (access.everybody() ? "go-w " : "g-w ") + workspace.home(),
                !access.everybody());
    }

    private WorkspaceException refused(String why, String remedy, boolean nameHelps) {
        // What anybody could have made is not to be trusted by making it one's own.
        String trust = named || !nameHelps ? remedy : "name it: DARKROOM_HOME=" + workspace.home() + ", or " + remedy;
        return new WorkspaceException("the workspace " + workspace.home() + " is not used: " + why
                + ". Who can write there decides what is bought and where your token goes. Name a workspace of your own"
                + " by DARKROOM_HOME" + (nameable ? "; or, if you trust what is in this one, " + trust : ""));
    }
}
