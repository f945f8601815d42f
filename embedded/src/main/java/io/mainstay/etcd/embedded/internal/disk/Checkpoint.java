package io.mainstay.etcd.embedded.internal.disk;

import io.mainstay.etcd.embedded.internal.log.MalformedException;
import io.mainstay.etcd.embedded.internal.state.ServerState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Writes and reads the file of a checkpoint: the whole state at one entry. */
final class Checkpoint {
    private static final int FRAME_BYTES = 1 << 20;

    private Checkpoint() {}

    /**
     * Writes a state into a new file, and gives it its name only when all of it is durable.
     *
     * @throws CancellationException when it was told to stop; then there is no such file
     */
    static long write(Disk disk, Path directory, Owner owner, ServerState state, BooleanSupplier stop)
            throws IOException {
        Path file = directory.resolve(FileHeader.Kind.CHECKPOINT.fileName(state.index()));
        Path part = directory.resolve(file.getFileName() + DataDirectory.PART);
        FileHeader header = new FileHeader(FileHeader.Kind.CHECKPOINT, owner, state.index(), 0);
        long size;
        try (FrameWriter writer = FrameWriter.start(disk.create(part), header, 0)) {
            Packing packing = new Packing(writer, stop);
            CheckpointCodec.encode(state, packing);
            packing.flush();
            writer.force();
            size = writer.size();
        } catch (IOException | CancellationException e) {
            disk.delete(part);
            throw e;
        }
        disk.rename(part, file);
        disk.forceNames(directory);
        return size;
    }

    /** Reads a state. */
    static ServerState read(FrameReader reader) throws IOException, BadFileException {
        CheckpointCodec.Reader items = new CheckpointCodec.Reader();
        try {
            for (List<byte[]> frame = reader.next(); frame != null; frame = reader.next()) {
                for (byte[] item : frame) {
                    items.add(item);
                }
            }
            return items.state(reader.header().index());
        } catch (MalformedException e) {
            throw new BadFileException(reader.position(), "the checkpoint is not whole: " + e.getMessage());
        }
    }

    /** Gathers items into frames. */
    private static final class Packing implements CheckpointCodec.Items {
        private final FrameWriter writer;
        private final BooleanSupplier stop;
        private final List<byte[]> items = new ArrayList<>();
        private long bytes;

        Packing(FrameWriter writer, BooleanSupplier stop) {
            this.writer = writer;
            this.stop = stop;
        }

        @Override
        public void add(byte[] item) throws IOException {
            items.add(item);
            bytes += item.length;
            if (bytes >= FRAME_BYTES) {
                flush();
            }
        }

        void flush() throws IOException {
            if (stop.getAsBoolean()) {
                throw new CancellationException("the server stops");
            }
            if (!items.isEmpty()) {
                writer.write(items);
                items.clear();
                bytes = 0;
            }
        }
    }
}
