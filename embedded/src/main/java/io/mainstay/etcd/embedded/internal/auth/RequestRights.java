package io.mainstay.etcd.embedded.internal.auth;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.RangeRequest;
import io.mainstay.etcd.kv.TxnRequest;
import java.util.Collection;
import java.util.function.LongFunction;

/**
 * Which rights a request about keys needs. A transaction needs those of all its comparisons and of both its branches,
 * whichever runs.
 */
public final class RequestRights {
    private final Rights rights;
    private final LongFunction<Collection<Bytes>> keysOfLease;

    private RequestRights(Rights rights, LongFunction<Collection<Bytes>> keysOfLease) {
        this.rights = rights;
        this.keysOfLease = keysOfLease;
    }

    /**
     * Refuses a request that the caller has no right to.
     *
     * @param keysOfLease the keys that hang on a lease; none when there is no such lease
     */
    public static void require(Rights rights, Op request, LongFunction<Collection<Bytes>> keysOfLease) {
        new RequestRights(rights, keysOfLease).op(request);
    }

    private void op(Op request) {
        if (request instanceof PutRequest put) {
            put(put);
        } else if (request instanceof RangeRequest range) {
            rights.requireRead(range.range());
        } else if (request instanceof DeleteRequest delete) {
            delete(delete);
        } else {
            txn((TxnRequest) request);
        }
    }

    /** Who ends a lease deletes its keys, so nobody may hang a key on a lease with keys out of their reach. */
    private void put(PutRequest put) {
        KeyRange key = KeyRange.single(put.key());
        rights.requireWrite(key);
        if (put.lease() != 0) {
            rights.requireWriteOfEach(keysOfLease.apply(put.lease()));
        }
        if (put.prevKv()) {
            rights.requireRead(key);
        }
    }

    private void delete(DeleteRequest delete) {
        rights.requireWrite(delete.range());
        if (delete.prevKv()) {
            rights.requireRead(delete.range());
        }
    }

    private void txn(TxnRequest txn) {
        for (Compare compare : txn.compares()) {
            rights.requireRead(compare.range());
        }
        txn.success().forEach(this::op);
        txn.failure().forEach(this::op);
    }
}
