package io.mainstay.etcd.embedded.internal.procedure;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmResult;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.cluster.DefragmentRequest;
import io.mainstay.etcd.cluster.DefragmentResult;
import io.mainstay.etcd.cluster.DowngradeRequest;
import io.mainstay.etcd.cluster.DowngradeResult;
import io.mainstay.etcd.cluster.HashKvRequest;
import io.mainstay.etcd.cluster.HashKvResult;
import io.mainstay.etcd.cluster.HashRequest;
import io.mainstay.etcd.cluster.HashResult;
import io.mainstay.etcd.cluster.MoveLeaderRequest;
import io.mainstay.etcd.cluster.MoveLeaderResult;
import io.mainstay.etcd.cluster.SnapshotChunk;
import io.mainstay.etcd.cluster.SnapshotRequest;
import io.mainstay.etcd.cluster.StatusRequest;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.proto.rpc.AlarmMember;
import io.mainstay.etcd.proto.rpc.AlarmResponse;
import io.mainstay.etcd.proto.rpc.DefragmentResponse;
import io.mainstay.etcd.proto.rpc.DowngradeInfo;
import io.mainstay.etcd.proto.rpc.DowngradeResponse;
import io.mainstay.etcd.proto.rpc.HashKVRequest;
import io.mainstay.etcd.proto.rpc.HashKVResponse;
import io.mainstay.etcd.proto.rpc.HashResponse;
import io.mainstay.etcd.proto.rpc.MoveLeaderResponse;
import io.mainstay.etcd.proto.rpc.SnapshotResponse;
import io.mainstay.etcd.proto.rpc.StatusResponse;

/** What a member tells of itself and does to itself: requests from proto to value, answers from value to proto. */
final class MaintenanceMap {
    private MaintenanceMap() {}

    static StatusRequest toValue(io.mainstay.etcd.proto.rpc.StatusRequest request) {
        return new StatusRequest();
    }

    static StatusResponse toProto(StatusResult answer) {
        StatusResponse.Builder status = StatusResponse.newBuilder()
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
                .addAllErrors(answer.errors());
        if (!answer.storageVersion().isEmpty()) {
            // Sent since 3.6, also when no downgrade is under way; of one that is, nothing is told here.
            status.setDowngradeInfo(DowngradeInfo.getDefaultInstance());
        }
        return status.build();
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

    static DefragmentRequest toValue(io.mainstay.etcd.proto.rpc.DefragmentRequest request) {
        return new DefragmentRequest();
    }

    /** Etcd sends no header. */
    static DefragmentResponse toProto(DefragmentResult answer) {
        return DefragmentResponse.getDefaultInstance();
    }

    static HashRequest toValue(io.mainstay.etcd.proto.rpc.HashRequest request) {
        return new HashRequest();
    }

    static HashResponse toProto(HashResult answer) {
        return HashResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .setHash(answer.hash())
                .build();
    }

    static SnapshotRequest toValue(io.mainstay.etcd.proto.rpc.SnapshotRequest request) {
        return new SnapshotRequest();
    }

    /** Etcd sends no header. */
    static SnapshotResponse toProto(SnapshotChunk answer) {
        return SnapshotResponse.newBuilder()
                .setRemainingBytes(answer.remainingBytes())
                .setBlob(BytesMap.toProto(answer.blob()))
                .setVersion(answer.version())
                .build();
    }

    static MoveLeaderRequest toValue(io.mainstay.etcd.proto.rpc.MoveLeaderRequest request) {
        return new MoveLeaderRequest(request.getTargetID());
    }

    /** Etcd sends no header. */
    static MoveLeaderResponse toProto(MoveLeaderResult answer) {
        return MoveLeaderResponse.getDefaultInstance();
    }

    static DowngradeRequest toValue(io.mainstay.etcd.proto.rpc.DowngradeRequest request) {
        DowngradeRequest.Action action = switch (request.getAction()) {
            case VALIDATE -> DowngradeRequest.Action.VALIDATE;
            case ENABLE -> DowngradeRequest.Action.ENABLE;
            case CANCEL -> DowngradeRequest.Action.CANCEL;
            case UNRECOGNIZED ->
                throw Status.UNKNOWN
                        .withDescription("etcdserver: unknown method")
                        .asRuntimeException();
        };
        return new DowngradeRequest(action, request.getVersion());
    }

    static DowngradeResponse toProto(DowngradeResult answer) {
        return DowngradeResponse.newBuilder()
                .setHeader(HeaderMap.toProto(answer.header()))
                .setVersion(answer.version())
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
