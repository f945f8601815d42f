package io.mainstay.etcd.grpc;

import io.mainstay.etcd.kv.Bytes;
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
import io.mainstay.etcd.proto.rpc.LeaseGrantResponse;
import io.mainstay.etcd.proto.rpc.LeaseKeepAliveResponse;
import io.mainstay.etcd.proto.rpc.LeaseLeasesResponse;
import io.mainstay.etcd.proto.rpc.LeaseRevokeResponse;
import io.mainstay.etcd.proto.rpc.LeaseStatus;
import io.mainstay.etcd.proto.rpc.LeaseTimeToLiveResponse;
import java.time.Duration;
import java.util.List;

/** Leases: requests from value to proto, answers from proto to value. */
final class LeaseMap {
    private LeaseMap() {}

    static io.mainstay.etcd.proto.rpc.LeaseGrantRequest toProto(LeaseGrantRequest request) {
        return io.mainstay.etcd.proto.rpc.LeaseGrantRequest.newBuilder()
                .setTTL(wholeSeconds(request.ttl()))
                .setID(request.id())
                .build();
    }

    static LeaseGrantResult toValue(LeaseGrantResponse answer) {
        return new LeaseGrantResult(
                HeaderMap.toValue(answer.getHeader()), answer.getID(), Duration.ofSeconds(answer.getTTL()));
    }

    static io.mainstay.etcd.proto.rpc.LeaseRevokeRequest toProto(LeaseRevokeRequest request) {
        return io.mainstay.etcd.proto.rpc.LeaseRevokeRequest.newBuilder()
                .setID(request.id())
                .build();
    }

    static LeaseRevokeResult toValue(LeaseRevokeResponse answer) {
        return new LeaseRevokeResult(HeaderMap.toValue(answer.getHeader()));
    }

    static io.mainstay.etcd.proto.rpc.LeaseTimeToLiveRequest toProto(LeaseTimeToLiveRequest request) {
        return io.mainstay.etcd.proto.rpc.LeaseTimeToLiveRequest.newBuilder()
                .setID(request.id())
                .setKeys(request.keys())
                .build();
    }

    /** The keys come in no order from etcd; they are put in theirs here. */
    static LeaseTimeToLiveResult toValue(LeaseTimeToLiveResponse answer) {
        List<Bytes> keys =
                answer.getKeysList().stream().map(BytesMap::toValue).sorted().toList();
        return new LeaseTimeToLiveResult(
                HeaderMap.toValue(answer.getHeader()),
                answer.getID(),
                Duration.ofSeconds(answer.getTTL()),
                Duration.ofSeconds(answer.getGrantedTTL()),
                keys);
    }

    static io.mainstay.etcd.proto.rpc.LeaseLeasesRequest toProto(LeaseLeasesRequest request) {
        return io.mainstay.etcd.proto.rpc.LeaseLeasesRequest.getDefaultInstance();
    }

    static LeaseLeasesResult toValue(LeaseLeasesResponse answer) {
        List<Long> ids = answer.getLeasesList().stream().map(LeaseStatus::getID).toList();
        return new LeaseLeasesResult(HeaderMap.toValue(answer.getHeader()), ids);
    }

    static io.mainstay.etcd.proto.rpc.LeaseKeepAliveRequest toProto(LeaseKeepAliveRequest request) {
        return io.mainstay.etcd.proto.rpc.LeaseKeepAliveRequest.newBuilder()
                .setID(request.id())
                .build();
    }

    static LeaseKeepAliveResult toValue(LeaseKeepAliveResponse answer) {
        return new LeaseKeepAliveResult(
                HeaderMap.toValue(answer.getHeader()), answer.getID(), Duration.ofSeconds(answer.getTTL()));
    }

    /** A fraction of a second counts as a whole one, so that no lease is shorter than asked. */
    private static long wholeSeconds(Duration ttl) {
        long seconds = ttl.getSeconds();
        return ttl.getNano() == 0 || seconds == Long.MAX_VALUE ? seconds : seconds + 1;
    }
}
