package io.mainstay.etcd.internal.bulk;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteResult;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.OpResult;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a load that goes in one transaction.
 *
 * @param number its place among the parts
 * @param ops its puts or deletes
 */
record Chunk(int number, List<Op> ops) {
    /** Whatever its keys are. */
    TxnRequest plain() {
        return new TxnRequest(List.of(), ops, List.of());
    }

    /** Only if none of its keys was changed after a revision. */
    TxnRequest guarded(long revision) {
        List<Compare> unchanged = ops.stream()
                .map(op -> Compare.modRevision(KeyRange.single(Load.key(op))).isLessThan(revision + 1))
                .toList();
        return new TxnRequest(unchanged, ops, List.of());
    }

    /** Reads what {@link #appliedAt} looks at. */
    TxnRequest look() {
        return new TxnRequest(List.of(), ops.stream().<Op>map(Chunk::look).toList(), List.of());
    }

    private static RangeRequest look(Op op) {
        RangeRequest get = RangeRequest.of(Load.key(op));
        return op instanceof PutRequest ? get : get.keysOnly();
    }

    /**
     * The revision at which this part was applied after the guard's revision, as its keys show it: puts by having
     * been changed at one and the same revision to what they were to be, deletes by being gone. 0 when that does not
     * show.
     */
    long appliedAt(TxnResult looked, long guard) {
        long at = 0;
        for (int i = 0; i < ops.size(); i++) {
            KeyValue now = looked.range(i).first().orElse(null);
            long changed = ops.get(i) instanceof PutRequest put ? changedAt(put, now) : goneAt(looked, now);
            if (changed <= guard && ops.get(i) instanceof PutRequest || changed == 0 || at != 0 && changed != at) {
                return 0;
            }
            at = changed;
        }
        return at;
    }

    private static long changedAt(PutRequest put, @Nullable KeyValue now) {
        boolean asAsked = now != null
                && (put.ignoreValue() || now.value().equals(put.value()))
                && (put.ignoreLease() || now.lease() == put.lease());
        return asAsked && now != null ? now.modRevision() : 0;
    }

    private static long goneAt(TxnResult looked, @Nullable KeyValue now) {
        return now == null ? looked.header().revision() : 0;
    }

    /** How many keys a delete has found. */
    static long deleted(TxnResult answer) {
        long sum = 0;
        for (OpResult result : answer.results()) {
            sum += result instanceof DeleteResult delete ? delete.deleted() : 0;
        }
        return sum;
    }

    long bytes() {
        return ops.stream().mapToLong(Load::content).sum();
    }

    List<Bytes> keys() {
        return ops.stream().map(Load::key).toList();
    }
}
