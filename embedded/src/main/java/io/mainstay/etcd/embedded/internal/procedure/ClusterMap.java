package io.mainstay.etcd.embedded.internal.procedure;

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
import java.util.List;

/** Members and their changes: requests from proto to value, answers from value to proto. */
final class ClusterMap {
    private ClusterMap() {}

    static MemberListRequest toValue(io.mainstay.etcd.proto.rpc.MemberListRequest request) {
        return new MemberListRequest(request.getLinearizable());
    }

    static MemberListResponse toProto(MemberListResult answer) {
        return MemberListResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .addAllMembers(all(answer.members()))
                .build();
    }

    static MemberAddRequest toValue(io.mainstay.etcd.proto.rpc.MemberAddRequest request) {
        return new MemberAddRequest(List.copyOf(request.getPeerURLsList()), request.getIsLearner());
    }

    static MemberAddResponse toProto(MemberAddResult answer) {
        return MemberAddResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .setMember(toProto(answer.member()))
                .addAllMembers(all(answer.members()))
                .build();
    }

    static MemberRemoveRequest toValue(io.mainstay.etcd.proto.rpc.MemberRemoveRequest request) {
        return new MemberRemoveRequest(request.getID());
    }

    static MemberRemoveResponse removed(MemberListResult answer) {
        return MemberRemoveResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .addAllMembers(all(answer.members()))
                .build();
    }

    static MemberUpdateRequest toValue(io.mainstay.etcd.proto.rpc.MemberUpdateRequest request) {
        return new MemberUpdateRequest(request.getID(), List.copyOf(request.getPeerURLsList()));
    }

    static MemberUpdateResponse updated(MemberListResult answer) {
        return MemberUpdateResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .addAllMembers(all(answer.members()))
                .build();
    }

    static MemberPromoteRequest toValue(io.mainstay.etcd.proto.rpc.MemberPromoteRequest request) {
        return new MemberPromoteRequest(request.getID());
    }

    static MemberPromoteResponse promoted(MemberListResult answer) {
        return MemberPromoteResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .addAllMembers(all(answer.members()))
                .build();
    }

    private static List<io.mainstay.etcd.proto.rpc.Member> all(List<Member> members) {
        return members.stream().map(ClusterMap::toProto).toList();
    }

    private static io.mainstay.etcd.proto.rpc.Member toProto(Member member) {
        return io.mainstay.etcd.proto.rpc.Member.newBuilder()
                .setID(member.id())
                .setName(member.name())
                .addAllPeerURLs(member.peerUrls())
                .addAllClientURLs(member.clientUrls())
                .setIsLearner(member.learner())
                .build();
    }
}
