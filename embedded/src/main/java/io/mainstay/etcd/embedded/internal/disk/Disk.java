package io.mainstay.etcd.embedded.internal.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** All that is ever changed on the disk goes through here, so that tests can make any of it fail. */
public interface Disk {
    /** Makes a new file, or empties one that is there. */
    Sink create(Path file) throws IOException;

    /** Goes on with a file, from a size to which it is cut. */
    Sink append(Path file, long size) throws IOException;

    /** Gives a file its name, in place of any other; the directory must be on one file system. */
    void rename(Path from, Path to) throws IOException;

    /** Removes a file, if it is there. */
    void delete(Path file) throws IOException;

    /** Makes names given and removed in a directory survive a loss of power. */
    void forceNames(Path directory) throws IOException;

    /** A file being written. */
    interface Sink extends Closeable {
        /** Appends all of a buffer. */
        void write(ByteBuffer bytes) throws IOException;

        /**
         * Puts zeros behind what was written, which later writes take the place of. A write into what is there and
         * forced already costs the disk half: the file system has nothing to note of it.
         */
        void reserve(int bytes) throws IOException;

        /** Makes all that was written survive a loss of power. */
        void force() throws IOException;

        /** Ends the file, also on the disk, behind what was written: what is still reserved is given back. */
        @Override
        void close() throws IOException;
    }

    /** The disk itself. */
    Disk REAL = new Disk() {
        @Override
        public Sink create(Path file) throws IOException {
            return sink(FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
        }

        @Override
        public Sink append(Path file, long size) throws IOException {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            channel.truncate(size);
            channel.position(size);
            return sink(channel);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public void delete(Path file) throws IOException {
            Files.deleteIfExists(file);
        }

        @Override
        public void forceNames(Path directory) throws IOException {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }

        private static Sink sink(FileChannel channel) {
            return new Sink() {
                @Override
                public void write(ByteBuffer bytes) throws IOException {
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                }

                @Override
                public void reserve(int bytes) throws IOException {
                    ByteBuffer zeros = ByteBuffer.allocate(bytes);
                    for (long at = channel.position(); zeros.hasRemaining(); ) {
                        at += channel.write(zeros, at);
                    }
                }

                @Override
                public void force() throws IOException {
                    channel.force(false);
                }

                @Override
                public void close() throws IOException {
                    try (channel) {
                        if (channel.isOpen() && channel.size() > channel.position()) {
                            channel.truncate(channel.position());
                            channel.force(false);
                        }
                    }
                }
            };
        }
    };
}
