package io.mainstay.etcd.embedded.internal.procedure;

import io.grpc.Status;
import io.mainstay.etcd.election.CampaignRequest;
import io.mainstay.etcd.election.CampaignResult;
import io.mainstay.etcd.election.LeaderKey;
import io.mainstay.etcd.election.LeaderRequest;
import io.mainstay.etcd.election.LeaderResult;
import io.mainstay.etcd.election.ProclaimRequest;
import io.mainstay.etcd.election.ProclaimResult;
import io.mainstay.etcd.election.ResignRequest;
import io.mainstay.etcd.election.ResignResult;
import io.mainstay.etcd.lock.LockRequest;
import io.mainstay.etcd.lock.LockResult;
import io.mainstay.etcd.lock.UnlockRequest;
import io.mainstay.etcd.lock.UnlockResult;
import io.mainstay.etcd.proto.election.CampaignResponse;
import io.mainstay.etcd.proto.election.LeaderResponse;
import io.mainstay.etcd.proto.election.ProclaimResponse;
import io.mainstay.etcd.proto.election.ResignResponse;
import io.mainstay.etcd.proto.lock.LockResponse;
import io.mainstay.etcd.proto.lock.UnlockResponse;

/** Locks and elections: requests from proto to value, answers from value to proto. */
final class QueueMap {
    private QueueMap() {}

    static LockRequest toValue(io.mainstay.etcd.proto.lock.LockRequest request) {
        return new LockRequest(BytesMap.toValue(request.getName()), request.getLease());
    }

    static LockResponse toProto(LockResult answer) {
        return LockResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .setKey(BytesMap.toProto(answer.key()))
                .build();
    }

    static UnlockRequest toValue(io.mainstay.etcd.proto.lock.UnlockRequest request) {
        return new UnlockRequest(BytesMap.toValue(request.getKey()));
    }

    static UnlockResponse toProto(UnlockResult answer) {
        return UnlockResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .build();
    }

    static CampaignRequest toValue(io.mainstay.etcd.proto.election.CampaignRequest request) {
        return new CampaignRequest(
                BytesMap.toValue(request.getName()), request.getLease(), BytesMap.toValue(request.getValue()));
    }

    static CampaignResponse toProto(CampaignResult answer) {
        return CampaignResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .setLeader(toProto(answer.leader()))
                .build();
    }

    static ProclaimRequest toValue(io.mainstay.etcd.proto.election.ProclaimRequest request) {
        requireLeader(request.hasLeader());
        return new ProclaimRequest(toValue(request.getLeader()), BytesMap.toValue(request.getValue()));
    }

    static ProclaimResponse toProto(ProclaimResult answer) {
        return ProclaimResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .build();
    }

    static LeaderRequest toValue(io.mainstay.etcd.proto.election.LeaderRequest request) {
        return new LeaderRequest(BytesMap.toValue(request.getName()));
    }

    static LeaderResponse toProto(LeaderResult answer) {
        return LeaderResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .setKv(KvMap.toProto(answer.kv()))
                .build();
    }

    static ResignRequest toValue(io.mainstay.etcd.proto.election.ResignRequest request) {
        requireLeader(request.hasLeader());
        return new ResignRequest(toValue(request.getLeader()));
    }

    static ResignResponse toProto(ResignResult answer) {
        return ResignResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .build();
    }

    private static LeaderKey toValue(io.mainstay.etcd.proto.election.LeaderKey leader) {
        return new LeaderKey(
                BytesMap.toValue(leader.getName()),
                BytesMap.toValue(leader.getKey()),
                leader.getRev(),
                leader.getLease());
    }

    private static io.mainstay.etcd.proto.election.LeaderKey toProto(LeaderKey leader) {
        return io.mainstay.etcd.proto.election.LeaderKey.newBuilder()
                .setName(BytesMap.toProto(leader.name()))
                .setKey(BytesMap.toProto(leader.key()))
                .setRev(leader.rev())
                .setLease(leader.lease())
                .build();
    }

    /** etcd's words, which a client can only cause by leaving out the whole field. */
    private static void requireLeader(boolean there) {
        if (!there) {
            throw Status.UNKNOWN
                    .withDescription("\"leader\" field must be provided")
                    .asRuntimeException();
        }
    }
}
