package io.mainstay.etcd.embedded.internal.mvcc;

import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.TxnRequest;
import java.util.List;

/**
 * Which branch of a transaction runs, and of each transaction nested in that branch: decided on the store as it was
 * before, so that nothing the transaction writes can change it.
 *
 * @param succeeded whether all comparisons held
 * @param steps the operations of the branch that runs
 */
record Plan(boolean succeeded, List<Step> steps) {

    /** One operation of a branch that runs. */
    sealed interface Step {}

    /**
     * A read or a write.
     *
     * @param op the operation
     */
    record Plain(Op op) implements Step {}

    /**
     * A nested transaction.
     *
     * @param plan what it runs
     */
    record Nested(Plan plan) implements Step {}

    static Plan of(View before, TxnRequest txn) {
        boolean succeeded = Compares.allHold(before, txn.compares());
        List<Op> branch = succeeded ? txn.success() : txn.failure();
        List<Step> steps = branch.stream()
                .<Step>map(op -> op instanceof TxnRequest nested ? new Nested(of(before, nested)) : new Plain(op))
                .toList();
        return new Plan(succeeded, steps);
    }
}
