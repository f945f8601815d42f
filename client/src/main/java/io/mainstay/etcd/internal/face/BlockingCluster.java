package io.mainstay.etcd.internal.face;

import static io.mainstay.etcd.internal.face.ClusterCalls.downgrade;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmResult;
import io.mainstay.etcd.cluster.AsyncCluster;
import io.mainstay.etcd.cluster.Cluster;
import io.mainstay.etcd.cluster.DowngradeRequest.Action;
import io.mainstay.etcd.cluster.DowngradeResult;
import io.mainstay.etcd.cluster.HashKvRequest;
import io.mainstay.etcd.cluster.HashKvResult;
import io.mainstay.etcd.cluster.Maintenance;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.cluster.MemberAddResult;
import io.mainstay.etcd.cluster.MemberListRequest;
import io.mainstay.etcd.cluster.MemberListResult;
import io.mainstay.etcd.cluster.MemberPromoteRequest;
import io.mainstay.etcd.cluster.MemberRemoveRequest;
import io.mainstay.etcd.cluster.MoveLeaderResult;
import io.mainstay.etcd.cluster.StatusRequest;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.spi.Rpcs;
import java.util.List;

/** The questions to the cluster that wait. */
public final class BlockingCluster implements Cluster {
    private final ClusterCalls cluster;
    private final CallEngine calls;
    private final AsyncCluster async;

    /** A face over the engines. */
    public BlockingCluster(ClusterCalls cluster) {
        this.cluster = cluster;
        this.calls = cluster.calls();
        this.async = new FutureCluster(cluster);
    }

    @Override
    public AsyncCluster async() {
        return async;
    }

    @Override
    public List<Member> members() {
        return calls.blocking(Rpcs.MEMBER_LIST, new MemberListRequest(true)).members();
    }

    @Override
    public MemberAddResult memberAdd(String... peerUrls) {
        return calls.blocking(Rpcs.MEMBER_ADD, ClusterCalls.memberAdd(false, peerUrls));
    }

    @Override
    public MemberAddResult memberAddAsLearner(String... peerUrls) {
        return calls.blocking(Rpcs.MEMBER_ADD, ClusterCalls.memberAdd(true, peerUrls));
    }

    @Override
    public MemberListResult memberPromote(long memberId) {
        return calls.blocking(Rpcs.MEMBER_PROMOTE, new MemberPromoteRequest(memberId));
    }

    @Override
    public MemberListResult memberUpdate(long memberId, String... peerUrls) {
        return calls.blocking(Rpcs.MEMBER_UPDATE, ClusterCalls.memberUpdate(memberId, peerUrls));
    }

    @Override
    public MemberListResult memberRemove(long memberId) {
        return calls.blocking(Rpcs.MEMBER_REMOVE, new MemberRemoveRequest(memberId));
    }

    @Override
    public StatusResult status() {
        return calls.blocking(Rpcs.STATUS, new StatusRequest());
    }

    @Override
    public HashKvResult hashKv(long revision) {
        return calls.blocking(Rpcs.HASH_KV, new HashKvRequest(revision));
    }

    @Override
    public List<Alarm> alarms() {
        return calls.blocking(Rpcs.ALARM, AlarmRequest.list()).alarms();
    }

    @Override
    public AlarmResult alarmDisarm(Alarm alarm) {
        return calls.blocking(Rpcs.ALARM, ClusterCalls.disarm(alarm));
    }

    @Override
    public List<Alarm> alarmDisarmAll() {
        return new DisarmAll(calls, null).await();
    }

    @Override
    public MoveLeaderResult moveLeader(long memberId) {
        return new MoveLeader(calls, cluster.lines(), memberId, null).await();
    }

    @Override
    public DowngradeResult downgradeValidate(String version) {
        return calls.blocking(Rpcs.DOWNGRADE, downgrade(Action.VALIDATE, version));
    }

    @Override
    public DowngradeResult downgradeEnable(String version) {
        return calls.blocking(Rpcs.DOWNGRADE, downgrade(Action.ENABLE, version));
    }

    @Override
    public DowngradeResult downgradeCancel() {
        return calls.blocking(Rpcs.DOWNGRADE, downgrade(Action.CANCEL, ""));
    }

    @Override
    public Maintenance maintenance(Member member) {
        return new BlockingMaintenance(
                new MaintenanceCalls(calls, cluster.lines().to(member)));
    }

    @Override
    public Maintenance maintenance(String endpoint) {
        return new BlockingMaintenance(
                new MaintenanceCalls(calls, cluster.lines().to(endpoint)));
    }
}
