package io.mainstay.etcd.embedded.internal.procedure;

import io.mainstay.etcd.proto.election.CampaignRequest;
import io.mainstay.etcd.proto.election.LeaderRequest;
import io.mainstay.etcd.proto.election.ProclaimRequest;
import io.mainstay.etcd.proto.election.ResignRequest;
import io.mainstay.etcd.proto.lock.LockRequest;
import io.mainstay.etcd.proto.lock.UnlockRequest;
import io.mainstay.etcd.proto.rpc.AlarmRequest;
import io.mainstay.etcd.proto.rpc.CompactionRequest;
import io.mainstay.etcd.proto.rpc.DefragmentRequest;
import io.mainstay.etcd.proto.rpc.DeleteRangeRequest;
import io.mainstay.etcd.proto.rpc.DowngradeRequest;
import io.mainstay.etcd.proto.rpc.HashKVRequest;
import io.mainstay.etcd.proto.rpc.HashRequest;
import io.mainstay.etcd.proto.rpc.LeaseGrantRequest;
import io.mainstay.etcd.proto.rpc.LeaseKeepAliveRequest;
import io.mainstay.etcd.proto.rpc.LeaseLeasesRequest;
import io.mainstay.etcd.proto.rpc.LeaseRevokeRequest;
import io.mainstay.etcd.proto.rpc.LeaseTimeToLiveRequest;
import io.mainstay.etcd.proto.rpc.MemberAddRequest;
import io.mainstay.etcd.proto.rpc.MemberListRequest;
import io.mainstay.etcd.proto.rpc.MemberPromoteRequest;
import io.mainstay.etcd.proto.rpc.MemberRemoveRequest;
import io.mainstay.etcd.proto.rpc.MemberUpdateRequest;
import io.mainstay.etcd.proto.rpc.MoveLeaderRequest;
import io.mainstay.etcd.proto.rpc.PutRequest;
import io.mainstay.etcd.proto.rpc.RangeRequest;
import io.mainstay.etcd.proto.rpc.SnapshotRequest;
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
        return Stream.of(kv(limits), leases(), members(), maintenance(), queues(), AuthProcedures.all())
                .flatMap(List::stream)
                .<Procedure<?, ?>>map(procedure -> procedure)
                .toList();
    }

    private static List<Procedure<?, ?>> kv(DoorLimits limits) {
        return List.of(
                Procedure.call(Rpcs.RANGE, RangeRequest.getDefaultInstance(), KvMap::toValue, KvMap::toProto),
                Procedure.answers(
                        Rpcs.RANGE_STREAM, RangeRequest.getDefaultInstance(), KvMap::toValue, KvMap::toStreamProto),
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

    private static List<Procedure<?, ?>> members() {
        return List.of(
                Procedure.call(
                        Rpcs.MEMBER_LIST,
                        MemberListRequest.getDefaultInstance(),
                        ClusterMap::toValue,
                        ClusterMap::toProto),
                Procedure.call(
                        Rpcs.MEMBER_ADD,
                        MemberAddRequest.getDefaultInstance(),
                        ClusterMap::toValue,
                        ClusterMap::toProto),
                Procedure.call(
                        Rpcs.MEMBER_REMOVE,
                        MemberRemoveRequest.getDefaultInstance(),
                        ClusterMap::toValue,
                        ClusterMap::removed),
                Procedure.call(
                        Rpcs.MEMBER_UPDATE,
                        MemberUpdateRequest.getDefaultInstance(),
                        ClusterMap::toValue,
                        ClusterMap::updated),
                Procedure.call(
                        Rpcs.MEMBER_PROMOTE,
                        MemberPromoteRequest.getDefaultInstance(),
                        ClusterMap::toValue,
                        ClusterMap::promoted));
    }

    private static List<Procedure<?, ?>> maintenance() {
        return List.of(
                Procedure.call(
                        Rpcs.STATUS,
                        StatusRequest.getDefaultInstance(),
                        MaintenanceMap::toValue,
                        MaintenanceMap::toProto),
                Procedure.call(
                        Rpcs.HASH_KV,
                        HashKVRequest.getDefaultInstance(),
                        MaintenanceMap::toValue,
                        MaintenanceMap::toProto),
                Procedure.call(
                        Rpcs.HASH, HashRequest.getDefaultInstance(), MaintenanceMap::toValue, MaintenanceMap::toProto),
                Procedure.call(
                        Rpcs.ALARM,
                        AlarmRequest.getDefaultInstance(),
                        MaintenanceMap::toValue,
                        MaintenanceMap::toProto),
                Procedure.call(
                        Rpcs.DEFRAGMENT,
                        DefragmentRequest.getDefaultInstance(),
                        MaintenanceMap::toValue,
                        MaintenanceMap::toProto),
                Procedure.call(
                        Rpcs.MOVE_LEADER,
                        MoveLeaderRequest.getDefaultInstance(),
                        MaintenanceMap::toValue,
                        MaintenanceMap::toProto),
                Procedure.call(
                        Rpcs.DOWNGRADE,
                        DowngradeRequest.getDefaultInstance(),
                        MaintenanceMap::toValue,
                        MaintenanceMap::toProto),
                Procedure.answers(
                        Rpcs.SNAPSHOT,
                        SnapshotRequest.getDefaultInstance(),
                        MaintenanceMap::toValue,
                        MaintenanceMap::toProto));
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
                Procedure.answers(
                        Rpcs.OBSERVE, LeaderRequest.getDefaultInstance(), QueueMap::toValue, QueueMap::toProto),
                Procedure.call(Rpcs.RESIGN, ResignRequest.getDefaultInstance(), QueueMap::toValue, QueueMap::toProto));
    }
}
