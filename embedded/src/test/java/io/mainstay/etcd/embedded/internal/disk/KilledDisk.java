package io.mainstay.etcd.embedded.internal.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** The disks under servers that are killed. */
public enum KilledDisk implements Disk {
    /** The disk itself. */
    REAL {
        @Override
        Sink over(Sink real) {
            return real;
        }
    },
    /** Takes its time: what is written in one go arrives in little pieces, so that kills leave torn ends. */
    PIECEMEAL {
        @Override
        Sink over(Sink real) {
            return new Piecemeal(real);
        }
    },
    /** A disk that lies: what was written and forced arrives many writes later. */
    LATE {
        @Override
        Sink over(Sink real) {
            return new Late(real);
        }
    };

    abstract Sink over(Sink real);

    @Override
    public Sink create(Path file) throws IOException {
        return over(Disk.REAL.create(file));
    }

    @Override
    public Sink append(Path file, long size) throws IOException {
        return over(Disk.REAL.append(file, size));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Disk.REAL.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        Disk.REAL.delete(file);
    }

    @Override
    public void forceNames(Path directory) throws IOException {
        Disk.REAL.forceNames(directory);
    }

    private record Piecemeal(Sink real) implements Sink {
        private static final int PIECE = 64;

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                int piece = Math.min(PIECE, bytes.remaining());
                real.write(bytes.slice(bytes.position(), piece));
                bytes.position(bytes.position() + piece);
                Thread.yield();
            }
        }

        @Override
        public void reserve(int bytes) throws IOException {
            real.reserve(bytes);
        }

        @Override
        public void force() throws IOException {
            real.force();
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }

    private static final class Late implements Sink {
        private static final int WRITES = 20;

        private final Sink real;
        private final Deque<ByteBuffer> held = new ArrayDeque<>();

        Late(Sink real) {
            this.real = real;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            held.add(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
            writeAllBut(WRITES);
        }

        private void writeAllBut(int count) throws IOException {
            while (held.size() > count) {
                real.write(held.remove());
            }
        }

        @Override
        public void reserve(int bytes) throws IOException {
            real.reserve(bytes);
        }

        @Override
        public void force() throws IOException {
            real.force();
        }

        @Override
        public void close() throws IOException {
            writeAllBut(0);
            real.close();
        }
    }
}
