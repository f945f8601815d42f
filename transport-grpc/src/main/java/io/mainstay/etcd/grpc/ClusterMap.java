package io.mainstay.etcd.grpc;

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
import io.mainstay.etcd.cluster.StatusResult.DbSize;
import io.mainstay.etcd.cluster.StatusResult.RaftPosition;
import io.mainstay.etcd.proto.rpc.AlarmMember;
import io.mainstay.etcd.proto.rpc.AlarmRequest.AlarmAction;
import io.mainstay.etcd.proto.rpc.AlarmResponse;
import io.mainstay.etcd.proto.rpc.HashKVRequest;
import io.mainstay.etcd.proto.rpc.HashKVResponse;
import io.mainstay.etcd.proto.rpc.MemberListResponse;
import io.mainstay.etcd.proto.rpc.StatusResponse;
import java.util.List;

/** Members and what they tell about themselves: requests from value to proto, answers from proto to value. */
final class ClusterMap {
    private ClusterMap() {}

    static io.mainstay.etcd.proto.rpc.MemberListRequest toProto(MemberListRequest request) {
        return io.mainstay.etcd.proto.rpc.MemberListRequest.newBuilder()
                .setLinearizable(request.linearizable())
                .build();
    }

    static MemberListResult toValue(MemberListResponse answer) {
        List<Member> members =
                answer.getMembersList().stream().map(ClusterMap::toValue).toList();
        return new MemberListResult(HeaderMap.toValue(answer.getHeader()), members);
    }

    static io.mainstay.etcd.proto.rpc.StatusRequest toProto(StatusRequest request) {
        return io.mainstay.etcd.proto.rpc.StatusRequest.getDefaultInstance();
    }

    static StatusResult toValue(StatusResponse answer) {
        return new StatusResult(
                HeaderMap.toValue(answer.getHeader()),
                answer.getVersion(),
                answer.getStorageVersion(),
                new DbSize(answer.getDbSize(), answer.getDbSizeInUse(), answer.getDbSizeQuota()),
                new RaftPosition(
                        answer.getLeader(), answer.getRaftTerm(), answer.getRaftIndex(), answer.getRaftAppliedIndex()),
                answer.getIsLearner(),
                List.copyOf(answer.getErrorsList()));
    }

    static HashKVRequest toProto(HashKvRequest request) {
        return HashKVRequest.newBuilder().setRevision(request.revision()).build();
    }

    static HashKvResult toValue(HashKVResponse answer) {
        return new HashKvResult(
                HeaderMap.toValue(answer.getHeader()),
                answer.getHash(),
                answer.getCompactRevision(),
                answer.getHashRevision());
    }

    static io.mainstay.etcd.proto.rpc.AlarmRequest toProto(AlarmRequest request) {
        return io.mainstay.etcd.proto.rpc.AlarmRequest.newBuilder()
                .setAction(toProto(request.action()))
                .setMemberID(request.memberId())
                .setAlarm(toProto(request.type()))
                .build();
    }

    static AlarmResult toValue(AlarmResponse answer) {
        List<Alarm> alarms =
                answer.getAlarmsList().stream().map(ClusterMap::toValue).toList();
        return new AlarmResult(HeaderMap.toValue(answer.getHeader()), alarms);
    }

    private static Member toValue(io.mainstay.etcd.proto.rpc.Member member) {
        return new Member(
                member.getID(),
                member.getName(),
                List.copyOf(member.getPeerURLsList()),
                List.copyOf(member.getClientURLsList()),
                member.getIsLearner());
    }

    private static AlarmAction toProto(AlarmRequest.Action action) {
        return switch (action) {
            case GET -> AlarmAction.GET;
            case ACTIVATE -> AlarmAction.ACTIVATE;
            case DEACTIVATE -> AlarmAction.DEACTIVATE;
        };
    }

    private static io.mainstay.etcd.proto.rpc.AlarmType toProto(AlarmType type) {
        return switch (type) {
            case NONE -> io.mainstay.etcd.proto.rpc.AlarmType.NONE;
            case NOSPACE -> io.mainstay.etcd.proto.rpc.AlarmType.NOSPACE;
            case CORRUPT -> io.mainstay.etcd.proto.rpc.AlarmType.CORRUPT;
        };
    }

    private static Alarm toValue(AlarmMember alarm) {
        AlarmType type = switch (alarm.getAlarm()) {
            case NOSPACE -> AlarmType.NOSPACE;
            case CORRUPT -> AlarmType.CORRUPT;
            case NONE, UNRECOGNIZED -> AlarmType.NONE;
        };
        return new Alarm(alarm.getMemberID(), type);
    }
}
