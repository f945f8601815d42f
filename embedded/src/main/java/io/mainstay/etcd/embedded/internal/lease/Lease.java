package io.mainstay.etcd.embedded.internal.lease;

import io.mainstay.etcd.kv.Bytes;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/** A lease: how long it lives, until when it does so now, what was recorded of that, and the keys that hang on it. */
public final class Lease {
    /** When no checkpoint is taken of it. */
    static final long NEVER = Long.MAX_VALUE;

    private static final long NANOS = 1_000_000_000L;

    private final long id;
    private final long ttl;
    private final NavigableSet<Bytes> keys = new TreeSet<>();
    private long expiry;
    private long remainder;
    private long checkpointAt = NEVER;

    Lease(long id, long ttl) {
        this.id = id;
        this.ttl = ttl;
    }

    /** Its id. */
    public long id() {
        return id;
    }

    /** What a keep-alive brings it back to, in seconds. */
    public long ttl() {
        return ttl;
    }

    /** What it had left at its last checkpoint, in seconds; 0 when none was taken since it was renewed. */
    public long remainder() {
        return remainder;
    }

    void remainder(long seconds) {
        remainder = seconds;
    }

    /** What it lives by when its life begins again without a keep-alive, in seconds. */
    long rest() {
        return remainder > 0 ? remainder : ttl;
    }

    /** What it has left at a time in whole seconds, of which the last has begun. */
    long left(long now) {
        return (expiry - now + NANOS - 1) / NANOS;
    }

    long checkpointAt() {
        return checkpointAt;
    }

    void scheduleCheckpoint(long time) {
        checkpointAt = time;
    }

    /** What it has left at a time, cut to whole seconds; negative when it is a second late. */
    public long remaining(long now) {
        return (expiry - now) / NANOS;
    }

    /** The keys that hang on it, in order. */
    public NavigableSet<Bytes> keys() {
        return Collections.unmodifiableNavigableSet(keys);
    }

    /** Whether its life is over at a time. */
    public boolean isExpired(long now) {
        return expiry <= now;
    }

    long expiry() {
        return expiry;
    }

    void live(long seconds, long now) {
        long life = seconds * NANOS;
        expiry = now > Long.MAX_VALUE - life ? Long.MAX_VALUE : now + life;
    }

    void attach(Bytes key) {
        keys.add(key);
    }

    void detach(Bytes key) {
        keys.remove(key);
    }
}
