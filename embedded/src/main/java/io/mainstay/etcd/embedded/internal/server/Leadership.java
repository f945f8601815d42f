package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.spi.Cancellable;

/** Who leads the cluster, as one of its members knows it. Safe for any thread. */
public interface Leadership {
    /** The member that leads; 0 when none does. */
    long leader();

    /** The raft term that this member is in. */
    long term();

    /** How often it has seen a leader begin. */
    long begun();

    /**
     * Lets another voting member lead.
     *
     * @param done run once it leads
     * @return gives up the wait for that
     */
    Cancellable handOver(long target, Runnable done);

    /** Whether anybody leads. */
    default boolean isHeld() {
        return leader() != 0;
    }
}
