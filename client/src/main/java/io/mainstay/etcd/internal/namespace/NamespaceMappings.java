package io.mainstay.etcd.internal.namespace;

import io.mainstay.etcd.election.CampaignRequest;
import io.mainstay.etcd.election.CampaignResult;
import io.mainstay.etcd.election.LeaderKey;
import io.mainstay.etcd.election.LeaderRequest;
import io.mainstay.etcd.election.LeaderResult;
import io.mainstay.etcd.election.ProclaimRequest;
import io.mainstay.etcd.election.ResignRequest;
import io.mainstay.etcd.internal.layer.Mapping;
import io.mainstay.etcd.internal.layer.Mappings;
import io.mainstay.etcd.lease.LeaseTimeToLiveResult;
import io.mainstay.etcd.lock.LockRequest;
import io.mainstay.etcd.lock.LockResult;
import io.mainstay.etcd.lock.UnlockRequest;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.WatchCommand;
import io.mainstay.etcd.spi.WatchReply;
import io.mainstay.etcd.watch.WatchEvent;

/** What a namespace does with each procedure. */
final class NamespaceMappings {
    private NamespaceMappings() {}

    static Mappings of(Namespace ns) {
        Mappings mappings = new Mappings()
                .map(Rpcs.RANGE, Mapping.of(q -> NamespaceOps.out(ns, q), (q, r) -> NamespaceOps.in(ns, r)))
                .map(Rpcs.RANGE_STREAM, Mapping.of(q -> NamespaceOps.out(ns, q), (q, r) -> NamespaceOps.in(ns, r)))
                .map(Rpcs.PUT, Mapping.of(q -> NamespaceOps.out(ns, q), (q, r) -> NamespaceOps.in(ns, r)))
                .map(Rpcs.DELETE_RANGE, Mapping.of(q -> NamespaceOps.out(ns, q), (q, r) -> NamespaceOps.in(ns, r)))
                .map(Rpcs.TXN, Mapping.of(q -> NamespaceOps.out(ns, q), (q, r) -> NamespaceOps.in(ns, r)))
                .map(Rpcs.WATCH, Mapping.of(q -> out(ns, q), (q, r) -> in(ns, r)))
                .map(Rpcs.LEASE_TIME_TO_LIVE, Mapping.of(q -> q, (q, r) -> in(ns, r)))
                .untouched(Rpcs.COMPACT, Rpcs.LEASE_GRANT, Rpcs.LEASE_REVOKE, Rpcs.LEASE_LEASES, Rpcs.LEASE_KEEP_ALIVE)
                .administrationUntouched();
        locksAndElections(ns, mappings);
        return mappings;
    }

    private static void locksAndElections(Namespace ns, Mappings mappings) {
        mappings.map(
                        Rpcs.LOCK,
                        Mapping.of(
                                q -> new LockRequest(ns.nameOut(q.name()), q.lease()),
                                (q, r) -> new LockResult(r.header(), ns.in(r.key()))))
                .map(Rpcs.UNLOCK, Mapping.of(q -> new UnlockRequest(ns.out(q.key())), (q, r) -> r))
                .map(
                        Rpcs.CAMPAIGN,
                        Mapping.of(
                                q -> new CampaignRequest(ns.nameOut(q.name()), q.lease(), q.value()),
                                (q, r) -> new CampaignResult(r.header(), in(ns, r.leader()))))
                .map(Rpcs.PROCLAIM, Mapping.of(q -> new ProclaimRequest(out(ns, q.leader()), q.value()), (q, r) -> r))
                .map(Rpcs.LEADER, Mapping.of(q -> new LeaderRequest(ns.nameOut(q.name())), (q, r) -> in(ns, r)))
                .map(Rpcs.OBSERVE, Mapping.of(q -> new LeaderRequest(ns.nameOut(q.name())), (q, r) -> in(ns, r)))
                .map(Rpcs.RESIGN, Mapping.of(q -> new ResignRequest(out(ns, q.leader())), (q, r) -> r));
    }

    private static WatchCommand out(Namespace ns, WatchCommand command) {
        if (!(command instanceof WatchCommand.Create create)) {
            return command;
        }
        return new WatchCommand.Create(
                ns.watchedOut(create.range()),
                create.startRevision(),
                create.watchId(),
                create.prevKv(),
                create.progressNotify(),
                create.fragment(),
                create.filters());
    }

    private static WatchReply in(Namespace ns, WatchReply reply) {
        return reply.events().isEmpty()
                ? reply
                : reply.withEvents(reply.events().stream()
                        .map(event -> new WatchEvent(event.type(), ns.in(event.kv()), ns.inOrNull(event.prevKv())))
                        .toList());
    }

    /** Keys of others that hang on the lease are left out. */
    private static LeaseTimeToLiveResult in(Namespace ns, LeaseTimeToLiveResult result) {
        return new LeaseTimeToLiveResult(
                result.header(),
                result.id(),
                result.ttl(),
                result.grantedTtl(),
                result.keys().stream().filter(ns::holds).map(ns::in).toList());
    }

    private static LeaderKey out(Namespace ns, LeaderKey leader) {
        return new LeaderKey(ns.nameOut(leader.name()), ns.out(leader.key()), leader.rev(), leader.lease());
    }

    private static LeaderKey in(Namespace ns, LeaderKey leader) {
        return new LeaderKey(ns.nameIn(leader.name()), ns.in(leader.key()), leader.rev(), leader.lease());
    }

    private static LeaderResult in(Namespace ns, LeaderResult result) {
        return new LeaderResult(result.header(), ns.in(result.kv()));
    }
}
