package io.mainstay.etcd.lease;

import io.mainstay.etcd.kv.Bytes;
import java.util.concurrent.CompletableFuture;

/**
 * "I am here": one key that is there for as long as this program is, and goes when it does.
 *
 * <p>It is the key of a {@link HealingLease} of its own, so it comes back by itself whatever happened to it: the lease
 * was lost, the server has lost its data, somebody has deleted the key. It goes at once when this is closed, and when
 * the lease's time is over if the program just ends.
 */
public interface Presence extends AutoCloseable {
    /** The key. */
    Bytes key();

    /** How it stands now. */
    State state();

    /** The lease it hangs on. */
    HealingLease lease();

    /** Gives the key a new value, see {@link HealingLease#put(Bytes, Bytes)}. */
    CompletableFuture<Void> update(Bytes value);

    /** Gives the key a new value, as UTF-8. */
    default CompletableFuture<Void> update(String value) {
        return update(Bytes.utf8(value));
    }

    /** Takes the key away, see {@link HealingLease#close()}. */
    @Override
    void close();

    /** How a presence stands. */
    enum State {
        /** The key is there. */
        PRESENT,
        /** The key is there, but the lease's renewal is late. */
        AT_RISK,
        /** The key is not there, and is about to be put again. */
        ABSENT,
        /** The key is somebody else's; it is taken back when theirs is gone. */
        TAKEN,
        /** Closed here, or by its client. Final. */
        CLOSED
    }
}
