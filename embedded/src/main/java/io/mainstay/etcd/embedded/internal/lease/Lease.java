package io.mainstay.etcd.embedded.internal.lease;

import io.mainstay.etcd.kv.Bytes;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/** A lease: how long it lives, until when it does so now, and the keys that hang on it. */
public final class Lease {
    private static final long NANOS = 1_000_000_000L;

    private final long id;
    private final long ttl;
    private final NavigableSet<Bytes> keys = new TreeSet<>();
    private long expiry;

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

    void refresh(long now) {
        refresh(now, ttl);
    }

    void refresh(long now, long seconds) {
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
