package io.mainstay.etcd.embedded.internal.procedure;

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

/** Leases: requests from proto to value, answers from value to proto. */
final class LeaseMap {
    private LeaseMap() {}

    static LeaseGrantRequest toValue(io.mainstay.etcd.proto.rpc.LeaseGrantRequest request) {
        return new LeaseGrantRequest(Duration.ofSeconds(request.getTTL()), request.getID());
    }

    static LeaseGrantResponse toProto(LeaseGrantResult answer) {
        return LeaseGrantResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .setID(answer.id())
                .setTTL(answer.ttl().toSeconds())
                .build();
    }

    static LeaseRevokeRequest toValue(io.mainstay.etcd.proto.rpc.LeaseRevokeRequest request) {
        return new LeaseRevokeRequest(request.getID());
    }

    static LeaseRevokeResponse toProto(LeaseRevokeResult answer) {
        return LeaseRevokeResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .build();
    }

    static LeaseTimeToLiveRequest toValue(io.mainstay.etcd.proto.rpc.LeaseTimeToLiveRequest request) {
        return new LeaseTimeToLiveRequest(request.getID(), request.getKeys());
    }

    static LeaseTimeToLiveResponse toProto(LeaseTimeToLiveResult answer) {
        LeaseTimeToLiveResponse.Builder lease = LeaseTimeToLiveResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .setID(answer.id())
                .setTTL(answer.ttl().toSeconds())
                .setGrantedTTL(answer.grantedTtl().toSeconds());
        for (Bytes key : answer.keys()) {
            lease.addKeys(BytesMap.toProto(key));
        }
        return lease.build();
    }

    static LeaseLeasesRequest toValue(io.mainstay.etcd.proto.rpc.LeaseLeasesRequest request) {
        return new LeaseLeasesRequest();
    }

    static LeaseLeasesResponse toProto(LeaseLeasesResult answer) {
        LeaseLeasesResponse.Builder leases =
                LeaseLeasesResponse.newBuilder().setHeader(HeaderMap.toProto(answer.header()));
        for (long id : answer.ids()) {
            leases.addLeases(LeaseStatus.newBuilder().setID(id));
        }
        return leases.build();
    }

    static LeaseKeepAliveRequest toValue(io.mainstay.etcd.proto.rpc.LeaseKeepAliveRequest request) {
        return new LeaseKeepAliveRequest(request.getID());
    }

    static LeaseKeepAliveResponse toProto(LeaseKeepAliveResult answer) {
        return LeaseKeepAliveResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .setID(answer.id())
                .setTTL(answer.ttl().toSeconds())
                .build();
    }
}
