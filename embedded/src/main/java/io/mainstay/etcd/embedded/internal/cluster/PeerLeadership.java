package io.mainstay.etcd.embedded.internal.cluster;

import io.mainstay.etcd.embedded.internal.server.Leadership;
import io.mainstay.etcd.spi.Cancellable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Who leads a played cluster, as one of its members knows it. */
public final class PeerLeadership implements Leadership {
    private final long self;
    private final AtomicLong begun = new AtomicLong();
    private volatile Sight sight = new Sight(0, 1, false);
    private volatile @Nullable Peers peers;

    /** That of a member which belongs to no cluster yet. */
    public PeerLeadership(long self) {
        this.self = self;
    }

    long self() {
        return self;
    }

    void join(Peers cluster) {
        peers = cluster;
    }

    Sight sight() {
        return sight;
    }

    void see(Sight seen) {
        if (seen.leader() != 0 && seen.leader() != sight.leader()) {
            begun.incrementAndGet();
        }
        sight = seen;
    }

    @Override
    public long begun() {
        return begun.get();
    }

    @Override
    public long leader() {
        return sight.leader();
    }

    @Override
    public long term() {
        return sight.term();
    }

    @Override
    public Cancellable handOver(long target, Runnable done) {
        Peers cluster = peers;
        if (cluster == null) {
            throw new IllegalStateException("it belongs to no cluster");
        }
        return cluster.handOver(target, done);
    }
}
