package io.mainstay.etcd.embedded.internal.disk;

import io.mainstay.etcd.embedded.directory.DataDirectoryException;
import io.mainstay.etcd.embedded.directory.DataDirectoryException.Reason;
import io.mainstay.etcd.embedded.internal.log.Entry;
import io.mainstay.etcd.embedded.internal.log.EntryCodec;
import io.mainstay.etcd.embedded.internal.log.MalformedException;
import io.mainstay.etcd.embedded.internal.state.ServerState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a data directory back. It changes nothing. */
final class Recovery {
    private final Path directory;
    private final Owner owner;
    private long applied;

    private Recovery(Path directory, Owner owner, long applied) {
        this.directory = directory;
        this.owner = owner;
        this.applied = applied;
    }

    /**
     * Where the log ends.
     *
     * @param file its last file
     * @param size up to where that is good
     * @param nextItem the number of the next entry
     * @param chain the check of the last frame
     */
    record Tail(Path file, long size, long nextItem, int chain) {}

    /** Whose files they are. */
    static Owner owner(Path directory, DirectoryFiles files) throws IOException {
        if (files.logs().isEmpty()) {
            throw damaged(directory, "its log is missing");
        }
        Path newest = files.logs().lastEntry().getValue();
        try (FrameReader reader = FrameReader.open(newest)) {
            return reader.header().owner();
        } catch (BadFileException e) {
            throw refused(directory, newest, e);
        }
    }

    /** The state of the newest checkpoint. */
    static ServerState checkpoint(Path directory, DirectoryFiles files, Owner owner) throws IOException {
        Map.Entry<Long, Path> newest = files.checkpoints().lastEntry();
        if (newest == null) {
            return ServerState.FRESH;
        }
        Path file = newest.getValue();
        try (FrameReader reader = FrameReader.open(file)) {
            requireHeader(reader.header(), FileHeader.Kind.CHECKPOINT, owner, newest.getKey());
            return Checkpoint.read(reader);
        } catch (BadFileException e) {
            throw refused(directory, file, e);
        }
    }

    /** Gives the entries behind one, in order, and says where they end. */
    static Tail replay(Path directory, DirectoryFiles files, Owner owner, long applied, Consumer<Entry<?>> entries)
            throws IOException {
        Long first = files.logs().floorKey(applied + 1);
        if (first == null) {
            throw damaged(directory, "the part of the log with entry " + (applied + 1) + " is missing");
        }
        Recovery recovery = new Recovery(directory, owner, applied);
        Tail tail = null;
        for (Map.Entry<Long, Path> file : files.logs().tailMap(first, true).entrySet()) {
            boolean last = file.getKey().equals(files.logs().lastKey());
            tail = recovery.read(file.getKey(), file.getValue(), tail, last, entries);
        }
        if (tail == null || tail.nextItem() <= applied) {
            throw damaged(directory, "its log ends before entry " + applied + ", where the checkpoint is");
        }
        return tail;
    }

    private Tail read(long index, Path file, @Nullable Tail before, boolean last, Consumer<Entry<?>> entries)
            throws IOException {
        try (FrameReader reader = FrameReader.open(file)) {
            requireHeader(reader.header(), FileHeader.Kind.LOG, owner, index);
            if (before != null
                    && (before.nextItem() != index
                            || before.chain() != reader.header().chain())) {
                throw new BadFileException(
                        0,
                        "it does not follow " + before.file().getFileName() + ", which ends with entry "
                                + (before.nextItem() - 1));
            }
            long item = index;
            for (List<byte[]> frame = reader.next(); frame != null; frame = reader.next()) {
                for (byte[] bytes : frame) {
                    apply(item++, bytes, reader, entries);
                }
            }
            if (reader.position() < reader.size() && !last) {
                throw new BadFileException(reader.position(), "it ends within a frame, but the log goes on behind it");
            }
            return new Tail(file, reader.position(), reader.nextItem(), reader.chain());
        } catch (BadFileException e) {
            throw refused(directory, file, e);
        }
    }

    private void apply(long item, byte[] bytes, FrameReader reader, Consumer<Entry<?>> entries)
            throws BadFileException {
        if (item <= applied) {
            return;
        }
        try {
            entries.accept(EntryCodec.decode(bytes));
            applied = item;
        } catch (MalformedException e) {
            throw new BadFileException(reader.position(), "entry " + item + " before there is none: " + e.getMessage());
        }
    }

    private static void requireHeader(FileHeader header, FileHeader.Kind kind, Owner owner, long index)
            throws BadFileException {
        if (header.kind() != kind || header.index() != index) {
            throw new BadFileException(0, "its header is not that of its name");
        }
        if (!header.owner().equals(owner)) {
            throw new BadFileException(0, "it belongs to another member or cluster than the newest part of the log");
        }
    }

    private static DataDirectoryException damaged(Path directory, String what) {
        return new DataDirectoryException(directory, Reason.DAMAGED, what + "; bring its files back", null);
    }

    private static DataDirectoryException refused(Path directory, Path file, BadFileException e) {
        Reason reason = e.isOtherFormat() ? Reason.OTHER_FORMAT : Reason.DAMAGED;
        String help = e.isOtherFormat()
                ? "use the version that wrote it"
                : "bring the file back, or start with an empty directory";
        return new DataDirectoryException(
                directory, reason, file.getFileName() + " is refused, " + e.getMessage() + "; " + help, e);
    }
}
