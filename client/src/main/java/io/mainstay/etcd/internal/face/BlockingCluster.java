package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AsyncCluster;
import io.mainstay.etcd.cluster.Cluster;
import io.mainstay.etcd.cluster.HashKvRequest;
import io.mainstay.etcd.cluster.HashKvResult;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.cluster.MemberListRequest;
import io.mainstay.etcd.cluster.StatusRequest;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.spi.Rpcs;
import java.util.List;

/** The questions to the cluster that wait. */
public final class BlockingCluster implements Cluster {
    private final CallEngine calls;
    private final AsyncCluster async;

    /** A face over an engine. */
    public BlockingCluster(CallEngine calls) {
        this.calls = calls;
        this.async = new FutureCluster(calls);
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
}
