package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.embedded.internal.auth.Asker;
import io.mainstay.etcd.embedded.internal.auth.Rights;
import io.mainstay.etcd.embedded.internal.lease.Lease;
import io.mainstay.etcd.embedded.internal.lease.LeaseTable;
import io.mainstay.etcd.embedded.internal.log.Entry;
import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.embedded.internal.watch.WatchHub;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.lease.LeaseGrantRequest;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.lease.LeaseKeepAliveRequest;
import io.mainstay.etcd.lease.LeaseKeepAliveResult;
import io.mainstay.etcd.lease.LeaseLeasesRequest;
import io.mainstay.etcd.lease.LeaseLeasesResult;
import io.mainstay.etcd.lease.LeaseRevokeRequest;
import io.mainstay.etcd.lease.LeaseRevokeResult;
import io.mainstay.etcd.lease.LeaseTimeToLiveRequest;
import io.mainstay.etcd.lease.LeaseTimeToLiveResult;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The Lease service of a member. */
final class LeaseService {
    private static final int GRANT_COST = 64;

    private final Identity identity;
    private final WatchHub hub;
    private final Applier applier;
    private final KvService kv;
    private final Lessor lessor;
    private final long minTtl;
    private final RandomGenerator ids;

    LeaseService(Identity identity, EtcdCore core, KvService kv) {
        this.identity = identity;
        this.hub = core.hub();
        this.applier = core.applier();
        this.kv = kv;
        this.lessor = core.lessor();
        this.minTtl = core.limits().minLeaseTtl();
        this.ids = core.around().ids();
    }

    Proposal<LeaseGrantResult> grant(Asker asker, LeaseGrantRequest request) {
        kv.requireSpace(GRANT_COST);
        applier.rights(asker).requireSignedIn();
        long id = request.id() == 0 ? freeId() : request.id();
        long ttl = Math.max(wholeSeconds(request.ttl()), minTtl);
        return new Proposal.Logged<>(new Entry.LeaseGrant(id, ttl), granted -> {
            lessor.start();
            return new LeaseGrantResult(header(), id, Duration.ofSeconds(granted));
        });
    }

    Proposal<LeaseRevokeResult> revoke(Asker asker, LeaseRevokeRequest request) {
        applier.rights(asker).requireSignedIn();
        return new Proposal.Logged<>(
                new Entry.LeaseRevoke(request.id()), revision -> new LeaseRevokeResult(identity.header(revision)));
    }

    /** Renews a lease, which only a leader may. One whose time is over is ended, if the scan has not come to it yet. */
    LeaseKeepAliveResult keepAlive(Asker asker, LeaseKeepAliveRequest request) {
        if (!identity.leadership().isHeld()) {
            throw Refusal.NO_LEADER.refused();
        }
        ResponseHeader header = header();
        Rights rights = applier.rights(asker);
        rights.requireSignedIn();
        long now = lessor.now();
        long ttl = applier.leases(table -> {
            rights.requireWriteOfEach(keysOf(table.get(request.id())));
            return table.renew(request.id(), now) ? lifeOf(table, request.id()) : 0L;
        });
        if (ttl == 0) {
            lessor.revokeExpired(request.id(), now);
        } else {
            lessor.renewed(request.id());
        }
        return new LeaseKeepAliveResult(header, request.id(), Duration.ofSeconds(ttl));
    }

    LeaseTimeToLiveResult timeToLive(Asker asker, LeaseTimeToLiveRequest request) {
        Rights rights = applier.rights(asker);
        rights.requireSignedIn();
        long now = lessor.now();
        return applier.leases(table -> {
            Lease lease = table.get(request.id());
            if (request.keys()) {
                rights.requireReadOfEach(keysOf(lease));
            }
            if (lease == null) {
                return new LeaseTimeToLiveResult(
                        header(), request.id(), Duration.ofSeconds(-1), Duration.ZERO, List.of());
            }
            List<Bytes> keys = request.keys() ? List.copyOf(lease.keys()) : List.of();
            Duration left = Duration.ofSeconds(lease.remaining(now));
            return new LeaseTimeToLiveResult(header(), lease.id(), left, Duration.ofSeconds(lease.ttl()), keys);
        });
    }

    LeaseLeasesResult leases(Asker asker, LeaseLeasesRequest request) {
        Rights rights = applier.rights(asker);
        rights.requireSignedIn();
        return new LeaseLeasesResult(header(), applier.leases(table -> {
            table.ids().forEach(id -> rights.requireReadOfEach(keysOf(table.get(id))));
            return table.ids();
        }));
    }

    private static Collection<Bytes> keysOf(@Nullable Lease lease) {
        return lease == null ? List.of() : lease.keys();
    }

    private static long lifeOf(LeaseTable table, long id) {
        Lease lease = table.get(id);
        return lease == null ? 0 : lease.ttl();
    }

    private long freeId() {
        long id;
        do {
            id = ids.nextLong() & Long.MAX_VALUE;
        } while (id == 0 || isTaken(id));
        return id;
    }

    private boolean isTaken(long id) {
        return applier.leases(table -> table.has(id));
    }

    private static long wholeSeconds(Duration ttl) {
        return ttl.getNano() == 0 || ttl.getSeconds() == Long.MAX_VALUE ? ttl.getSeconds() : ttl.getSeconds() + 1;
    }

    private ResponseHeader header() {
        return identity.header(hub.current().revision());
    }
}
