package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.Task;
import io.mainstay.etcd.internal.lease.Renewed;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.lease.AsyncLeases;
import io.mainstay.etcd.lease.HealingLease;
import io.mainstay.etcd.lease.HealingOptions;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseLeasesRequest;
import io.mainstay.etcd.lease.LeaseLeasesResult;
import io.mainstay.etcd.lease.LeaseRevokeResult;
import io.mainstay.etcd.lease.LeaseTimeToLiveRequest;
import io.mainstay.etcd.lease.LeaseTimeToLiveResult;
import io.mainstay.etcd.lease.Presence;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Leases with futures. */
final class FutureLeases implements AsyncLeases {
    private final LeaseCalls leases;
    private final CallEngine calls;

    FutureLeases(LeaseCalls leases) {
        this.leases = leases;
        this.calls = leases.calls();
    }

    @Override
    public CompletableFuture<LeaseGrantResult> grant(Duration ttl) {
        return grant(ttl, 0);
    }

    @Override
    public CompletableFuture<LeaseGrantResult> grant(Duration ttl, long id) {
        return calls.async(leases.grant(ttl, id));
    }

    @Override
    public CompletableFuture<LeaseRevokeResult> revoke(long id) {
        return leases.revoke(id);
    }

    @Override
    public CompletableFuture<LeaseTimeToLiveResult> timeToLive(LeaseTimeToLiveRequest request) {
        return calls.async(Rpcs.LEASE_TIME_TO_LIVE, request);
    }

    @Override
    public CompletableFuture<List<Long>> list() {
        return calls.async(
                new Task<>(Rpcs.LEASE_LEASES, Effect.READ, new LeaseLeasesRequest(), LeaseLeasesResult::ids));
    }

    @Override
    public CompletableFuture<LeaseKeepAliveResult> keepAliveOnce(long id) {
        return leases.renewOnce(id, Renewed::result, unowned -> {});
    }

    @Override
    public CompletableFuture<KeptLease> grantAndKeep(Duration ttl) {
        return calls.async(leases.grantAndKeep(ttl));
    }

    @Override
    public CompletableFuture<KeptLease> keepAlive(long id) {
        return leases.renewOnce(id, leases::keep, KeptLease::close);
    }

    @Override
    public CompletableFuture<HealingLease> healing(HealingOptions options) {
        return calls.async(leases.healing(options));
    }

    @Override
    public CompletableFuture<Presence> presence(Bytes key, Bytes value, HealingOptions options) {
        return leases.presence(key, value, options);
    }
}
