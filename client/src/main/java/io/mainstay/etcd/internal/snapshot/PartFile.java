package io.mainstay.etcd.internal.snapshot;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A file that is written beside its place as {@code NAME.part} and takes its place only when whole: closed before
 * {@link #finish}, it leaves nothing behind.
 *
 * <p>It may hold secrets, for a snapshot every one of a cluster, so only its owner may read it. A lock on it keeps two writers of the
 * same file apart; what an earlier one left when it was killed is overwritten.
 */
public final class PartFile implements AutoCloseable {
    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private final OutputStream stream;
    private boolean finished;

    private PartFile(Path target, Path part, FileChannel channel) {
        this.target = target;
        this.part = part;
        this.channel = channel;
        this.stream = Channels.newOutputStream(channel);
    }

    /** Begins a file; one that another is writing is refused. */
    public static PartFile of(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        if (Files.isDirectory(target)) {
            throw new IOException(target + " is a directory");
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock(channel) == null) {
                throw new IOException(part + " is being written by another");
            }
            PosixFileAttributeView view = Files.getFileAttributeView(part, PosixFileAttributeView.class);
            if (view != null) {
                view.setPermissions(PosixFilePermissions.fromString("rw-------"));
            }
            channel.truncate(0);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return new PartFile(target, part, channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException hereToo) {
            return null;
        }
    }

    /** Where to write. */
    public OutputStream stream() {
        return stream;
    }

    /** Makes the disk have it and gives it its name, in one step. */
    public void finish() throws IOException {
        channel.force(true);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        finished = true;
        syncFolder();
    }

    /** So that the name is on the disk too; not every system lets a folder be opened. */
    private void syncFolder() throws IOException {
        Path folder = target.getParent();
        if (folder != null && Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class)) {
            try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
                opened.force(true);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (!finished) {
                Files.deleteIfExists(part);
            }
        } finally {
            channel.close();
        }
    }
}
