package dev.darkroom.worker;

import dev.darkroom.workspace.Workspace;
import dev.darkroom.workspace.WorkspaceLock;
import java.io.IOException;
import java.util.Optional;

/**
 * A worker's own folder on this host, for answers that it cannot enter. Each worker that works here at a time has another
 * one, and takes up what the one before it left there.
 *
 * @param workspace the folder, with the database that all share
 * @param number tells it from those of other workers on this host
 */
record WorkerHome(Workspace workspace, int number, WorkspaceLock lock) implements AutoCloseable {

    private static final int MAX = 1_000;

    /**
     * Takes the first that is free.
     *
     * @param shared the workspace with its database, and this host's folder
     */
    static WorkerHome take(Workspace shared) throws IOException {
        for (int number = 1; number <= MAX; number++) {
            Workspace folder = new Workspace(shared.home().resolve("workers").resolve(Integer.toString(number)));
            Optional<WorkspaceLock> lock = WorkspaceLock.tryTake(folder);
            if (lock.isPresent()) {
                return new WorkerHome(new Workspace(folder.home(), shared.database()), number, lock.get());
            }
        }
        throw new IOException("there are " + MAX + " workers on this host already");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
