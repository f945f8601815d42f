package io.mainstay.etcd.embedded.internal.grpc;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
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
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.Transport;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is served: for each procedure how its requests are read and its answers written. */
final class Services {
    private final Transport inner;
    private final DoorLimits limits;
    private final OpenCalls openCalls;

    Services(Transport inner, DoorLimits limits, OpenCalls openCalls) {
        this.inner = inner;
        this.limits = limits;
        this.openCalls = openCalls;
    }

    List<ServerServiceDefinition> all() {
        return List.of(kv(), watch(), lease(), cluster(), maintenance(), Health.service(openCalls));
    }

    private ServerServiceDefinition kv() {
        return ServerServiceDefinition.builder(Rpcs.RANGE.service())
                .addMethod(unary(Rpcs.RANGE, RangeRequest.getDefaultInstance(), KvMap::toValue, KvMap::toProto))
                .addMethod(unary(Rpcs.PUT, PutRequest.getDefaultInstance(), KvMap::toValue, KvMap::toProto))
                .addMethod(unary(
                        Rpcs.DELETE_RANGE, DeleteRangeRequest.getDefaultInstance(), KvMap::toValue, KvMap::toProto))
                .addMethod(unary(
                        Rpcs.TXN,
                        TxnRequest.getDefaultInstance(),
                        txn -> TxnMap.toValue(txn, limits.maxTxnOps()),
                        TxnMap::toProto))
                .addMethod(unary(Rpcs.COMPACT, CompactionRequest.getDefaultInstance(), KvMap::toValue, KvMap::toProto))
                .build();
    }

    private ServerServiceDefinition watch() {
        return ServerServiceDefinition.builder(Rpcs.WATCH.service())
                .addMethod(stream(Rpcs.WATCH, WatchRequest.getDefaultInstance(), WatchMap::toValue, WatchMap::toProto))
                .build();
    }

    private ServerServiceDefinition lease() {
        return ServerServiceDefinition.builder(Rpcs.LEASE_GRANT.service())
                .addMethod(unary(
                        Rpcs.LEASE_GRANT, LeaseGrantRequest.getDefaultInstance(), LeaseMap::toValue, LeaseMap::toProto))
                .addMethod(unary(
                        Rpcs.LEASE_REVOKE,
                        LeaseRevokeRequest.getDefaultInstance(),
                        LeaseMap::toValue,
                        LeaseMap::toProto))
                .addMethod(unary(
                        Rpcs.LEASE_TIME_TO_LIVE,
                        LeaseTimeToLiveRequest.getDefaultInstance(),
                        LeaseMap::toValue,
                        LeaseMap::toProto))
                .addMethod(unary(
                        Rpcs.LEASE_LEASES,
                        LeaseLeasesRequest.getDefaultInstance(),
                        LeaseMap::toValue,
                        LeaseMap::toProto))
                .addMethod(stream(
                        Rpcs.LEASE_KEEP_ALIVE,
                        LeaseKeepAliveRequest.getDefaultInstance(),
                        LeaseMap::toValue,
                        LeaseMap::toProto))
                .build();
    }

    private ServerServiceDefinition cluster() {
        return ServerServiceDefinition.builder(Rpcs.MEMBER_LIST.service())
                .addMethod(unary(
                        Rpcs.MEMBER_LIST,
                        MemberListRequest.getDefaultInstance(),
                        ClusterMap::toValue,
                        ClusterMap::toProto))
                .build();
    }

    private ServerServiceDefinition maintenance() {
        return ServerServiceDefinition.builder(Rpcs.STATUS.service())
                .addMethod(unary(
                        Rpcs.STATUS, StatusRequest.getDefaultInstance(), ClusterMap::toValue, ClusterMap::toProto))
                .addMethod(unary(
                        Rpcs.HASH_KV, HashKVRequest.getDefaultInstance(), ClusterMap::toValue, ClusterMap::toProto))
                .addMethod(
                        unary(Rpcs.ALARM, AlarmRequest.getDefaultInstance(), ClusterMap::toValue, ClusterMap::toProto))
                .build();
    }

    private <Q, R, P extends Message> ServerMethodDefinition<InputStream, R> unary(
            Rpc<Q, R> rpc, P request, Function<P, @Nullable Q> toValue, Function<R, ? extends Message> toProto) {
        return method(
                rpc,
                MethodType.UNARY,
                toProto,
                new UnaryDoor<>(
                        inner, rpc, RequestReader.ofCalls(request, toValue, limits.maxMessageBytes()), openCalls));
    }

    private <Q, R, P extends Message> ServerMethodDefinition<InputStream, R> stream(
            Rpc<Q, R> rpc, P request, Function<P, @Nullable Q> toValue, Function<R, ? extends Message> toProto) {
        return method(
                rpc,
                MethodType.BIDI_STREAMING,
                toProto,
                new StreamDoor<>(
                        inner, rpc, RequestReader.ofStreams(request, toValue, limits.maxMessageBytes()), openCalls));
    }

    private static <R> ServerMethodDefinition<InputStream, R> method(
            Rpc<?, R> rpc,
            MethodType type,
            Function<R, ? extends Message> toProto,
            ServerCallHandler<InputStream, R> door) {
        MethodDescriptor<InputStream, R> method = MethodDescriptor.<InputStream, R>newBuilder()
                .setType(type)
                .setFullMethodName(rpc.fullName())
                .setRequestMarshaller(RawMarshaller.INSTANCE)
                .setResponseMarshaller(new AnswerMarshaller<>(toProto))
                .build();
        return ServerMethodDefinition.create(method, door);
    }
}
