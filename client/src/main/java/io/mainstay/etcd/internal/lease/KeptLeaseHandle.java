package io.mainstay.etcd.internal.lease;

import io.mainstay.etcd.internal.exec.InTurn;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lease.LeaseListener;
import io.mainstay.etcd.lease.LeaseLoss;
import io.mainstay.etcd.lease.LeaseRevokeResult;
import io.mainstay.etcd.lease.LeaseStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One kept lease: what its user holds, and what the engine knows of it. */
final class KeptLeaseHandle implements KeptLease {
    private final LeaseKeeper keeper;
    private final Granted granted;
    private final UserCode userCode;
    private final List<Consumer<LeaseStatus>> listeners = new ArrayList<>();
    private final CompletableFuture<LeaseLoss> lost = new CompletableFuture<>();
    private volatile LeaseStatus status;

    /** Belongs to the keeper's serial executor, like the fields below and the list of listeners. */
    LeaseState state;

    /** Its place in the schedule: whether it has one, and by which times. */
    boolean placed;

    long dueAt;
    long expiresAt;

    /** Which one it is of all that the keeper has kept. */
    long number;

    KeptLeaseHandle(LeaseKeeper keeper, Granted granted, UserCode userCode, double spread) {
        this.keeper = keeper;
        this.granted = granted;
        this.userCode = userCode;
        this.state = LeaseState.renewed(granted.ttl(), granted.sentAt(), spread);
        this.status = LeaseStatus.of(granted.id(), State.ACTIVE, "");
    }

    /** Tells all who listen how it stands now. */
    void show(LeaseStatus next) {
        status = next;
        listeners.forEach(listener -> listener.accept(next));
    }

    /** Adds a listener that is called on the serial executor. */
    void listen(Consumer<LeaseStatus> listener) {
        listeners.add(listener);
    }

    @Override
    public long id() {
        return granted.id();
    }

    @Override
    public Duration ttl() {
        return granted.ttl();
    }

    @Override
    public State state() {
        return status.state();
    }

    @Override
    public LeaseStatus status() {
        return status;
    }

    @Override
    public void onState(LeaseListener listener) {
        InTurn turns = new InTurn(userCode, "LeaseListener.onState");
        keeper.onOwner(() -> {
            LeaseStatus now = status;
            turns.call(() -> listener.onState(now));
            listen(next -> turns.call(() -> listener.onState(next)));
        });
    }

    @Override
    public CompletableFuture<LeaseLoss> lost() {
        return lost;
    }

    @Override
    public void close() {
        keeper.close(this, () -> {});
    }

    /** The call begins when the keeper has let go, so that who sees its outcome sees the lease closed. */
    @Override
    public CompletableFuture<LeaseRevokeResult> revoke() {
        Revocation revocation = new Revocation(granted.revoker());
        keeper.close(this, revocation::begin);
        return revocation;
    }
}
