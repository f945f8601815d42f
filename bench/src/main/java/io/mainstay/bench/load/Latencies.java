package io.mainstay.bench.load;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often each latency was seen. A bucket is 3% wide, so that a quantile is right to about as much; adding allocates
 * nothing and any thread may do it.
 */
final class Latencies {
    private static final int FINENESS_BITS = 5;
    private static final int FINENESS = 1 << FINENESS_BITS;

    private final AtomicLongArray buckets = new AtomicLongArray((Long.SIZE - FINENESS_BITS) * FINENESS);

    void add(long nanos) {
        buckets.incrementAndGet(bucketOf(Math.max(0, nanos)));
    }

    long count() {
        long count = 0;
        for (int i = 0; i < buckets.length(); i++) {
            count += buckets.get(i);
        }
        return count;
    }

    /** The latency in nanoseconds that the share {@code q} of all did not exceed; 0 when there are none. */
    long quantile(double q) {
        long rank = (long) Math.ceil(q * count());
        long seen = 0;
        for (int i = 0; i < buckets.length(); i++) {
            seen += buckets.get(i);
            if (seen >= rank) {
                return rank == 0 ? 0 : floorOf(i);
            }
        }
        return 0;
    }

    /** Below {@link #FINENESS} each number has a bucket; above, each power of two has {@link #FINENESS}. */
    private static int bucketOf(long nanos) {
        if (nanos < FINENESS) {
            return (int) nanos;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - FINENESS_BITS;
        return (shift + 1) * FINENESS + (int) ((nanos >>> shift) - FINENESS);
    }

    private static long floorOf(int bucket) {
        if (bucket < FINENESS) {
            return bucket;
        }
        int shift = bucket / FINENESS - 1;
        return (long) (bucket % FINENESS + FINENESS) << shift;
    }
}
