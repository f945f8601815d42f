package io.mainstay.etcd.grpc;

import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.cluster.MemberAddRequest;
import io.mainstay.etcd.cluster.MemberAddResult;
import io.mainstay.etcd.cluster.MemberListRequest;
import io.mainstay.etcd.cluster.MemberListResult;
import io.mainstay.etcd.cluster.MemberPromoteRequest;
import io.mainstay.etcd.cluster.MemberRemoveRequest;
import io.mainstay.etcd.cluster.MemberUpdateRequest;
import io.mainstay.etcd.proto.rpc.MemberAddResponse;
import io.mainstay.etcd.proto.rpc.MemberListResponse;
import io.mainstay.etcd.proto.rpc.MemberPromoteResponse;
import io.mainstay.etcd.proto.rpc.MemberRemoveResponse;
import io.mainstay.etcd.proto.rpc.MemberUpdateResponse;
import io.mainstay.etcd.proto.rpc.ResponseHeader;
import java.util.List;

/** The members of a cluster and their changes: requests from value to proto, answers from proto to value. */
final class ClusterMap {
    private ClusterMap() {}

    static io.mainstay.etcd.proto.rpc.MemberListRequest toProto(MemberListRequest request) {
        return io.mainstay.etcd.proto.rpc.MemberListRequest.newBuilder()
                .setLinearizable(request.linearizable())
                .build();
    }

    static io.mainstay.etcd.proto.rpc.MemberAddRequest toProto(MemberAddRequest request) {
        return io.mainstay.etcd.proto.rpc.MemberAddRequest.newBuilder()
                .addAllPeerURLs(request.peerUrls())
                .setIsLearner(request.learner())
                .build();
    }

    static io.mainstay.etcd.proto.rpc.MemberRemoveRequest toProto(MemberRemoveRequest request) {
        return io.mainstay.etcd.proto.rpc.MemberRemoveRequest.newBuilder()
                .setID(request.id())
                .build();
    }

    static io.mainstay.etcd.proto.rpc.MemberUpdateRequest toProto(MemberUpdateRequest request) {
        return io.mainstay.etcd.proto.rpc.MemberUpdateRequest.newBuilder()
                .setID(request.id())
                .addAllPeerURLs(request.peerUrls())
                .build();
    }

    static io.mainstay.etcd.proto.rpc.MemberPromoteRequest toProto(MemberPromoteRequest request) {
        return io.mainstay.etcd.proto.rpc.MemberPromoteRequest.newBuilder()
                .setID(request.id())
                .build();
    }

    static MemberListResult toValue(MemberListResponse answer) {
        return members(answer.getHeader(), answer.getMembersList());
    }

    static MemberAddResult toValue(MemberAddResponse answer) {
        return new MemberAddResult(
                HeaderMap.toValue(answer.getHeader()), toValue(answer.getMember()), toValues(answer.getMembersList()));
    }

    static MemberListResult toValue(MemberRemoveResponse answer) {
        return members(answer.getHeader(), answer.getMembersList());
    }

    static MemberListResult toValue(MemberUpdateResponse answer) {
        return members(answer.getHeader(), answer.getMembersList());
    }

    static MemberListResult toValue(MemberPromoteResponse answer) {
        return members(answer.getHeader(), answer.getMembersList());
    }

    private static MemberListResult members(ResponseHeader header, List<io.mainstay.etcd.proto.rpc.Member> members) {
        return new MemberListResult(HeaderMap.toValue(header), toValues(members));
    }

    private static List<Member> toValues(List<io.mainstay.etcd.proto.rpc.Member> members) {
        return members.stream().map(ClusterMap::toValue).toList();
    }

    private static Member toValue(io.mainstay.etcd.proto.rpc.Member member) {
        return new Member(
                member.getID(),
                member.getName(),
                List.copyOf(member.getPeerURLsList()),
                List.copyOf(member.getClientURLsList()),
                member.getIsLearner());
    }
}
