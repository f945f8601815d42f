package io.mainstay.etcd.embedded.internal.procedure;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmResult;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.cluster.HashKvRequest;
import io.mainstay.etcd.cluster.HashKvResult;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.cluster.MemberListRequest;
import io.mainstay.etcd.cluster.MemberListResult;
import io.mainstay.etcd.cluster.StatusRequest;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.proto.rpc.AlarmMember;
import io.mainstay.etcd.proto.rpc.AlarmResponse;
import io.mainstay.etcd.proto.rpc.DowngradeInfo;
import io.mainstay.etcd.proto.rpc.HashKVRequest;
import io.mainstay.etcd.proto.rpc.HashKVResponse;
import io.mainstay.etcd.proto.rpc.MemberListResponse;
import io.mainstay.etcd.proto.rpc.StatusResponse;

/** Members and what they tell about themselves: requests from proto to value, answers from value to proto. */
final class ClusterMap {
    private ClusterMap() {}

    static MemberListRequest toValue(io.mainstay.etcd.proto.rpc.MemberListRequest request) {
        return new MemberListRequest(request.getLinearizable());
    }

    static MemberListResponse toProto(MemberListResult answer) {
        MemberListResponse.Builder members =
                MemberListResponse.newBuilder().setHeader(HeaderMap.toProto(answer.header()));
        for (Member member : answer.members()) {
            members.addMembers(toProto(member));
        }
        return members.build();
    }

    static StatusRequest toValue(io.mainstay.etcd.proto.rpc.StatusRequest request) {
        return new StatusRequest();
    }

    static StatusResponse toProto(StatusResult answer) {
        return StatusResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .setVersion(answer.version())
                .setStorageVersion(answer.storageVersion())
                .setDbSize(answer.db().total())
                .setDbSizeInUse(answer.db().inUse())
                .setDbSizeQuota(answer.db().quota())
                .setLeader(answer.raft().leader())
                .setRaftTerm(answer.raft().term())
                .setRaftIndex(answer.raft().index())
                .setRaftAppliedIndex(answer.raft().appliedIndex())
                .setIsLearner(answer.learner())
                .addAllErrors(answer.errors())
                // An etcd of 3.6 always sends it, also when no downgrade is under way.
                .setDowngradeInfo(DowngradeInfo.getDefaultInstance())
                .build();
    }

    static HashKvRequest toValue(HashKVRequest request) {
        return new HashKvRequest(request.getRevision());
    }

    static HashKVResponse toProto(HashKvResult answer) {
        return HashKVResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .setHash(answer.hash())
                .setCompactRevision(answer.compactRevision())
                .setHashRevision(answer.hashRevision())
                .build();
    }

    /** Refuses numbers that stand for nothing. A real etcd panics over such an alarm, which helps nobody. */
    static AlarmRequest toValue(io.mainstay.etcd.proto.rpc.AlarmRequest request) {
        AlarmRequest.Action action = switch (request.getAction()) {
            case GET -> AlarmRequest.Action.GET;
            case ACTIVATE -> AlarmRequest.Action.ACTIVATE;
            case DEACTIVATE -> AlarmRequest.Action.DEACTIVATE;
            case UNRECOGNIZED -> throw unknown("alarm action", request.getActionValue());
        };
        AlarmType type = switch (request.getAlarm()) {
            case NONE -> AlarmType.NONE;
            case NOSPACE -> AlarmType.NOSPACE;
            case CORRUPT -> AlarmType.CORRUPT;
            case UNRECOGNIZED -> throw unknown("alarm", request.getAlarmValue());
        };
        return new AlarmRequest(action, request.getMemberID(), type);
    }

    static AlarmResponse toProto(AlarmResult answer) {
        AlarmResponse.Builder alarms = AlarmResponse.newBuilder().setHeader(HeaderMap.toProto(answer.header()));
        for (Alarm alarm : answer.alarms()) {
            alarms.addAlarms(
                    AlarmMember.newBuilder().setMemberID(alarm.memberId()).setAlarm(toProto(alarm.type())));
        }
        return alarms.build();
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

    private static io.mainstay.etcd.proto.rpc.AlarmType toProto(AlarmType type) {
        return switch (type) {
            case NONE -> io.mainstay.etcd.proto.rpc.AlarmType.NONE;
            case NOSPACE -> io.mainstay.etcd.proto.rpc.AlarmType.NOSPACE;
            case CORRUPT -> io.mainstay.etcd.proto.rpc.AlarmType.CORRUPT;
        };
    }

    private static StatusRuntimeException unknown(String what, int number) {
        return Status.INVALID_ARGUMENT
                .withDescription("no such " + what + ": " + number)
                .asRuntimeException();
    }
}
