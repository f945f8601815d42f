package io.mainstay.etcd.internal.kv;

import io.mainstay.etcd.internal.call.Task;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.DeleteRequest;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.PutRequest;
import io.mainstay.etcd.kv.SwapResult;
import io.mainstay.etcd.kv.TxnRequest;
import io.mainstay.etcd.kv.TxnResult;
import io.mainstay.etcd.spi.Rpc.Effect;
import io.mainstay.etcd.spi.Rpcs;
import java.util.List;

/**
 * Writes that are made only if the key stands as expected: one transaction each.
 *
 * <p>One that expects a mod revision may be sent again after a lost answer: once it was applied that revision never
 * comes back, so of all attempts one at the most is. One that expects a value or absence may not: between two attempts
 * somebody may bring back what it expects.
 */
public final class Swaps {
    private Swaps() {}

    /** Writes a key that must not exist. */
    public static Task<TxnRequest, TxnResult, SwapResult> putIfAbsent(PutRequest put) {
        return swap(missing(put.key()), put, put.key(), Effect.WRITE);
    }

    /** Writes a key that must have a value. */
    public static Task<TxnRequest, TxnResult, SwapResult> put(PutRequest put, Bytes expectedValue) {
        return swap(value(put.key(), expectedValue), put, put.key(), Effect.WRITE);
    }

    /** Writes a key that must have a mod revision; 0 means that it must not exist. */
    public static Task<TxnRequest, TxnResult, SwapResult> put(PutRequest put, long expectedModRevision) {
        return checked(expectedModRevision) == 0
                ? putIfAbsent(put)
                : swap(modified(put.key(), expectedModRevision), put, put.key(), Effect.GUARDED);
    }

    /** Deletes a key that must have a value. */
    public static Task<TxnRequest, TxnResult, SwapResult> delete(Bytes key, Bytes expectedValue) {
        return swap(value(key, expectedValue), DeleteRequest.of(key), key, Effect.WRITE);
    }

    /** Deletes a key that must have a mod revision. */
    public static Task<TxnRequest, TxnResult, SwapResult> delete(Bytes key, long expectedModRevision) {
        if (checked(expectedModRevision) == 0) {
            throw new IllegalArgumentException("expectedModRevision is 0: a key that does not exist cannot be deleted");
        }
        return swap(modified(key, expectedModRevision), DeleteRequest.of(key), key, Effect.GUARDED);
    }

    private static Task<TxnRequest, TxnResult, SwapResult> swap(Compare expected, Op write, Bytes key, Effect effect) {
        TxnRequest txn = new TxnRequest(List.of(expected), List.of(write), List.of(Op.get(key)));
        return new Task<>(Rpcs.TXN, effect, txn, Swaps::result);
    }

    private static SwapResult result(TxnResult txn) {
        return new SwapResult(
                txn.header(),
                txn.succeeded(),
                txn.succeeded() ? null : txn.range(0).first().orElse(null));
    }

    static Compare missing(Bytes key) {
        return Compare.createRevision(KeyRange.single(key)).is(0);
    }

    static Compare modified(Bytes key, long revision) {
        return Compare.modRevision(KeyRange.single(key)).is(revision);
    }

    private static Compare value(Bytes key, Bytes expected) {
        return Compare.value(KeyRange.single(key)).is(expected);
    }

    private static long checked(long revision) {
        if (revision < 0) {
            throw new IllegalArgumentException("expectedModRevision must not be negative: " + revision);
        }
        return revision;
    }
}
