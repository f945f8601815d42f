package io.mainstay.etcd.embedded.internal.disk;

import io.mainstay.etcd.embedded.internal.log.Entry;
import io.mainstay.etcd.embedded.internal.log.EntryCodec;
import io.mainstay.etcd.embedded.internal.metrics.LogTimes;
import io.mainstay.etcd.embedded.internal.metrics.Stopwatch;
import io.mainstay.etcd.kv.Op;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a server with a fault would make of a data directory, done to it by hand. A test that is to notice such a fault
 * has to notice this.
 */
public enum Tampering {
    /** The last {@value #MANY} frames are gone, as when recovery drops more than a torn end. */
    LOSE_THE_LAST_FRAMES {
        @Override
        void tamper(Path directory) throws IOException, BadFileException {
            Path log = lastLog(directory);
            List<Long> ends = ends(log);
            Disk.REAL.append(log, ends.get(ends.size() - MANY)).close();
        }
    },
    /** The last put stands there twice, as when a batch is written again. */
    REPEAT_A_PUT {
        @Override
        void tamper(Path directory) throws IOException {
            AtomicReference<Entry<?>> last = new AtomicReference<>();
            try (EntryLog log = opened(directory).replay(entry -> {
                if (isPut(entry)) {
                    last.set(entry);
                }
            })) {
                log.append(List.of(EntryCodec.encode(last.get())), UNTIMED);
            }
        }
    },
    /** There is an entry that nobody asked for, as when rubbish behind a torn end is taken for one. */
    INVENT_AN_ENTRY {
        @Override
        void tamper(Path directory) throws IOException {
            try (EntryLog log = opened(directory).replay(entry -> {})) {
                log.append(List.of(EntryCodec.encode(new Entry.Put(Op.put("invented", "")))), UNTIMED);
            }
        }
    },
    /** A bit has changed in what was written long ago. */
    FLIP_A_BIT {
        @Override
        void tamper(Path directory) throws IOException, BadFileException {
            Path log = lastLog(directory);
            List<Long> ends = ends(log);
            try (FileChannel file = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                long at = FileHeader.SIZE + (ends.get(ends.size() - 1) - FileHeader.SIZE) / 2;
                ByteBuffer one = ByteBuffer.allocate(1);
                file.read(one, at);
                one.put(0, (byte) (one.get(0) ^ 1)).flip();
                file.write(one, at);
            }
        }
    };

    /** For appending by hand. */
    static final LogTimes UNTIMED = new LogTimes(new Stopwatch(() -> 0));

    private static final int MANY = 20;

    abstract void tamper(Path directory) throws IOException, BadFileException;

    /** Does it to a directory that nobody has open. */
    public void with(Path directory) {
        try {
            tamper(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BadFileException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isPut(Entry<?> entry) {
        return entry instanceof Entry.By<?> by
                ? isPut(by.entry())
                : entry instanceof Entry.Put put && put.request().lease() == 0;
    }

    private static DataDirectory opened(Path directory) {
        return DataDirectory.open(Disk.REAL, directory, new Owner(1, 1), 0);
    }

    /** Where each frame ends. */
    private static List<Long> ends(Path log) throws IOException, BadFileException {
        List<Long> ends = new ArrayList<>();
        try (FrameReader reader = FrameReader.open(log)) {
            while (reader.next() != null) {
                ends.add(reader.position());
            }
        }
        return ends;
    }

    private static Path lastLog(Path directory) throws IOException {
        return DirectoryFiles.list(directory).logs().lastEntry().getValue();
    }
}
