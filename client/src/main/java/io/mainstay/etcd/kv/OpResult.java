package io.mainstay.etcd.kv;

/** The answer to an {@link Op}: by itself, or inside a {@link TxnResult}. */
public sealed interface OpResult permits RangeResult, PutResult, DeleteResult, TxnResult {
    /** The answer's header; inside a transaction it holds a revision only, for a nested transaction not even that. */
    ResponseHeader header();
}
