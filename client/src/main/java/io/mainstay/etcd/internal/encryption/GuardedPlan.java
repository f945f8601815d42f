package io.mainstay.etcd.internal.encryption;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.OpResult;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a transaction that compares values is carried out once the compared keys were read: what is sent in its place,
 * and how its answer becomes the answer to the original. Pure.
 *
 * <p>What is sent runs only if none of the keys read has changed since, and reads them again if one has. When nothing
 * but values decides which branch runs, that branch is sent alone; otherwise the whole transaction, with the
 * comparisons that are left, goes inside.
 */
final class GuardedPlan {
    private final Set<Bytes> keys;
    private final TxnRequest decided;
    private final List<Compare> guards;

    private GuardedPlan(Set<Bytes> keys, TxnRequest decided, List<Compare> guards) {
        this.keys = keys;
        this.decided = decided;
        this.guards = guards;
    }

    /** The reads of the keys, all at one revision. */
    static TxnRequest read(Set<Bytes> keys) {
        return new TxnRequest(List.of(), reads(keys), List.of());
    }

    private static List<Op> reads(Set<Bytes> keys) {
        return keys.stream().<Op>map(RangeRequest::of).toList();
    }

    /** What to do, after the keys were read. */
    static GuardedPlan of(TxnRequest txn, Set<Bytes> keys, List<OpResult> reads, SealedOps ops) {
        Map<Bytes, KeyValue> seen = new HashMap<>();
        for (OpResult result : reads) {
            ((RangeResult) result).kvs().forEach(kv -> seen.put(kv.key(), ops.open(kv)));
        }
        List<Compare> guards = new ArrayList<>();
        for (Bytes key : keys) {
            KeyValue kv = seen.get(key);
            guards.add(Compare.modRevision(KeyRange.single(key)).is(kv == null ? 0 : kv.modRevision()));
        }
        return new GuardedPlan(keys, ValueCompares.decide(txn, seen), guards);
    }

    /** Whether values alone decide that all comparisons hold, or that one does not. */
    private boolean outcomeKnown() {
        return decided.compares().isEmpty()
                || ValueCompares.isNever(decided.compares().get(0));
    }

    private boolean outcome() {
        return decided.compares().isEmpty();
    }

    private List<Op> branch() {
        return outcome() ? decided.success() : decided.failure();
    }

    /** Whether the reads have told all: the branch that is to run does nothing. */
    boolean isDone() {
        return outcomeKnown() && branch().isEmpty();
    }

    /** The answer when the reads have told all. */
    TxnResult done(ResponseHeader header) {
        return new TxnResult(header, outcome(), List.of());
    }

    /** What is sent, with its values sealed. */
    TxnRequest guarded(SealedOps ops) {
        List<Op> run = outcomeKnown() ? ops.seal(branch()) : List.of(ops.seal(decided));
        return new TxnRequest(guards, run, reads(keys));
    }

    /** The answer to the original, of an answer that says that the guards held; opened. */
    TxnResult answer(TxnResult result, SealedOps ops) {
        if (outcomeKnown()) {
            return new TxnResult(result.header(), outcome(), ops.open(branch(), result.results()));
        }
        TxnResult inner = ops.open(decided, (TxnResult) result.results().get(0));
        return new TxnResult(result.header(), inner.succeeded(), inner.results());
    }
}
