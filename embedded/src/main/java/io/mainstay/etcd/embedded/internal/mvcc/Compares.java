package io.mainstay.etcd.embedded.internal.mvcc;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.Compare.Target;
import io.mainstay.etcd.kv.KeyValue;
import java.util.List;

/** Decides the comparisons of a transaction. */
final class Compares {
    private static final KeyValue MISSING = new KeyValue(Bytes.EMPTY, Bytes.EMPTY, 0, 0, 0, 0);

    private Compares() {}

    static boolean allHold(View view, List<Compare> compares) {
        return compares.stream().allMatch(compare -> holds(view, compare));
    }

    /** How many comparisons are looked at, up to the first one that does not hold. */
    static int looked(View view, List<Compare> compares) {
        for (int i = 0; i < compares.size(); i++) {
            if (!holds(view, compares.get(i))) {
                return i + 1;
            }
        }
        return compares.size();
    }

    /** Every key of the range must satisfy it; where there is none, a missing key must, and its value never does. */
    private static boolean holds(View view, Compare compare) {
        List<KeyValue> found = view.range(compare.range());
        if (found.isEmpty()) {
            return compare.target() != Target.VALUE && holds(compare, MISSING);
        }
        return found.stream().allMatch(kv -> holds(compare, kv));
    }

    private static boolean holds(Compare compare, KeyValue kv) {
        int order = switch (compare.target()) {
            case VERSION -> Long.compare(kv.version(), compare.number());
            case CREATE_REVISION -> Long.compare(kv.createRevision(), compare.number());
            case MOD_REVISION -> Long.compare(kv.modRevision(), compare.number());
            case LEASE -> Long.compare(kv.lease(), compare.number());
            case VALUE -> kv.value().compareTo(compare.value());
        };
        return switch (compare.relation()) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case GREATER -> order > 0;
            case LESS -> order < 0;
        };
    }
}
