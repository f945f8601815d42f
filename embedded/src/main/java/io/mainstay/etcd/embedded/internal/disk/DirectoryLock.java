package io.mainstay.etcd.embedded.internal.disk;

import io.mainstay.etcd.embedded.directory.DataDirectoryException;
import io.mainstay.etcd.embedded.directory.DataDirectoryException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to use a directory alone, among processes by a lock on a file and within this one by a list: a system may
 * give up the lock of a process as soon as that closes the file once.
 */
final class DirectoryLock implements AutoCloseable {
    static final String FILE = "mainstay.lock";

    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path real;
    private final FileChannel channel;

    private DirectoryLock(Path real, FileChannel channel) {
        this.real = real;
        this.channel = channel;
    }

    /** Takes a directory, or refuses because somebody else has it. */
    static DirectoryLock take(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!HELD.add(real)) {
            throw inUse(directory, "another server of this process uses it");
        }
        boolean taken = false;
        FileChannel channel = null;
        try {
            channel = FileChannel.open(real.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            taken = channel.tryLock() != null;
            if (!taken) {
                throw inUse(directory, "another process uses it");
            }
            return new DirectoryLock(real, channel);
        } finally {
            if (!taken) {
                if (channel != null) {
                    channel.close();
                }
                HELD.remove(real);
            }
        }
    }

    private static DataDirectoryException inUse(Path directory, String who) {
        return new DataDirectoryException(directory, Reason.IN_USE, who + "; stop it first", null);
    }

    /** Gives the directory up. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(real);
        }
    }
}
