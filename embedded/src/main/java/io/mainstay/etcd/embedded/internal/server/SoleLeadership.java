package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.spi.Cancellable;
import java.util.concurrent.atomic.AtomicLong;

/** That of the only member, which leads until a lever takes that away. */
final class SoleLeadership implements Leadership {
    /** The raft term of a member that was elected once, by itself. */
    private static final long TERM = 2;

    private final long self;
    private final AtomicLong begun = new AtomicLong(1);
    private volatile boolean held = true;

    SoleLeadership(long self) {
        this.self = self;
    }

    @Override
    public long leader() {
        return held ? self : 0;
    }

    @Override
    public long term() {
        return TERM;
    }

    /** The only member that can lead leads already. */
    @Override
    public Cancellable handOver(long target, Runnable done) {
        done.run();
        return Cancellable.NONE;
    }

    void lose() {
        held = false;
    }

    @Override
    public long begun() {
        return begun.get();
    }

    void gain() {
        begun.incrementAndGet();
        held = true;
    }
}
