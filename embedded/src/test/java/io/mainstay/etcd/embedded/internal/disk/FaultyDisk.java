package io.mainstay.etcd.embedded.internal.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A disk that forces nothing, which only a loss of power would show, and that fails when it is told to: from then on
 * nothing is written any more, and what is being written is cut short.
 */
public final class FaultyDisk implements Disk {
    private final AtomicInteger untilFault = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger actions = new AtomicInteger();
    private volatile CountDownLatch standing = new CountDownLatch(0);

    /** Lets so many more actions happen, and fails at the next and at all behind it. */
    public void failAfter(int more) {
        untilFault.set(more);
    }

    /** Lets nothing be made durable until this is counted down. */
    public void standStill(CountDownLatch until) {
        standing = until;
    }

    /** How many actions there were: writes, forces, names given and removed. */
    public int actions() {
        return actions.get();
    }

    @Override
    public Sink create(Path file) throws IOException {
        return faulty(REAL.create(file));
    }

    @Override
    public Sink append(Path file, long size) throws IOException {
        return faulty(REAL.append(file, size));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        act();
        REAL.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        act();
        REAL.delete(file);
    }

    @Override
    public void forceNames(Path directory) throws IOException {
        act();
    }

    private void act() throws IOException {
        if (!mayAct()) {
            throw new IOException("No space left on device");
        }
    }

    private boolean mayAct() {
        actions.incrementAndGet();
        return untilFault.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    private Sink faulty(Sink real) {
        return new Sink() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                if (!mayAct()) {
                    real.write(bytes.slice(bytes.position(), bytes.remaining() / 2));
                    throw new IOException("No space left on device");
                }
                real.write(bytes);
            }

            @Override
            public void reserve(int bytes) throws IOException {
                if (!mayAct()) {
                    real.reserve(bytes / 2);
                    throw new IOException("No space left on device");
                }
                real.reserve(bytes);
            }

            @Override
            public void force() throws IOException {
                try {
                    standing.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                act();
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }
}
