package io.mainstay.etcd.grpc;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.mainstay.etcd.auth.AuthResult;
import io.mainstay.etcd.proto.election.CampaignResponse;
import io.mainstay.etcd.proto.election.LeaderResponse;
import io.mainstay.etcd.proto.election.ProclaimResponse;
import io.mainstay.etcd.proto.election.ResignResponse;
import io.mainstay.etcd.proto.lock.LockResponse;
import io.mainstay.etcd.proto.lock.UnlockResponse;
import io.mainstay.etcd.proto.rpc.AlarmResponse;
import io.mainstay.etcd.proto.rpc.AuthDisableResponse;
import io.mainstay.etcd.proto.rpc.AuthEnableResponse;
import io.mainstay.etcd.proto.rpc.AuthRoleAddResponse;
import io.mainstay.etcd.proto.rpc.AuthRoleDeleteResponse;
import io.mainstay.etcd.proto.rpc.AuthRoleGetResponse;
import io.mainstay.etcd.proto.rpc.AuthRoleGrantPermissionResponse;
import io.mainstay.etcd.proto.rpc.AuthRoleListResponse;
import io.mainstay.etcd.proto.rpc.AuthRoleRevokePermissionResponse;
import io.mainstay.etcd.proto.rpc.AuthStatusResponse;
import io.mainstay.etcd.proto.rpc.AuthUserAddResponse;
import io.mainstay.etcd.proto.rpc.AuthUserChangePasswordResponse;
import io.mainstay.etcd.proto.rpc.AuthUserDeleteResponse;
import io.mainstay.etcd.proto.rpc.AuthUserGetResponse;
import io.mainstay.etcd.proto.rpc.AuthUserGrantRoleResponse;
import io.mainstay.etcd.proto.rpc.AuthUserListResponse;
import io.mainstay.etcd.proto.rpc.AuthUserRevokeRoleResponse;
import io.mainstay.etcd.proto.rpc.AuthenticateResponse;
import io.mainstay.etcd.proto.rpc.CompactionResponse;
import io.mainstay.etcd.proto.rpc.DefragmentResponse;
import io.mainstay.etcd.proto.rpc.DeleteRangeResponse;
import io.mainstay.etcd.proto.rpc.DowngradeResponse;
import io.mainstay.etcd.proto.rpc.HashKVResponse;
import io.mainstay.etcd.proto.rpc.HashResponse;
import io.mainstay.etcd.proto.rpc.LeaseGrantResponse;
import io.mainstay.etcd.proto.rpc.LeaseKeepAliveResponse;
import io.mainstay.etcd.proto.rpc.LeaseLeasesResponse;
import io.mainstay.etcd.proto.rpc.LeaseRevokeResponse;
import io.mainstay.etcd.proto.rpc.LeaseTimeToLiveResponse;
import io.mainstay.etcd.proto.rpc.MemberAddResponse;
import io.mainstay.etcd.proto.rpc.MemberListResponse;
import io.mainstay.etcd.proto.rpc.MemberPromoteResponse;
import io.mainstay.etcd.proto.rpc.MemberRemoveResponse;
import io.mainstay.etcd.proto.rpc.MemberUpdateResponse;
import io.mainstay.etcd.proto.rpc.MoveLeaderResponse;
import io.mainstay.etcd.proto.rpc.PutResponse;
import io.mainstay.etcd.proto.rpc.RangeResponse;
import io.mainstay.etcd.proto.rpc.RangeStreamResponse;
import io.mainstay.etcd.proto.rpc.ResponseHeader;
import io.mainstay.etcd.proto.rpc.SnapshotResponse;
import io.mainstay.etcd.proto.rpc.StatusResponse;
import io.mainstay.etcd.proto.rpc.TxnResponse;
import io.mainstay.etcd.proto.rpc.WatchResponse;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import java.util.IdentityHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How each remote procedure goes over the wire: its gRPC method, with marshallers between our values and bytes. */
final class Methods {
    private static final IdentityHashMap<Rpc<?, ?>, MethodDescriptor<?, ?>> BY_RPC = new IdentityHashMap<>();

    static {
        kv();
        lease();
        cluster();
        auth();
        roles();
        maintenance();
        lockAndElection();
        stream(Rpcs.WATCH, WatchMap::toProto, WatchResponse.getDefaultInstance(), WatchMap::toValue);
    }

    private Methods() {}

    /** The gRPC method of a procedure, or null when this transport does not know it. */
    @SuppressWarnings("unchecked") // put in only by add(), with the types of its key
    static <Q, R> @Nullable MethodDescriptor<Q, R> of(Rpc<Q, R> rpc) {
        return (MethodDescriptor<Q, R>) BY_RPC.get(rpc);
    }

    private static void kv() {
        unary(Rpcs.RANGE, KvMap::toProto, RangeResponse.getDefaultInstance(), KvMap::toValue);
        serverStream(Rpcs.RANGE_STREAM, KvMap::toProto, RangeStreamResponse.getDefaultInstance(), KvMap::toValue);
        unary(Rpcs.PUT, KvMap::toProto, PutResponse.getDefaultInstance(), KvMap::toValue);
        unary(Rpcs.DELETE_RANGE, KvMap::toProto, DeleteRangeResponse.getDefaultInstance(), KvMap::toValue);
        unary(Rpcs.TXN, TxnMap::toProto, TxnResponse.getDefaultInstance(), TxnMap::toValue);
        unary(Rpcs.COMPACT, KvMap::toProto, CompactionResponse.getDefaultInstance(), KvMap::toValue);
    }

    private static void lease() {
        unary(Rpcs.LEASE_GRANT, LeaseMap::toProto, LeaseGrantResponse.getDefaultInstance(), LeaseMap::toValue);
        unary(Rpcs.LEASE_REVOKE, LeaseMap::toProto, LeaseRevokeResponse.getDefaultInstance(), LeaseMap::toValue);
        unary(
                Rpcs.LEASE_TIME_TO_LIVE,
                LeaseMap::toProto,
                LeaseTimeToLiveResponse.getDefaultInstance(),
                LeaseMap::toValue);
        unary(Rpcs.LEASE_LEASES, LeaseMap::toProto, LeaseLeasesResponse.getDefaultInstance(), LeaseMap::toValue);
        stream(
                Rpcs.LEASE_KEEP_ALIVE,
                LeaseMap::toProto,
                LeaseKeepAliveResponse.getDefaultInstance(),
                LeaseMap::toValue);
    }

    private static void cluster() {
        unary(Rpcs.MEMBER_LIST, ClusterMap::toProto, MemberListResponse.getDefaultInstance(), ClusterMap::toValue);
        unary(Rpcs.MEMBER_ADD, ClusterMap::toProto, MemberAddResponse.getDefaultInstance(), ClusterMap::toValue);
        unary(Rpcs.MEMBER_REMOVE, ClusterMap::toProto, MemberRemoveResponse.getDefaultInstance(), ClusterMap::toValue);
        unary(Rpcs.MEMBER_UPDATE, ClusterMap::toProto, MemberUpdateResponse.getDefaultInstance(), ClusterMap::toValue);
        unary(
                Rpcs.MEMBER_PROMOTE,
                ClusterMap::toProto,
                MemberPromoteResponse.getDefaultInstance(),
                ClusterMap::toValue);
    }

    private static void maintenance() {
        unary(Rpcs.ALARM, AlarmMap::toProto, AlarmResponse.getDefaultInstance(), AlarmMap::toValue);
        unary(Rpcs.STATUS, MaintenanceMap::toProto, StatusResponse.getDefaultInstance(), MaintenanceMap::toValue);
        unary(Rpcs.HASH_KV, MaintenanceMap::toProto, HashKVResponse.getDefaultInstance(), MaintenanceMap::toValue);
        unary(Rpcs.HASH, MaintenanceMap::toProto, HashResponse.getDefaultInstance(), MaintenanceMap::toValue);
        unary(
                Rpcs.DEFRAGMENT,
                MaintenanceMap::toProto,
                DefragmentResponse.getDefaultInstance(),
                MaintenanceMap::toValue);
        unary(
                Rpcs.MOVE_LEADER,
                MaintenanceMap::toProto,
                MoveLeaderResponse.getDefaultInstance(),
                MaintenanceMap::toValue);
        unary(Rpcs.DOWNGRADE, MaintenanceMap::toProto, DowngradeResponse.getDefaultInstance(), MaintenanceMap::toValue);
        serverStream(
                Rpcs.SNAPSHOT, MaintenanceMap::toProto, SnapshotResponse.getDefaultInstance(), MaintenanceMap::toValue);
    }

    private static void lockAndElection() {
        unary(Rpcs.LOCK, LockMap::toProto, LockResponse.getDefaultInstance(), LockMap::toValue);
        unary(Rpcs.UNLOCK, LockMap::toProto, UnlockResponse.getDefaultInstance(), LockMap::toValue);
        unary(Rpcs.CAMPAIGN, ElectionMap::toProto, CampaignResponse.getDefaultInstance(), ElectionMap::toValue);
        unary(Rpcs.PROCLAIM, ElectionMap::toProto, ProclaimResponse.getDefaultInstance(), ElectionMap::toValue);
        unary(Rpcs.LEADER, ElectionMap::toProto, LeaderResponse.getDefaultInstance(), ElectionMap::toValue);
        unary(Rpcs.RESIGN, ElectionMap::toProto, ResignResponse.getDefaultInstance(), ElectionMap::toValue);
        serverStream(Rpcs.OBSERVE, ElectionMap::toProto, LeaderResponse.getDefaultInstance(), ElectionMap::toValue);
    }

    private static void auth() {
        change(
                Rpcs.AUTH_ENABLE,
                AuthMap::toProto,
                AuthEnableResponse.getDefaultInstance(),
                AuthEnableResponse::getHeader);
        change(
                Rpcs.AUTH_DISABLE,
                AuthMap::toProto,
                AuthDisableResponse.getDefaultInstance(),
                AuthDisableResponse::getHeader);
        unary(Rpcs.AUTH_STATUS, AuthMap::toProto, AuthStatusResponse.getDefaultInstance(), AuthMap::toValue);
        unary(Rpcs.AUTHENTICATE, AuthMap::toProto, AuthenticateResponse.getDefaultInstance(), AuthMap::toValue);
        change(
                Rpcs.USER_ADD,
                AuthMap::toProto,
                AuthUserAddResponse.getDefaultInstance(),
                AuthUserAddResponse::getHeader);
        unary(Rpcs.USER_GET, AuthMap::toProto, AuthUserGetResponse.getDefaultInstance(), AuthMap::toValue);
        unary(Rpcs.USER_LIST, AuthMap::toProto, AuthUserListResponse.getDefaultInstance(), AuthMap::toValue);
        change(
                Rpcs.USER_DELETE,
                AuthMap::toProto,
                AuthUserDeleteResponse.getDefaultInstance(),
                AuthUserDeleteResponse::getHeader);
        change(
                Rpcs.USER_CHANGE_PASSWORD,
                AuthMap::toProto,
                AuthUserChangePasswordResponse.getDefaultInstance(),
                AuthUserChangePasswordResponse::getHeader);
        change(
                Rpcs.USER_GRANT_ROLE,
                AuthMap::toProto,
                AuthUserGrantRoleResponse.getDefaultInstance(),
                AuthUserGrantRoleResponse::getHeader);
        change(
                Rpcs.USER_REVOKE_ROLE,
                AuthMap::toProto,
                AuthUserRevokeRoleResponse.getDefaultInstance(),
                AuthUserRevokeRoleResponse::getHeader);
    }

    private static void roles() {
        change(
                Rpcs.ROLE_ADD,
                RoleMap::toProto,
                AuthRoleAddResponse.getDefaultInstance(),
                AuthRoleAddResponse::getHeader);
        unary(Rpcs.ROLE_GET, RoleMap::toProto, AuthRoleGetResponse.getDefaultInstance(), RoleMap::toValue);
        unary(Rpcs.ROLE_LIST, RoleMap::toProto, AuthRoleListResponse.getDefaultInstance(), RoleMap::toValue);
        change(
                Rpcs.ROLE_DELETE,
                RoleMap::toProto,
                AuthRoleDeleteResponse.getDefaultInstance(),
                AuthRoleDeleteResponse::getHeader);
        change(
                Rpcs.ROLE_GRANT_PERMISSION,
                RoleMap::toProto,
                AuthRoleGrantPermissionResponse.getDefaultInstance(),
                AuthRoleGrantPermissionResponse::getHeader);
        change(
                Rpcs.ROLE_REVOKE_PERMISSION,
                RoleMap::toProto,
                AuthRoleRevokePermissionResponse.getDefaultInstance(),
                AuthRoleRevokePermissionResponse::getHeader);
    }

    /** A change of who may do what, whose answers all hold a header and no more. */
    private static <Q, P extends Message> void change(
            Rpc<Q, AuthResult> rpc,
            Function<Q, ? extends Message> toProto,
            P answer,
            Function<P, ResponseHeader> header) {
        unary(rpc, toProto, answer, header.andThen(AuthMap::toValue));
    }

    private static <Q, R, P extends Message> void unary(
            Rpc<Q, R> rpc, Function<Q, ? extends Message> toProto, P answer, Function<P, R> toValue) {
        add(MethodType.UNARY, rpc, toProto, answer, toValue);
    }

    private static <Q, R, P extends Message> void serverStream(
            Rpc<Q, R> rpc, Function<Q, ? extends Message> toProto, P answer, Function<P, R> toValue) {
        add(MethodType.SERVER_STREAMING, rpc, toProto, answer, toValue);
    }

    private static <Q, R, P extends Message> void stream(
            Rpc<Q, R> rpc, Function<Q, ? extends Message> toProto, P answer, Function<P, R> toValue) {
        add(MethodType.BIDI_STREAMING, rpc, toProto, answer, toValue);
    }

    private static <Q, R, P extends Message> void add(
            MethodType type, Rpc<Q, R> rpc, Function<Q, ? extends Message> toProto, P answer, Function<P, R> toValue) {
        MethodDescriptor<Q, R> method = MethodDescriptor.<Q, R>newBuilder()
                .setType(type)
                .setFullMethodName(rpc.fullName())
                .setRequestMarshaller(new RequestMarshaller<>(toProto))
                .setResponseMarshaller(new AnswerMarshaller<>(answer, toValue))
                .build();
        BY_RPC.put(rpc, method);
    }
}
