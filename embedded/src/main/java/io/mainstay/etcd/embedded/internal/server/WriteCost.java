package io.mainstay.etcd.embedded.internal.server;

import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.TxnRequest;
import java.util.List;

/** How much space a write is reckoned to need, in bytes; of a transaction, its dearer branch. */
final class WriteCost {
    private static final int BYTES_PER_PUT = 256;

    private WriteCost() {}

    static long of(PutRequest put) {
        return (long) BYTES_PER_PUT + put.key().size() + put.value().size();
    }

    static long of(TxnRequest txn) {
        return Math.max(of(txn.success()), of(txn.failure()));
    }

    private static long of(List<Op> ops) {
        long cost = 0;
        for (Op op : ops) {
            if (op instanceof PutRequest put) {
                cost += of(put);
            } else if (op instanceof TxnRequest nested) {
                cost += of(nested);
            }
        }
        return cost;
    }
}
