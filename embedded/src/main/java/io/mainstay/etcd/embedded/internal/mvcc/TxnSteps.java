package io.mainstay.etcd.embedded.internal.mvcc;

import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.OpResult;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.ResponseHeader;
import io.mainstay.etcd.kv.TxnResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/** Checks and runs what a transaction's plan says. */
final class TxnSteps {
    private TxnSteps() {}

    /** Checks everything against the store as it was, before the first write. */
    static void check(View before, Plan plan, LongPredicate leases) {
        for (Plan.Step step : plan.steps()) {
            if (step instanceof Plan.Nested nested) {
                check(before, nested.plan(), leases);
            } else if (step instanceof Plan.Plain plain) {
                check(before, plain.op(), leases);
            }
        }
    }

    private static void check(View before, Op op, LongPredicate leases) {
        if (op instanceof RangeRequest range) {
            checkRevision(before, range.revision());
        } else if (op instanceof PutRequest put) {
            boolean needsKey = put.ignoreValue() || put.ignoreLease();
            if (needsKey && before.get(put.key()) == null) {
                throw Refusal.KEY_NOT_FOUND.refused();
            }
            Steps.requireLease(put, leases);
        }
    }

    /** Unlike a read by itself, one in a transaction takes a negative revision for an old one. */
    private static void checkRevision(View before, long revision) {
        if (revision > before.revision()) {
            throw Refusal.FUTURE_REVISION.refused();
        }
        if (revision != 0 && revision < before.compactRevision()) {
            throw Refusal.COMPACTED.refused();
        }
    }

    /** Runs the operations in order; each sees what those before it wrote. The answer has an empty header. */
    static TxnResult run(Draft draft, Plan plan) {
        List<OpResult> results = new ArrayList<>(plan.steps().size());
        for (Plan.Step step : plan.steps()) {
            if (step instanceof Plan.Nested nested) {
                results.add(run(draft, nested.plan()));
            } else if (step instanceof Plan.Plain plain) {
                results.add(run(draft, plain.op()));
            }
        }
        return new TxnResult(ResponseHeader.EMPTY, plan.succeeded(), List.copyOf(results));
    }

    private static OpResult run(Draft draft, Op op) {
        if (op instanceof PutRequest put) {
            return Steps.put(draft, put);
        } else if (op instanceof DeleteRequest delete) {
            return Steps.delete(draft, delete);
        } else if (op instanceof RangeRequest range) {
            return Ranges.read(draft.view(), range);
        }
        throw new IllegalStateException("not a plain operation: " + op.getClass());
    }
}
