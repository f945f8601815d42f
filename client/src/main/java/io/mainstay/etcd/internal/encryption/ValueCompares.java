package io.mainstay.etcd.internal.encryption;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.Compare.Relation;
import io.mainstay.etcd.kv.Compare.Target;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.KeyValue;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.TxnRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The comparisons of values in a transaction: the server sees only sealed values, so they are decided here, on what the
 * keys were read as, and the transaction is sent without them. Pure.
 */
final class ValueCompares {
    private ValueCompares() {}

    /**
     * The keys whose values a transaction compares, however deep.
     *
     * @throws io.mainstay.etcd.error.InvalidRequestException when it compares the values of a range
     */
    static Set<Bytes> keys(TxnRequest txn) {
        Set<Bytes> keys = new LinkedHashSet<>();
        collect(txn, keys);
        return keys;
    }

    private static void collect(TxnRequest txn, Set<Bytes> keys) {
        for (Compare compare : txn.compares()) {
            if (compare.target() != Target.VALUE) {
                continue;
            }
            if (!compare.range().isSingle()) {
                throw SealedOps.refused("the server cannot compare the values of a range that are encrypted; compare"
                        + " each key, or mod revisions");
            }
            keys.add(compare.range().key());
        }
        nestedIn(txn.success(), keys);
        nestedIn(txn.failure(), keys);
    }

    private static void nestedIn(List<Op> ops, Set<Bytes> keys) {
        for (Op op : ops) {
            if (op instanceof TxnRequest nested) {
                collect(nested, keys);
            }
        }
    }

    /**
     * The same transaction with its comparisons of values decided: those that hold are left out, and where one does
     * not, a comparison that never holds stands for all.
     *
     * @param seen the keys that exist, with their values opened
     */
    static TxnRequest decide(TxnRequest txn, Map<Bytes, KeyValue> seen) {
        return new TxnRequest(compares(txn.compares(), seen), nested(txn.success(), seen), nested(txn.failure(), seen));
    }

    private static List<Compare> compares(List<Compare> compares, Map<Bytes, KeyValue> seen) {
        for (Compare compare : compares) {
            if (compare.target() == Target.VALUE && !holds(compare, seen)) {
                return List.of(never(compare.range()));
            }
        }
        return compares.stream()
                .filter(compare -> compare.target() != Target.VALUE)
                .toList();
    }

    private static List<Op> nested(List<Op> ops, Map<Bytes, KeyValue> seen) {
        return ops.stream()
                .map(op -> op instanceof TxnRequest txn ? decide(txn, seen) : op)
                .toList();
    }

    private static boolean holds(Compare compare, Map<Bytes, KeyValue> seen) {
        KeyValue kv = seen.get(compare.range().key());
        if (kv == null) {
            // As etcd has it: no comparison of a missing value holds, not even "not equal".
            return false;
        }
        int order = kv.value().compareTo(compare.value());
        return switch (compare.relation()) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case GREATER -> order > 0;
            case LESS -> order < 0;
        };
    }

    /** A comparison that holds for no key, there or missing. */
    static Compare never(KeyRange key) {
        return new Compare(key, Target.VERSION, Relation.LESS, 0, Bytes.EMPTY);
    }

    /** Whether a comparison is {@link #never}. */
    static boolean isNever(Compare compare) {
        return compare.target() == Target.VERSION && compare.relation() == Relation.LESS && compare.number() == 0;
    }
}
