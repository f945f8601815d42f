package io.mainstay.console;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** An output on which a test can wait for what is to appear. */
public final class Screen extends OutputStream {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        lock.lock();
        try {
            shown.write(bytes, from, length);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** All that was shown, a byte in each character. */
    public String text() {
        lock.lock();
        try {
            return shown.toString(StandardCharsets.ISO_8859_1);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a text has appeared. */
    public void await(String text) throws InterruptedException {
        lock.lock();
        try {
            long left = PATIENCE.toNanos();
            while (!shown.toString(StandardCharsets.ISO_8859_1).contains(text)) {
                if (left <= 0) {
                    throw new AssertionError("'" + text + "' did not appear in " + PATIENCE + ", but:\n" + shown);
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
