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
import java.util.function.UnaryOperator;

/** What a namespace does with each procedure. */
final class NamespaceMappings {
    private NamespaceMappings() {}

    static Mappings of(Namespace ns) {
        Mappings mappings = new Mappings()
                .map(Rpcs.RANGE, both(q -> NamespaceOps.out(ns, q), r -> NamespaceOps.in(ns, r)))
                .map(Rpcs.RANGE_STREAM, both(q -> NamespaceOps.out(ns, q), r -> NamespaceOps.in(ns, r)))
                .map(Rpcs.PUT, both(q -> NamespaceOps.out(ns, q), r -> NamespaceOps.in(ns, r)))
                .map(Rpcs.DELETE_RANGE, both(q -> NamespaceOps.out(ns, q), r -> NamespaceOps.in(ns, r)))
                .map(Rpcs.TXN, both(q -> NamespaceOps.out(ns, q), r -> NamespaceOps.in(ns, r)))
                .map(Rpcs.WATCH, both(q -> out(ns, q), r -> in(ns, r)))
                .map(Rpcs.LEASE_TIME_TO_LIVE, both(q -> q, r -> in(ns, r)));
        locksAndElections(ns, mappings);
        untouched(mappings);
        return mappings;
    }

    private static void locksAndElections(Namespace ns, Mappings mappings) {
        mappings.map(
                        Rpcs.LOCK,
                        both(
                                q -> new LockRequest(ns.nameOut(q.name()), q.lease()),
                                r -> new LockResult(r.header(), ns.in(r.key()))))
                .map(Rpcs.UNLOCK, both(q -> new UnlockRequest(ns.out(q.key())), r -> r))
                .map(
                        Rpcs.CAMPAIGN,
                        both(
                                q -> new CampaignRequest(ns.nameOut(q.name()), q.lease(), q.value()),
                                r -> new CampaignResult(r.header(), in(ns, r.leader()))))
                .map(Rpcs.PROCLAIM, both(q -> new ProclaimRequest(out(ns, q.leader()), q.value()), r -> r))
                .map(Rpcs.LEADER, both(q -> new LeaderRequest(ns.nameOut(q.name())), r -> in(ns, r)))
                .map(Rpcs.OBSERVE, both(q -> new LeaderRequest(ns.nameOut(q.name())), r -> in(ns, r)))
                .map(Rpcs.RESIGN, both(q -> new ResignRequest(out(ns, q.leader())), r -> r));
    }

    /** What holds no key, and what is about a whole member, cluster or store. */
    private static void untouched(Mappings mappings) {
        mappings.untouched(
                        Rpcs.COMPACT,
                        Rpcs.LEASE_GRANT,
                        Rpcs.LEASE_REVOKE,
                        Rpcs.LEASE_LEASES,
                        Rpcs.LEASE_KEEP_ALIVE,
                        Rpcs.MEMBER_LIST,
                        Rpcs.MEMBER_ADD,
                        Rpcs.MEMBER_REMOVE,
                        Rpcs.MEMBER_UPDATE,
                        Rpcs.MEMBER_PROMOTE,
                        Rpcs.STATUS,
                        Rpcs.HASH_KV,
                        Rpcs.HASH,
                        Rpcs.ALARM,
                        Rpcs.DEFRAGMENT,
                        Rpcs.SNAPSHOT,
                        Rpcs.MOVE_LEADER,
                        Rpcs.DOWNGRADE)
                // Permissions are on keys as the server knows them: who may do what is not a namespace's own affair.
                .untouched(
                        Rpcs.AUTH_ENABLE,
                        Rpcs.AUTH_DISABLE,
                        Rpcs.AUTH_STATUS,
                        Rpcs.AUTHENTICATE,
                        Rpcs.USER_ADD,
                        Rpcs.USER_GET,
                        Rpcs.USER_LIST,
                        Rpcs.USER_DELETE,
                        Rpcs.USER_CHANGE_PASSWORD,
                        Rpcs.USER_GRANT_ROLE,
                        Rpcs.USER_REVOKE_ROLE,
                        Rpcs.ROLE_ADD,
                        Rpcs.ROLE_GET,
                        Rpcs.ROLE_LIST,
                        Rpcs.ROLE_DELETE,
                        Rpcs.ROLE_GRANT_PERMISSION,
                        Rpcs.ROLE_REVOKE_PERMISSION);
    }

    private static <Q, R> Mapping<Q, R> both(UnaryOperator<Q> out, UnaryOperator<R> in) {
        return new Mapping<>() {
            @Override
            public Q request(Q request) {
                return out.apply(request);
            }

            @Override
            public R answer(Q request, R answer) {
                return in.apply(answer);
            }
        };
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
