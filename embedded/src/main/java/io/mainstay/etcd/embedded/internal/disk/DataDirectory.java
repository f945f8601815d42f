package io.mainstay.etcd.embedded.internal.disk;

import io.mainstay.etcd.embedded.directory.DataDirectoryException;
import io.mainstay.etcd.embedded.directory.DataDirectoryException.Reason;
import io.mainstay.etcd.embedded.internal.log.Entry;
import io.mainstay.etcd.embedded.internal.state.ServerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The data directory of one server, opened and locked, with the state of its last checkpoint. The entries behind that
 * are given by {@link #replay}, and then it goes on as a log.
 *
 * <p>What stands in it is either read back exactly or refused; the only thing that is ever cut off is an end that was
 * being written.
 */
public final class DataDirectory implements AutoCloseable {
    static final String PART = ".part";

    private final Disk disk;
    private final Path path;
    private final DirectoryLock lock;
    private final Owner owner;
    private final ServerState state;
    private boolean replayed;

    private DataDirectory(Disk disk, Path path, DirectoryLock lock, Owner owner, ServerState state) {
        this.disk = disk;
        this.path = path;
        this.lock = lock;
        this.owner = owner;
        this.state = state;
    }

    /**
     * Opens a directory, and makes it if there is none.
     *
     * @param fresh whose it becomes if nothing was ever stored in it
     * @param cluster the cluster that it must belong to; 0 for any
     * @throws DataDirectoryException when it is refused; then nothing in it was changed
     */
    public static DataDirectory open(Disk disk, Path path, Owner fresh, long cluster) {
        return opened(path, lock -> {
            DirectoryFiles files = DirectoryFiles.list(path);
            for (Path part : files.parts()) {
                disk.delete(part);
            }
            if (files.isFresh()) {
                EntryLog.startFile(disk, path, fresh, ServerState.FRESH.index() + 1, 0)
                        .close();
                return new DataDirectory(disk, path, lock, fresh, ServerState.FRESH);
            }
            Owner owner = Recovery.owner(path, files);
            if (cluster != 0 && cluster != owner.clusterId()) {
                throw new DataDirectoryException(
                        path,
                        Reason.OTHER_CLUSTER,
                        "it belongs to cluster " + Long.toHexString(owner.clusterId()) + ", not "
                                + Long.toHexString(cluster),
                        null);
            }
            return new DataDirectory(disk, path, lock, owner, Recovery.checkpoint(path, files, owner));
        });
    }

    /**
     * Makes a directory that holds a state, for a server to be started on.
     *
     * @throws DataDirectoryException when it is refused, or holds something already
     */
    public static void create(Disk disk, Path path, Owner owner, ServerState state) {
        opened(path, lock -> {
                    if (!DirectoryFiles.list(path).isFresh()) {
                        throw new DataDirectoryException(
                                path, Reason.FOREIGN, "it holds data already; choose an empty directory", null);
                    }
                    Checkpoint.write(disk, path, owner, state, () -> false);
                    EntryLog.startFile(disk, path, owner, state.index() + 1, 0).close();
                    return new DataDirectory(disk, path, lock, owner, state);
                })
                .close();
    }

    /** Whose it is. */
    public Owner owner() {
        return owner;
    }

    /** The state of its last checkpoint. */
    public ServerState state() {
        return state;
    }

    /**
     * Gives the entries behind the checkpoint, in order, and makes it ready for more.
     *
     * @throws DataDirectoryException when it is damaged
     */
    public EntryLog replay(Consumer<Entry<?>> entries) {
        try {
            Recovery.Tail tail = Recovery.replay(path, DirectoryFiles.list(path), owner, state.index(), entries);
            EntryLog log = EntryLog.goOn(disk, path, lock, owner, tail);
            replayed = true;
            log.forgetBefore(state.index());
            return log;
        } catch (IOException e) {
            throw inaccessible(path, e);
        }
    }

    /** Gives the directory up, unless it goes on as a log. */
    @Override
    public void close() {
        if (!replayed) {
            try {
                lock.close();
            } catch (IOException e) {
                throw inaccessible(path, e);
            }
        }
    }

    /** What is done with a directory that was locked. */
    @FunctionalInterface
    private interface Opening {
        DataDirectory open(DirectoryLock lock) throws IOException;
    }

    private static DataDirectory opened(Path path, Opening opening) {
        try {
            Files.createDirectories(path);
            DirectoryFiles.list(path);
            DirectoryLock lock = DirectoryLock.take(path);
            boolean done = false;
            try {
                DataDirectory directory = opening.open(lock);
                done = true;
                return directory;
            } finally {
                if (!done) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw inaccessible(path, e);
        }
    }

    private static DataDirectoryException inaccessible(Path path, IOException e) {
        return new DataDirectoryException(path, Reason.INACCESSIBLE, "it cannot be read or written (" + e + ")", e);
    }
}
