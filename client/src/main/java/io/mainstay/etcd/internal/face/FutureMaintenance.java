package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmRequest;
import io.mainstay.etcd.cluster.AlarmResult;
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
import io.mainstay.etcd.internal.call.Task;
import io.mainstay.etcd.internal.call.Terms;
import io.mainstay.etcd.internal.snapshot.Snapshot;
import io.mainstay.etcd.spi.DaemonThreads;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;

/** One member, with futures. */
final class FutureMaintenance implements AsyncMaintenance {
    /** A thread a snapshot, for it blocks: on the disk, and until the next piece has come. */
    private static final ThreadFactory SNAPSHOTS = DaemonThreads.named("mainstay-snapshot");

    private final MaintenanceCalls member;

    FutureMaintenance(MaintenanceCalls member) {
        this.member = member;
    }

    @Override
    public CompletableFuture<StatusResult> status() {
        return ask(Rpcs.STATUS, new StatusRequest());
    }

    @Override
    public CompletableFuture<HashKvResult> hashKv(long revision) {
        return ask(Rpcs.HASH_KV, new HashKvRequest(revision));
    }

    @Override
    public CompletableFuture<HashResult> hash() {
        return ask(Rpcs.HASH, new HashRequest());
    }

    @Override
    public CompletableFuture<List<Alarm>> alarms() {
        return member.calls()
                .async(new Task<>(
                        Rpcs.ALARM,
                        Rpcs.ALARM.effect(),
                        AlarmRequest.list(),
                        AlarmResult::alarms,
                        new Terms(null, member.line().line())));
    }

    private <Q, R> CompletableFuture<R> ask(Rpc<Q, R> rpc, Q request) {
        return member.calls().async(member.task(rpc, request));
    }

    @Override
    public CompletableFuture<DefragmentResult> defragment() {
        return defragment(Maintenance.DEFRAGMENT_TIMEOUT);
    }

    @Override
    public CompletableFuture<DefragmentResult> defragment(Duration timeout) {
        return member.calls().async(member.task(Rpcs.DEFRAGMENT, new DefragmentRequest(), timeout));
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here throws nothing
    public CompletableFuture<SnapshotResult> snapshot(Path file, UnaryOperator<SnapshotOptions> options) {
        Snapshot snapshot = member.snapshot(options);
        CompletableFuture<SnapshotResult> made = new CompletableFuture<>();
        made.whenComplete((result, thrown) -> snapshot.cancel());
        SNAPSHOTS.newThread(() -> take(snapshot, file, made)).start();
        return made;
    }

    private void take(Snapshot snapshot, Path file, CompletableFuture<SnapshotResult> made) {
        Runnable outcome;
        try {
            SnapshotResult result = snapshot.to(file);
            outcome = () -> made.complete(result);
        } catch (RuntimeException | Error failure) {
            outcome = () -> made.completeExceptionally(failure);
        }
        try {
            member.calls().executor().execute(outcome);
        } catch (RejectedExecutionException gone) {
            outcome.run();
        }
    }
}
