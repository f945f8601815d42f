package io.mainstay.etcd.embedded.internal.mvcc;

import io.mainstay.etcd.embedded.internal.refusal.Refusal;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.TxnRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * No branch of a transaction may put a key twice, nor put one that it also deletes, nested transactions counted in.
 *
 * <p>It follows etcd where etcd is lenient, too: the branches of one nested transaction may put the same key, because
 * only one of them runs; a delete without an end is not looked at; and a nested transaction's deletes count for the
 * nested ones after it and for the puts of the level above, but not for the nested ones before it.
 */
final class DuplicateRule {
    private final Set<Bytes> puts = new HashSet<>();
    private final List<KeyRange> deletes = new ArrayList<>();

    private DuplicateRule() {}

    static void check(TxnRequest txn) {
        collect(txn.success());
        collect(txn.failure());
    }

    private static DuplicateRule collect(List<Op> ops) {
        DuplicateRule branch = new DuplicateRule();
        for (Op op : ops) {
            if (op instanceof DeleteRequest delete) {
                branch.deletes.add(delete.range());
            }
        }
        for (Op op : ops) {
            if (op instanceof TxnRequest nested) {
                branch.addNested(collect(nested.success()), collect(nested.failure()));
            }
        }
        for (Op op : ops) {
            if (op instanceof PutRequest put) {
                branch.addPut(put.key());
            }
        }
        return branch;
    }

    private void addNested(DuplicateRule success, DuplicateRule failure) {
        success.puts.forEach(this::addPut);
        for (Bytes key : failure.puts) {
            if (!success.puts.contains(key)) {
                addPut(key);
            }
        }
        deletes.addAll(success.deletes);
        deletes.addAll(failure.deletes);
    }

    private void addPut(Bytes key) {
        if (!puts.add(key) || isDeleted(key)) {
            throw Refusal.DUPLICATE_KEY.refused();
        }
    }

    private boolean isDeleted(Bytes key) {
        return deletes.stream().anyMatch(range -> !range.isOpenEnded() && range.contains(key));
    }
}
