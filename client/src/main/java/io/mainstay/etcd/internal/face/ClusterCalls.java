package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmType;
import io.mainstay.etcd.cluster.DowngradeRequest;
import io.mainstay.etcd.cluster.MemberAddRequest;
import io.mainstay.etcd.cluster.MemberUpdateRequest;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.member.MemberLines;
import java.util.List;

/**
 * What the two faces of the cluster have in common: their engines, and requests with the rules that need no server.
 *
 * @param calls makes calls
 * @param lines finds single members
 */
public record ClusterCalls(CallEngine calls, MemberLines lines) {
    static MemberAddRequest memberAdd(boolean learner, String... peerUrls) {
        return new MemberAddRequest(List.of(peerUrls), learner);
    }

    static MemberUpdateRequest memberUpdate(long memberId, String... peerUrls) {
        return new MemberUpdateRequest(memberId, List.of(peerUrls));
    }

    static AlarmRequest disarm(Alarm alarm) {
        if (alarm.type() == AlarmType.NONE) {
            throw new IllegalArgumentException("there is no alarm of type NONE; to end all, use alarmDisarmAll()");
        }
        return AlarmRequest.disarm(alarm);
    }

    static DowngradeRequest downgrade(DowngradeRequest.Action action, String version) {
        return new DowngradeRequest(action, version);
    }
}
