package io.mainstay.etcd.embedded.internal.disk;

import io.mainstay.etcd.embedded.internal.metrics.LogTimes;
import io.mainstay.etcd.embedded.internal.state.ServerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * The log of a data directory, ready for more. Entries are appended by one thread at a time; a checkpoint may be
 * written beside, by another.
 */
public final class EntryLog implements AutoCloseable {
    private final Disk disk;
    private final Path directory;
    private final DirectoryLock lock;
    private final Owner owner;
    private FrameWriter log;
    private final AtomicLong logBytes = new AtomicLong();
    private volatile long checkpointBytes;

    private EntryLog(Disk disk, Path directory, DirectoryLock lock, Owner owner, FrameWriter log) {
        this.disk = disk;
        this.directory = directory;
        this.lock = lock;
        this.owner = owner;
        this.log = log;
    }

    /** A new part of a log, whose name is durable. */
    static FrameWriter startFile(Disk disk, Path directory, Owner owner, long index, int chain) throws IOException {
        Path file = directory.resolve(FileHeader.Kind.LOG.fileName(index));
        Path part = directory.resolve(file.getFileName() + DataDirectory.PART);
        FileHeader header = new FileHeader(FileHeader.Kind.LOG, owner, index, chain);
        FrameWriter writer = FrameWriter.start(disk.create(part), header, index);
        try {
            writer.force();
            disk.rename(part, file);
            disk.forceNames(directory);
            return writer;
        } catch (IOException e) {
            writer.close();
            throw e;
        }
    }

    /** Goes on behind the last good frame, and cuts off what is left of another. */
    static EntryLog goOn(Disk disk, Path directory, DirectoryLock lock, Owner owner, Recovery.Tail tail)
            throws IOException {
        FrameWriter writer = FrameWriter.goOn(disk.append(tail.file(), tail.size()), owner, tail);
        writer.force();
        EntryLog log = new EntryLog(disk, directory, lock, owner, writer);
        DirectoryFiles files = DirectoryFiles.list(directory);
        for (Path part : files.logs().values()) {
            log.logBytes.addAndGet(Files.size(part));
        }
        if (!files.checkpoints().isEmpty()) {
            log.checkpointBytes = Files.size(files.checkpoints().lastEntry().getValue());
        }
        return log;
    }

    /**
     * Appends entries, and returns when they are durable: all of them, or after a failure any number of the first.
     * After a failure nothing may be appended any more.
     *
     * @param times who is told how long that took
     */
    public void append(List<byte[]> entries, LogTimes times) throws IOException {
        long before = log.size();
        log.reserve(entries.stream().mapToLong(entry -> entry.length).sum());
        long begun = times.now();
        log.write(entries);
        times.wrote(log.size() - before, begun);
        begun = times.now();
        log.force();
        times.forced(begun);
        logBytes.addAndGet(log.size() - before);
    }

    /** Goes on in a new file, so that those before it can go when a checkpoint stands for them. */
    public void startPart() throws IOException {
        FrameWriter before = log;
        // Whole before there is another behind it: the end of a part is no longer looked for then.
        before.close();
        log = startFile(disk, directory, owner, before.nextItem(), before.chain());
        logBytes.addAndGet(log.size());
    }

    /** The number of the next entry. */
    public long nextIndex() {
        return log.nextItem();
    }

    /** How large the log is. */
    public long logBytes() {
        return logBytes.get();
    }

    /** How large the last checkpoint is. */
    public long checkpointBytes() {
        return checkpointBytes;
    }

    /**
     * Writes a checkpoint and removes what it stands for. Where it fails everything stays as it was.
     *
     * @param state the state; the part of the log in use must begin right behind it
     * @param stop whether to give up
     * @throws CancellationException when it was given up
     */
    public void checkpoint(ServerState state, BooleanSupplier stop) throws IOException {
        checkpointBytes = Checkpoint.write(disk, directory, owner, state, stop);
        logBytes.addAndGet(-forgetBefore(state.index()));
    }

    /** Removes what a checkpoint stands for, and says how large the parts of the log were. */
    long forgetBefore(long index) throws IOException {
        DirectoryFiles files = DirectoryFiles.list(directory);
        List<Path> old =
                new ArrayList<>(files.checkpoints().headMap(index, false).values());
        Long first = files.logs().floorKey(index + 1);
        long bytes = 0;
        if (first != null) {
            for (Path part : files.logs().headMap(first, false).values()) {
                bytes += Files.size(part);
                old.add(part);
            }
        }
        for (Path file : old) {
            disk.delete(file);
        }
        return bytes;
    }

    /** Ends it, and gives the directory up. */
    @Override
    public void close() throws IOException {
        try {
            log.close();
        } finally {
            lock.close();
        }
    }
}
