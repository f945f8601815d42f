package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmResult;
import io.mainstay.etcd.cluster.AsyncCluster;
import io.mainstay.etcd.cluster.HashKvRequest;
import io.mainstay.etcd.cluster.HashKvResult;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.cluster.MemberListRequest;
import io.mainstay.etcd.cluster.MemberListResult;
import io.mainstay.etcd.cluster.StatusRequest;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.internal.call.Call.Task;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The questions to the cluster with futures. */
final class FutureCluster implements AsyncCluster {
    private final CallEngine calls;

    FutureCluster(CallEngine calls) {
        this.calls = calls;
    }

    @Override
    public CompletableFuture<List<Member>> members() {
        return calls.async(
                new Task<>(Rpcs.MEMBER_LIST, Effect.READ, new MemberListRequest(true), MemberListResult::members));
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
}
