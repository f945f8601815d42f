package io.mainstay.etcd.internal.healing;

import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.internal.lease.Granted;
import io.mainstay.etcd.internal.lease.LeaseKeeper;
import io.mainstay.etcd.internal.watch.WatchMux;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.lease.HealingLease;
import io.mainstay.etcd.lease.HealingOptions;
import io.mainstay.etcd.lease.Presence;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The healing leases of a client: made here, and ended here when the client is closed. */
public final class Healers implements AutoCloseable {
    private final CallEngine calls;
    private final LeaseKeeper keeper;
    private final WatchMux watches;
    private final UserCode userCode;
    private final Set<Healer> open = ConcurrentHashMap.newKeySet();

    /** None yet. */
    public Healers(CallEngine calls, LeaseKeeper keeper, WatchMux watches, UserCode userCode) {
        this.calls = calls;
        this.keeper = keeper;
        this.watches = watches;
        this.userCode = userCode;
    }

    /**
     * One with its first lease.
     *
     * @param granter asks for the leases after that; completes where the answer comes
     */
    public HealingLease start(
            HealingOptions options, Granted first, Function<Duration, CompletableFuture<Granted>> granter) {
        Surroundings parts = new Surroundings(calls, keeper, watches, userCode, granter);
        Healer healer = new Healer(parts, options, first, open::remove);
        open.add(healer);
        if (calls.isClosed()) {
            healer.clientClosed();
        }
        return healer;
    }

    /**
     * The presence of a key on a healing lease of its own, once it has been put; when that fails, or its user ends it
     * first, the lease is revoked.
     *
     * @return completes where the answer comes
     */
    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    public CompletableFuture<Presence> announce(HealingLease lease, Bytes key, Bytes value) {
        CompletableFuture<Presence> made = new CompletableFuture<>();
        Healer healer = (Healer) lease;
        healer.put(key, value, Runnable::run).whenComplete((done, failure) -> {
            if (failure == null) {
                made.complete(new HealingPresence(healer, key));
            } else {
                made.completeExceptionally(failure);
            }
        });
        made.whenComplete((presence, failure) -> {
            if (failure != null) {
                lease.revoke();
            }
        });
        return made;
    }

    @Override
    public void close() {
        List.copyOf(open).forEach(Healer::clientClosed);
    }
}
