package io.mainstay.etcd.embedded.internal.mvcc;

import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.RevisionFilter;
import io.mainstay.etcd.kv.Sort;
import io.mainstay.etcd.kv.TxnRequest;
import java.util.List;

/**
 * What a request must be like whatever the store holds; checked in etcd's order, so that the same error comes first.
 */
public final class RequestRules {
    private RequestRules() {}

    /** Checks a read. */
    public static void check(RangeRequest range) {
        checkKey(range.range());
    }

    /** Checks what is to be read in pieces. As with etcd, a sort without an order passes, and is carried out. */
    public static void checkStreamed(RangeRequest range) {
        Sort sort = range.sort();
        boolean ownOrder = sort.order() == Sort.Order.ASCENDING && sort.target() == Sort.Target.KEY;
        if (sort.order() != Sort.Order.NONE && !ownOrder) {
            throw Refusal.STREAM_WITH_SORT.refused();
        }
        if (!range.filter().equals(RevisionFilter.NONE)) {
            throw Refusal.STREAM_WITH_FILTER.refused();
        }
    }

    /** Checks a write. */
    public static void check(PutRequest put) {
        if (put.key().isEmpty()) {
            throw Refusal.KEY_NOT_PROVIDED.refused();
        }
        if (put.ignoreValue() && !put.value().isEmpty()) {
            throw Refusal.VALUE_PROVIDED.refused();
        }
        if (put.ignoreLease() && put.lease() != 0) {
            throw Refusal.LEASE_PROVIDED.refused();
        }
    }

    /** Checks a delete. */
    public static void check(DeleteRequest delete) {
        checkKey(delete.range());
    }

    /** Checks a transaction with all that is nested in it. */
    public static void check(TxnRequest txn, int maxOperations) {
        checkParts(txn, maxOperations);
        DuplicateRule.check(txn);
    }

    /** The longest of the three lists counts, and a nested transaction may only have what is left of the budget. */
    private static void checkParts(TxnRequest txn, int budget) {
        int longest = Math.max(
                txn.compares().size(),
                Math.max(txn.success().size(), txn.failure().size()));
        if (longest > budget) {
            throw Refusal.TOO_MANY_OPERATIONS.refused();
        }
        for (Compare compare : txn.compares()) {
            checkKey(compare.range());
        }
        checkOps(txn.success(), budget - longest);
        checkOps(txn.failure(), budget - longest);
    }

    private static void checkOps(List<Op> ops, int budget) {
        for (Op op : ops) {
            if (op instanceof PutRequest put) {
                check(put);
            } else if (op instanceof RangeRequest range) {
                check(range);
            } else if (op instanceof DeleteRequest delete) {
                check(delete);
            } else if (op instanceof TxnRequest nested) {
                checkParts(nested, budget);
            }
        }
    }

    private static void checkKey(KeyRange range) {
        if (range.key().isEmpty()) {
            throw Refusal.KEY_NOT_PROVIDED.refused();
        }
    }
}
