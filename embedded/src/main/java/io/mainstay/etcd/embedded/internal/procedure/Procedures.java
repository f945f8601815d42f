package io.mainstay.etcd.embedded.internal.procedure;

import io.mainstay.etcd.proto.election.CampaignRequest;
import io.mainstay.etcd.proto.election.LeaderRequest;
import io.mainstay.etcd.proto.election.ProclaimRequest;
import io.mainstay.etcd.proto.election.ResignRequest;
import io.mainstay.etcd.proto.lock.LockRequest;
import io.mainstay.etcd.proto.lock.UnlockRequest;
import io.mainstay.etcd.proto.rpc.AlarmRequest;
import io.mainstay.etcd.proto.rpc.CompactionRequest;
import io.mainstay.etcd.proto.rpc.DeleteRangeRequest;
import io.mainstay.etcd.proto.rpc.HashKVRequest;
import io.mainstay.etcd.proto.rpc.LeaseGrantRequest;
import io.mainstay.etcd.proto.rpc.LeaseKeepAliveRequest;
import io.mainstay.etcd.proto.rpc.LeaseLeasesRequest;
import io.mainstay.etcd.proto.rpc.LeaseRevokeRequest;
import io.mainstay.etcd.proto.rpc.LeaseTimeToLiveRequest;
import io.mainstay.etcd.proto.rpc.MemberListRequest;
import io.mainstay.etcd.proto.rpc.PutRequest;
import io.mainstay.etcd.proto.rpc.RangeRequest;
import io.mainstay.etcd.proto.rpc.StatusRequest;
import io.mainstay.etcd.proto.rpc.TxnRequest;
import io.mainstay.etcd.proto.rpc.WatchRequest;
import io.mainstay.etcd.spi.Rpcs;
import java.util.List;
import java.util.stream.Stream;

/** The procedures that are served. */
public final class Procedures {
    private Procedures() {}

    /** All of them, for a server with these limits. */
    public static List<Procedure<?, ?>> all(DoorLimits limits) {
        return Stream.of(kv(limits), leases(), member(), queues(), AuthProcedures.all())
                .flatMap(List::stream)
                .<Procedure<?, ?>>map(procedure -> procedure)
                .toList();
    }

    private static List<Procedure<?, ?>> kv(DoorLimits limits) {
        return List.of(
                Procedure.call(Rpcs.RANGE, RangeRequest.getDefaultInstance(), KvMap::toValue, KvMap::toProto),
                Procedure.call(Rpcs.PUT, PutRequest.getDefaultInstance(), KvMap::toValue, KvMap::toProto),
                Procedure.call(
                        Rpcs.DELETE_RANGE, DeleteRangeRequest.getDefaultInstance(), KvMap::toValue, KvMap::toProto),
                Procedure.call(
                        Rpcs.TXN,
                        TxnRequest.getDefaultInstance(),
                        txn -> TxnMap.toValue(txn, limits.maxTxnOps()),
                        TxnMap::toProto),
                Procedure.call(Rpcs.COMPACT, CompactionRequest.getDefaultInstance(), KvMap::toValue, KvMap::toProto),
                Procedure.stream(Rpcs.WATCH, WatchRequest.getDefaultInstance(), WatchMap::toValue, WatchMap::toProto));
    }

    private static List<Procedure<?, ?>> leases() {
        return List.of(
                Procedure.call(
                        Rpcs.LEASE_GRANT, LeaseGrantRequest.getDefaultInstance(), LeaseMap::toValue, LeaseMap::toProto),
                Procedure.call(
                        Rpcs.LEASE_REVOKE,
                        LeaseRevokeRequest.getDefaultInstance(),
                        LeaseMap::toValue,
                        LeaseMap::toProto),
                Procedure.call(
                        Rpcs.LEASE_TIME_TO_LIVE,
                        LeaseTimeToLiveRequest.getDefaultInstance(),
                        LeaseMap::toValue,
                        LeaseMap::toProto),
                Procedure.call(
                        Rpcs.LEASE_LEASES,
                        LeaseLeasesRequest.getDefaultInstance(),
                        LeaseMap::toValue,
                        LeaseMap::toProto),
                Procedure.stream(
                        Rpcs.LEASE_KEEP_ALIVE,
                        LeaseKeepAliveRequest.getDefaultInstance(),
                        LeaseMap::toValue,
                        LeaseMap::toProto));
    }

    private static List<Procedure<?, ?>> member() {
        return List.of(
                Procedure.call(
                        Rpcs.MEMBER_LIST,
                        MemberListRequest.getDefaultInstance(),
                        ClusterMap::toValue,
                        ClusterMap::toProto),
                Procedure.call(
                        Rpcs.STATUS, StatusRequest.getDefaultInstance(), ClusterMap::toValue, ClusterMap::toProto),
                Procedure.call(
                        Rpcs.HASH_KV, HashKVRequest.getDefaultInstance(), ClusterMap::toValue, ClusterMap::toProto),
                Procedure.call(
                        Rpcs.ALARM, AlarmRequest.getDefaultInstance(), ClusterMap::toValue, ClusterMap::toProto));
    }

    private static List<Procedure<?, ?>> queues() {
        return List.of(
                Procedure.call(Rpcs.LOCK, LockRequest.getDefaultInstance(), QueueMap::toValue, QueueMap::toProto),
                Procedure.call(Rpcs.UNLOCK, UnlockRequest.getDefaultInstance(), QueueMap::toValue, QueueMap::toProto),
                Procedure.call(
                        Rpcs.CAMPAIGN, CampaignRequest.getDefaultInstance(), QueueMap::toValue, QueueMap::toProto),
                Procedure.call(
                        Rpcs.PROCLAIM, ProclaimRequest.getDefaultInstance(), QueueMap::toValue, QueueMap::toProto),
                Procedure.call(Rpcs.LEADER, LeaderRequest.getDefaultInstance(), QueueMap::toValue, QueueMap::toProto),
                Procedure.stream(
                        Rpcs.OBSERVE, LeaderRequest.getDefaultInstance(), QueueMap::toValue, QueueMap::toProto),
                Procedure.call(Rpcs.RESIGN, ResignRequest.getDefaultInstance(), QueueMap::toValue, QueueMap::toProto));
    }
}
