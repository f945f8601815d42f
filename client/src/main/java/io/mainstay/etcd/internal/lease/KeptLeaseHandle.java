package io.mainstay.etcd.internal.lease;

import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lease.LeaseLoss;
import io.mainstay.etcd.lease.LeaseRevokeResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** One kept lease: what its user holds, and what the engine knows of it. */
final class KeptLeaseHandle implements KeptLease {
    private final LeaseKeeper keeper;
    private final long id;
    private final Duration ttl;
    private final Supplier<CompletableFuture<LeaseRevokeResult>> revoker;
    private final CompletableFuture<LeaseLoss> lost = new CompletableFuture<>();
    private volatile State shown = State.ACTIVE;

    /** Belongs to the keeper's serial executor. */
    LeaseState state;

    KeptLeaseHandle(LeaseKeeper keeper, Renewal granted, Supplier<CompletableFuture<LeaseRevokeResult>> revoker) {
        this.keeper = keeper;
        this.id = granted.id();
        this.ttl = granted.ttl();
        this.revoker = revoker;
        this.state = LeaseState.renewed(granted.ttl(), granted.sentAt());
    }

    /**
     * A lease's life as a request has brought it.
     *
     * @param id the lease
     * @param ttl how long it lives
     * @param sentAt when the request was sent, on the monotonic clock
     */
    record Renewal(long id, Duration ttl, long sentAt) {}

    void show(State next) {
        shown = next;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public Duration ttl() {
        return ttl;
    }

    @Override
    public State state() {
        return shown;
    }

    @Override
    public CompletableFuture<LeaseLoss> lost() {
        return lost;
    }

    @Override
    public void close() {
        keeper.close(this);
    }

    @Override
    public CompletableFuture<LeaseRevokeResult> revoke() {
        close();
        return revoker.get();
    }
}
