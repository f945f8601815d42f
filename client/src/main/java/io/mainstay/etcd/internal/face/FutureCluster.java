package io.mainstay.etcd.internal.face;

import static io.mainstay.etcd.internal.face.ClusterCalls.downgrade;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmResult;
import io.mainstay.etcd.cluster.AsyncCluster;
import io.mainstay.etcd.cluster.DowngradeRequest.Action;
import io.mainstay.etcd.cluster.DowngradeResult;
import io.mainstay.etcd.cluster.HashKvRequest;
import io.mainstay.etcd.cluster.HashKvResult;
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
import io.mainstay.etcd.internal.call.Task;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The questions to the cluster with futures. */
final class FutureCluster implements AsyncCluster {
    private final ClusterCalls cluster;
    private final CallEngine calls;

    FutureCluster(ClusterCalls cluster) {
        this.cluster = cluster;
        this.calls = cluster.calls();
    }

    @Override
    public CompletableFuture<List<Member>> members() {
        return calls.async(
                new Task<>(Rpcs.MEMBER_LIST, Effect.READ, new MemberListRequest(true), MemberListResult::members));
    }

    @Override
    public CompletableFuture<MemberAddResult> memberAdd(String... peerUrls) {
        return calls.async(Rpcs.MEMBER_ADD, ClusterCalls.memberAdd(false, peerUrls));
    }

    @Override
    public CompletableFuture<MemberAddResult> memberAddAsLearner(String... peerUrls) {
        return calls.async(Rpcs.MEMBER_ADD, ClusterCalls.memberAdd(true, peerUrls));
    }

    @Override
    public CompletableFuture<MemberListResult> memberPromote(long memberId) {
        return calls.async(Rpcs.MEMBER_PROMOTE, new MemberPromoteRequest(memberId));
    }

    @Override
    public CompletableFuture<MemberListResult> memberUpdate(long memberId, String... peerUrls) {
        return calls.async(Rpcs.MEMBER_UPDATE, ClusterCalls.memberUpdate(memberId, peerUrls));
    }

    @Override
    public CompletableFuture<MemberListResult> memberRemove(long memberId) {
        return calls.async(Rpcs.MEMBER_REMOVE, new MemberRemoveRequest(memberId));
    }

    @Override
    public CompletableFuture<StatusResult> status() {
        return calls.async(Rpcs.STATUS, new StatusRequest());
    }

    @Override
    public CompletableFuture<HashKvResult> hashKv(long revision) {
        return calls.async(Rpcs.HASH_KV, new HashKvRequest(revision));
    }

    @Override
    public CompletableFuture<List<Alarm>> alarms() {
        return calls.async(new Task<>(Rpcs.ALARM, Effect.READ, AlarmRequest.list(), AlarmResult::alarms));
    }

    @Override
    public CompletableFuture<AlarmResult> alarmDisarm(Alarm alarm) {
        return calls.async(Rpcs.ALARM, ClusterCalls.disarm(alarm));
    }

    @Override
    public CompletableFuture<List<Alarm>> alarmDisarmAll() {
        return new DisarmAll(calls, calls.executor()).start();
    }

    @Override
    public CompletableFuture<MoveLeaderResult> moveLeader(long memberId) {
        return new MoveLeader(calls, cluster.lines(), memberId, calls.executor()).start();
    }

    @Override
    public CompletableFuture<DowngradeResult> downgradeValidate(String version) {
        return calls.async(Rpcs.DOWNGRADE, downgrade(Action.VALIDATE, version));
    }

    @Override
    public CompletableFuture<DowngradeResult> downgradeEnable(String version) {
        return calls.async(Rpcs.DOWNGRADE, downgrade(Action.ENABLE, version));
    }

    @Override
    public CompletableFuture<DowngradeResult> downgradeCancel() {
        return calls.async(Rpcs.DOWNGRADE, downgrade(Action.CANCEL, ""));
    }
}
