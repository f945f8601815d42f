package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AsyncMaintenance;
import io.mainstay.etcd.cluster.DefragmentRequest;
import io.mainstay.etcd.cluster.DefragmentResult;
import io.mainstay.etcd.cluster.HashKvRequest;
import io.mainstay.etcd.cluster.HashKvResult;
import io.mainstay.etcd.cluster.HashRequest;
import io.mainstay.etcd.cluster.HashResult;
import io.mainstay.etcd.cluster.Maintenance;
import io.mainstay.etcd.cluster.SnapshotOptions;
import io.mainstay.etcd.cluster.SnapshotResult;
import io.mainstay.etcd.cluster.StatusRequest;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** One member, with calls that wait. */
final class BlockingMaintenance implements Maintenance {
    private final MaintenanceCalls member;
    private final AsyncMaintenance async;

    BlockingMaintenance(MaintenanceCalls member) {
        this.member = member;
        this.async = new FutureMaintenance(member);
    }

    @Override
    public AsyncMaintenance async() {
        return async;
    }

    @Override
    public StatusResult status() {
        return ask(Rpcs.STATUS, new StatusRequest());
    }

    @Override
    public HashKvResult hashKv(long revision) {
        return ask(Rpcs.HASH_KV, new HashKvRequest(revision));
    }

    @Override
    public HashResult hash() {
        return ask(Rpcs.HASH, new HashRequest());
    }

    @Override
    public List<Alarm> alarms() {
        return ask(Rpcs.ALARM, AlarmRequest.list()).alarms();
    }

    private <Q, R> R ask(Rpc<Q, R> rpc, Q request) {
        return member.calls().blocking(member.task(rpc, request));
    }

    @Override
    public DefragmentResult defragment() {
        return defragment(DEFRAGMENT_TIMEOUT);
    }

    @Override
    public DefragmentResult defragment(Duration timeout) {
        return member.calls().blocking(member.task(Rpcs.DEFRAGMENT, new DefragmentRequest(), timeout));
    }

    @Override
    public SnapshotResult snapshot(Path file) {
        return snapshot(file, options -> options);
    }

    @Override
    public SnapshotResult snapshot(Path file, UnaryOperator<SnapshotOptions> options) {
        return member.snapshot(options).to(file);
    }

    @Override
    public SnapshotResult snapshot(OutputStream to, UnaryOperator<SnapshotOptions> options) {
        return member.snapshot(options).to(to);
    }

    @Override
    public void close() {
        member.line().close();
    }

    @Override
    public String toString() {
        return "Maintenance[" + member.line().line().endpoint() + "]";
    }
}
