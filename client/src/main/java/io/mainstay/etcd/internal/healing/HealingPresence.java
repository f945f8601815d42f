package io.mainstay.etcd.internal.healing;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.lease.HealingLease;
import io.mainstay.etcd.lease.HealingLease.KeyStanding;
import io.mainstay.etcd.lease.Presence;
import java.util.concurrent.CompletableFuture;

/** A key on a healing lease of its own. */
record HealingPresence(Healer healer, Bytes key) implements Presence {
    @Override
    public State state() {
        HealingLease.State lease = healer.state();
        if (lease == HealingLease.State.CLOSED) {
            return State.CLOSED;
        }
        KeyStanding standing = healer.standing(key);
        if (standing == KeyStanding.TAKEN) {
            return State.TAKEN;
        }
        if (lease == HealingLease.State.HEALING || standing != KeyStanding.HELD) {
            return State.ABSENT;
        }
        return lease == HealingLease.State.AT_RISK ? State.AT_RISK : State.PRESENT;
    }

    @Override
    public HealingLease lease() {
        return healer;
    }

    @Override
    public CompletableFuture<Void> update(Bytes value) {
        return healer.put(key, value);
    }

    @Override
    public void close() {
        healer.close();
    }

    /** Not the value. */
    @Override
    public String toString() {
        return "Presence[" + key + ", " + state() + "]";
    }
}
