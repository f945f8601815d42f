package io.mainstay.etcd.grpc;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmResult;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.proto.rpc.AlarmMember;
import io.mainstay.etcd.proto.rpc.AlarmRequest.AlarmAction;
import io.mainstay.etcd.proto.rpc.AlarmResponse;
import java.util.List;

/** Alarms: requests from value to proto, answers from proto to value. */
final class AlarmMap {
    private AlarmMap() {}

    static io.mainstay.etcd.proto.rpc.AlarmRequest toProto(AlarmRequest request) {
        return io.mainstay.etcd.proto.rpc.AlarmRequest.newBuilder()
                .setAction(toProto(request.action()))
                .setMemberID(request.memberId())
                .setAlarm(toProto(request.type()))
                .build();
    }

    static AlarmResult toValue(AlarmResponse answer) {
        List<Alarm> alarms =
                answer.getAlarmsList().stream().map(AlarmMap::toValue).toList();
        return new AlarmResult(HeaderMap.toValue(answer.getHeader()), alarms);
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
