package io.mainstay.etcd.embedded.internal.mvcc;

import io.mainstay.etcd.embedded.internal.metrics.Tally;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.OpResult;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import java.util.List;

/**
 * What etcd counts for requests. A transaction that writes reads first what its comparisons and puts need, in a
 * transaction of its own, and then does its operations in a second; one that only reads does all in one.
 */
public final class Tallies {
    private long checks;
    private long ranges;
    private long deletes;
    private long puts;

    private Tallies() {}

    /** That of a put. */
    public static Tally of(PutRequest put) {
        return needsOld(put) ? Tally.afterRead(0) : new Tally(0, 0, 0);
    }

    /** That of a deletion. */
    public static Tally of(DeleteRequest delete) {
        return delete.prevKv() ? Tally.afterRead(1) : Tally.DELETE;
    }

    /**
     * That of a transaction.
     *
     * @param before the store as it was before it
     */
    public static Tally of(Snapshot before, TxnRequest txn, TxnResult result, boolean writes) {
        Tallies all = new Tallies();
        all.add(before.view(), txn, result);
        if (!writes) {
            long reads = all.checks + all.ranges;
            return new Tally(reads, 0, reads > 1 ? 1 : 0);
        }
        long done = all.ranges + all.deletes + all.puts;
        return new Tally(all.checks + all.ranges, all.deletes, (all.checks > 1 ? 1 : 0) + (done > 1 ? 1 : 0));
    }

    private void add(View before, TxnRequest txn, TxnResult result) {
        checks += result.succeeded() ? txn.compares().size() : Compares.looked(before, txn.compares());
        List<Op> branch = result.succeeded() ? txn.success() : txn.failure();
        List<OpResult> results = result.results();
        for (int i = 0; i < branch.size(); i++) {
            Op op = branch.get(i);
            if (op instanceof TxnRequest nested && results.get(i) instanceof TxnResult inner) {
                add(before, nested, inner);
            } else if (op instanceof PutRequest put) {
                puts++;
                checks += put.ignoreValue() || put.ignoreLease() ? 1 : 0;
                ranges += needsOld(put) ? 1 : 0;
            } else if (op instanceof DeleteRequest delete) {
                deletes++;
                ranges += delete.prevKv() ? 1 : 0;
            } else if (op instanceof RangeRequest) {
                ranges++;
            }
        }
    }

    private static boolean needsOld(PutRequest put) {
        return put.prevKv() || put.ignoreValue() || put.ignoreLease();
    }
}
