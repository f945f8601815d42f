package io.mainstay.etcd.internal.face;

import io.mainstay.etcd.cluster.SnapshotOptions;
import io.mainstay.etcd.internal.call.CallEngine;
import io.mainstay.etcd.internal.call.Task;
import io.mainstay.etcd.internal.call.Terms;
import io.mainstay.etcd.internal.member.MemberLine;
import io.mainstay.etcd.internal.snapshot.Snapshot;
import io.mainstay.etcd.spi.Rpc;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the two faces of one member have in common: calls that may use its line only.
 *
 * @param calls makes calls
 * @param line leads to the member
 */
record MaintenanceCalls(CallEngine calls, MemberLine line) {
    <Q, R> Task<Q, R, R> task(Rpc<Q, R> rpc, Q request) {
        return task(rpc, request, null);
    }

    <Q, R> Task<Q, R, R> task(Rpc<Q, R> rpc, Q request, @Nullable Duration timeout) {
        return new Task<>(rpc, rpc.effect(), request, answer -> answer, new Terms(timeout, line.line()));
    }

    Snapshot snapshot(UnaryOperator<SnapshotOptions> options) {
        return new Snapshot(calls, line.line(), options.apply(SnapshotOptions.DEFAULT));
    }
}
