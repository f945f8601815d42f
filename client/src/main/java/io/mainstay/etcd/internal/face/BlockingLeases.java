package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.lease.AsyncLeases;
import io.mainstay.etcd.lease.HealingLease;
import io.mainstay.etcd.lease.HealingOptions;
import io.mainstay.etcd.lease.KeptLease;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseLeasesRequest;
import io.mainstay.etcd.lease.LeaseRevokeRequest;
import io.mainstay.etcd.lease.LeaseRevokeResult;
import io.mainstay.etcd.lease.LeaseTimeToLiveRequest;
import io.mainstay.etcd.lease.LeaseTimeToLiveResult;
import io.mainstay.etcd.lease.Leases;
import io.mainstay.etcd.lease.Presence;
import io.mainstay.etcd.spi.Rpcs;
import java.time.Duration;
import java.util.List;

/** Leases that wait. */
public final class BlockingLeases implements Leases {
    private final LeaseCalls leases;
    private final CallEngine calls;
    private final AsyncLeases async;

    /** A face over the engines. */
    public BlockingLeases(LeaseCalls leases) {
        this.leases = leases;
        this.calls = leases.calls();
        this.async = new FutureLeases(leases);
    }

    @Override
    public AsyncLeases async() {
        return async;
    }

    @Override
    public LeaseGrantResult grant(Duration ttl) {
        return grant(ttl, 0);
    }

    @Override
    public LeaseGrantResult grant(Duration ttl, long id) {
        return calls.blocking(leases.grant(ttl, id));
    }

    @Override
    public LeaseRevokeResult revoke(long id) {
        return calls.blocking(Rpcs.LEASE_REVOKE, new LeaseRevokeRequest(id));
    }

    @Override
    public LeaseTimeToLiveResult timeToLive(long id) {
        return calls.blocking(Rpcs.LEASE_TIME_TO_LIVE, new LeaseTimeToLiveRequest(id, false));
    }

    @Override
    public LeaseTimeToLiveResult timeToLiveWithKeys(long id) {
        return calls.blocking(Rpcs.LEASE_TIME_TO_LIVE, new LeaseTimeToLiveRequest(id, true));
    }

    @Override
    public List<Long> list() {
        return calls.blocking(Rpcs.LEASE_LEASES, new LeaseLeasesRequest()).ids();
    }

    @Override
    public LeaseKeepAliveResult keepAliveOnce(long id) {
        return leases.renewAndWait(id).result();
    }

    @Override
    public KeptLease grantAndKeep(Duration ttl) {
        return calls.blocking(leases.grantAndKeep(ttl));
    }

    @Override
    public KeptLease keepAlive(long id) {
        return leases.keep(leases.renewAndWait(id));
    }

    @Override
    public HealingLease healing(HealingOptions options) {
        return calls.blocking(leases.healing(options));
    }

    @Override
    public Presence presence(Bytes key, Bytes value, HealingOptions options) {
        return leases.presenceAndWait(key, value, options);
    }
}
