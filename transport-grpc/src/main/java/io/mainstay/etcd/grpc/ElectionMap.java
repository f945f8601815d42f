package io.mainstay.etcd.grpc;

import io.mainstay.etcd.election.CampaignRequest;
import io.mainstay.etcd.election.CampaignResult;
import io.mainstay.etcd.election.LeaderKey;
import io.mainstay.etcd.election.LeaderRequest;
import io.mainstay.etcd.election.LeaderResult;
import io.mainstay.etcd.election.ProclaimRequest;
import io.mainstay.etcd.election.ProclaimResult;
import io.mainstay.etcd.election.ResignRequest;
import io.mainstay.etcd.election.ResignResult;
import io.mainstay.etcd.proto.election.CampaignResponse;
import io.mainstay.etcd.proto.election.LeaderResponse;
import io.mainstay.etcd.proto.election.ProclaimResponse;
import io.mainstay.etcd.proto.election.ResignResponse;

/** The election service: requests from value to proto, answers from proto to value. */
final class ElectionMap {
    private ElectionMap() {}

    static io.mainstay.etcd.proto.election.CampaignRequest toProto(CampaignRequest request) {
        return io.mainstay.etcd.proto.election.CampaignRequest.newBuilder()
                .setName(BytesMap.toProto(request.name()))
                .setLease(request.lease())
                .setValue(BytesMap.toProto(request.value()))
                .build();
    }

    static CampaignResult toValue(CampaignResponse answer) {
        io.mainstay.etcd.proto.election.LeaderKey leader = answer.getLeader();
        return new CampaignResult(
                HeaderMap.toValue(answer.getHeader()),
                new LeaderKey(
                        BytesMap.toValue(leader.getName()),
                        BytesMap.toValue(leader.getKey()),
                        leader.getRev(),
                        leader.getLease()));
    }

    static io.mainstay.etcd.proto.election.ProclaimRequest toProto(ProclaimRequest request) {
        return io.mainstay.etcd.proto.election.ProclaimRequest.newBuilder()
                .setLeader(toProto(request.leader()))
                .setValue(BytesMap.toProto(request.value()))
                .build();
    }

    static ProclaimResult toValue(ProclaimResponse answer) {
        return new ProclaimResult(HeaderMap.toValue(answer.getHeader()));
    }

    static io.mainstay.etcd.proto.election.LeaderRequest toProto(LeaderRequest request) {
        return io.mainstay.etcd.proto.election.LeaderRequest.newBuilder()
                .setName(BytesMap.toProto(request.name()))
                .build();
    }

    static LeaderResult toValue(LeaderResponse answer) {
        return new LeaderResult(HeaderMap.toValue(answer.getHeader()), KvMap.toValue(answer.getKv()));
    }

    static io.mainstay.etcd.proto.election.ResignRequest toProto(ResignRequest request) {
        return io.mainstay.etcd.proto.election.ResignRequest.newBuilder()
                .setLeader(toProto(request.leader()))
                .build();
    }

    static ResignResult toValue(ResignResponse answer) {
        return new ResignResult(HeaderMap.toValue(answer.getHeader()));
    }

    private static io.mainstay.etcd.proto.election.LeaderKey toProto(LeaderKey leader) {
        return io.mainstay.etcd.proto.election.LeaderKey.newBuilder()
                .setName(BytesMap.toProto(leader.name()))
                .setKey(BytesMap.toProto(leader.key()))
                .setRev(leader.rev())
                .setLease(leader.lease())
                .build();
    }
}
