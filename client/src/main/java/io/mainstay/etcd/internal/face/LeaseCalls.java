package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.Task;
import io.mainstay.etcd.internal.exec.UserCode;
import io.mainstay.etcd.internal.healing.Healers;
import io.mainstay.etcd.internal.lease.Granted;
import io.mainstay.etcd.internal.lease.LeaseKeeper;
import io.mainstay.etcd.internal.lease.Renewed;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.lease.HealingLease;
import io.mainstay.etcd.lease.HealingOptions;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lease.LeaseGrantRequest;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.lease.LeaseRevokeRequest;
import io.mainstay.etcd.lease.LeaseRevokeResult;
import io.mainstay.etcd.lease.Presence;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** What the two faces of leases have in common. */
public final class LeaseCalls {
    private final CallEngine calls;
    private final LeaseKeeper keeper;
    private final Healers healers;
    private final UserCode userCode;
    private final RandomGenerator random;

    /** Over the engines, with ids drawn from a source of chance. */
    public LeaseCalls(
            CallEngine calls, LeaseKeeper keeper, Healers healers, UserCode userCode, RandomGenerator random) {
        this.calls = calls;
        this.keeper = keeper;
        this.healers = healers;
        this.userCode = userCode;
        this.random = random;
    }

    CallEngine calls() {
        return calls;
    }

    /**
     * A grant. With a random id a second run that finds the lease there proves the first; an id that the user chose may
     * belong to somebody else, so that grant is an ordinary write.
     */
    Task<LeaseGrantRequest, LeaseGrantResult, LeaseGrantResult> grant(Duration ttl, long id) {
        return grant(ttl, id, Function.identity());
    }

    /** A grant after which the lease is kept. */
    public Task<LeaseGrantRequest, LeaseGrantResult, KeptLease> grantAndKeep(Duration ttl) {
        long sentAt = calls.clock().nanoTime();
        return grant(ttl, 0, granted -> keep(granted.id(), granted.ttl(), sentAt));
    }

    /** A grant after which the lease heals itself. */
    Task<LeaseGrantRequest, LeaseGrantResult, HealingLease> healing(HealingOptions options) {
        long sentAt = calls.clock().nanoTime();
        return grant(options.ttl(), 0, first -> healers.start(options, granted(first, sentAt), this::grantAgain));
    }

    private CompletableFuture<Granted> grantAgain(Duration ttl) {
        long sentAt = calls.clock().nanoTime();
        return calls.inner(grant(ttl, 0, granted -> granted(granted, sentAt)));
    }

    private Granted granted(LeaseGrantResult granted, long sentAt) {
        return new Granted(granted.id(), granted.ttl(), sentAt, () -> revoke(granted.id()));
    }

    /**
     * A key on a healing lease of its own. When its user ends the future first, the grant goes on all the same, because
     * only a lease whose id is known can be revoked.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    CompletableFuture<Presence> presence(Bytes key, Bytes value, HealingOptions options) {
        CompletableFuture<Presence> made = new CompletableFuture<>();
        CompletableFuture<HealingLease> leased = calls.inner(healing(options));
        leased.whenComplete((lease, refused) -> {
            if (lease == null) {
                userCode.run(() -> made.completeExceptionally(refused));
                return;
            }
            if (made.isDone()) {
                lease.revoke();
                return;
            }
            CompletableFuture<Presence> put = healers.announce(lease, key, value);
            put.whenComplete((presence, failure) -> userCode.run(() -> {
                if (failure != null) {
                    made.completeExceptionally(failure);
                } else if (!made.complete(presence)) {
                    lease.revoke();
                }
            }));
            made.whenComplete((presence, ended) -> put.cancel(false));
        });
        return made;
    }

    /** The same for a caller that waits. */
    Presence presenceAndWait(Bytes key, Bytes value, HealingOptions options) {
        return calls.await(healers.announce(calls.blocking(healing(options)), key, value), "Presence");
    }

    private <T> Task<LeaseGrantRequest, LeaseGrantResult, T> grant(
            Duration ttl, long id, Function<LeaseGrantResult, T> finish) {
        if (ttl.isZero() || ttl.isNegative()) {
            throw new IllegalArgumentException("a lease's ttl must be positive: " + ttl);
        }
        boolean chosen = id != 0;
        LeaseGrantRequest request = new LeaseGrantRequest(ttl, chosen ? id : randomId());
        return new Task<>(Rpcs.LEASE_GRANT, chosen ? Effect.WRITE : Effect.GUARDED, request, finish);
    }

    CompletableFuture<LeaseRevokeResult> revoke(long id) {
        return calls.async(Rpcs.LEASE_REVOKE, new LeaseRevokeRequest(id));
    }

    /** What {@code then} makes of one renewal. When its user ends it first, the renewal ends and nothing is kept. */
    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    <T> CompletableFuture<T> renewOnce(long id, Function<Renewed, T> then, Consumer<T> unowned) {
        CompletableFuture<T> made = new CompletableFuture<>();
        CompletableFuture<Renewed> renewal = keeper.renewOnce(id, calls.timeout());
        renewal.whenComplete((renewed, failure) -> {
            if (failure != null) {
                made.completeExceptionally(failure);
            } else if (!made.isDone()) {
                T result = then.apply(renewed);
                if (!made.complete(result)) {
                    unowned.accept(result);
                }
            }
        });
        made.whenComplete((result, thrown) -> renewal.cancel(false));
        return made;
    }

    /** Renews a lease once and waits for it. */
    Renewed renewAndWait(long id) {
        return calls.await(keeper.renewForWaiter(id, calls.timeout()), Rpcs.LEASE_KEEP_ALIVE.shortName());
    }

    KeptLease keep(Renewed renewed) {
        return keep(renewed.result().id(), renewed.result().ttl(), renewed.sentAt());
    }

    private KeptLease keep(long id, Duration ttl, long sentAt) {
        return keeper.keep(new Granted(id, ttl, sentAt, () -> revoke(id)), status -> {});
    }

    private long randomId() {
        long id = random.nextLong() & Long.MAX_VALUE;
        return id == 0 ? 1 : id;
    }
}
