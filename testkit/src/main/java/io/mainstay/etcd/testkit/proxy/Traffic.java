package io.mainstay.etcd.testkit.proxy;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * How pieces travel over a line while it is open.
 *
 * @param delayNanos how late each piece is
 * @param jitterNanos up to how much later it is by chance
 * @param bytesPerSecond how much is carried at the most
 * @param split the largest piece that is sent
 * @param merge how much is gathered before a piece is sent
 */
record Traffic(long delayNanos, long jitterNanos, int bytesPerSecond, int split, int merge) {
    /** Everything at once, as it comes. */
    static final Traffic PLAIN = new Traffic(0, 0, Integer.MAX_VALUE, Integer.MAX_VALUE, 1);

    Traffic with(LineFault.Delay delay) {
        return new Traffic(delay.least().toNanos(), delay.jitter().toNanos(), bytesPerSecond, split, merge);
    }

    Traffic with(LineFault.Throttle throttle) {
        return new Traffic(delayNanos, jitterNanos, throttle.bytesPerSecond(), split, merge);
    }

    Traffic with(LineFault.Split pieces) {
        return new Traffic(delayNanos, jitterNanos, bytesPerSecond, pieces.bytes(), merge);
    }

    Traffic with(LineFault.Merge pieces) {
        return new Traffic(delayNanos, jitterNanos, bytesPerSecond, split, pieces.bytes());
    }

    /** How long a piece of this size waits before it is sent. */
    long nanosOf(int bytes, RandomGenerator chance) {
        long carrying = bytesPerSecond == Integer.MAX_VALUE ? 0 : TimeUnit.SECONDS.toNanos(bytes) / bytesPerSecond;
        return delayNanos + (jitterNanos > 0 ? chance.nextLong(jitterNanos) : 0) + carrying;
    }
}
